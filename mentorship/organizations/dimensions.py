"""What figures are cut by: form, role, age … each with its title and the words of its values."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from mentorship.core.registry import Registry
from mentorship.organizations.models import Organization

NOT_GIVEN = "не указано"

Words = dict[Any, str]


def as_they_are(values: Iterable[Any]) -> Words:
    """Numbers and names speak for themselves; they stand in their own order."""
    return {value: str(value) for value in sorted(values)}


@dataclass(frozen=True)
class Dimension:
    """A way to cut a figure; `words` gives the values it is asked for, in the order of showing."""

    code: str
    title: str
    words: Callable[[Iterable[Any]], Words] = as_they_are
    # Values are names of children's classes or a school's own words: inside the school only.
    is_inner: bool = False

    def labels(self, values: Iterable[Any]) -> Words:
        """Each value once, in order, in words; what nobody filled in stands last."""
        wanted = set(values)
        known = self.words(wanted - {None, ""})
        rest = {value: str(value) for value in wanted - set(known) - {None, ""}}
        empty = {value: NOT_GIVEN for value in (None, "") if value in wanted}
        return {value: word for value, word in known.items() if value in wanted} | rest | empty


DIMENSIONS: Registry[Dimension] = Registry()


def register_dimension(dimension: Dimension) -> Dimension:
    return DIMENSIONS.register(dimension.code, dimension)


def of_choices(choices: Iterable[tuple[Any, Any]]) -> Callable[[Iterable[Any]], Words]:
    """Words of a field with choices, in their order."""
    words = {value: str(label) for value, label in choices}
    return lambda values: {value: word for value, word in words.items() if value in set(values)}


def organization_names(values: Iterable[Any]) -> Words:
    rows = Organization.objects.filter(pk__in=list(values)).order_by("name", "pk")
    return dict(rows.values_list("pk", "short_name"))


# Every figure is cut by these; the path continues the one from a row to its institution.
OF_THE_TREE = {
    "institution": "",
    "municipality": "__parent",
    "region": "__parent__parent",
    "institution_type": "__institution_type",
}


def register() -> None:
    for code, title in (
        ("institution", "Организация"),
        ("municipality", "Муниципалитет"),
        ("region", "Регион"),
    ):
        register_dimension(Dimension(code, title, organization_names))
    types = of_choices(Organization.Type.choices)
    register_dimension(Dimension("institution_type", "Тип организации", types))
