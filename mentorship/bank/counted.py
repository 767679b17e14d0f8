"""Who stands behind a number, inside the institution only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from mentorship.bank.models import Person
from mentorship.organizations.figures import Figure, Where
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear

NAMELESS = "Имя не показывается: согласие на обработку данных сейчас не действует"


@dataclass(frozen=True)
class Counted:
    """One countable thing of a figure: its words, the page it opens and the person it names."""

    text: str
    url: str = ""
    person: int | None = None


def rows_of_institution(
    figure: Figure, institution: Organization, year: SchoolYear, where: Where | None = None
) -> QuerySet[Any]:
    """Rows behind a figure of an institution; of an organization above it there are none."""
    if not institution.is_institution:
        return figure.rows(year).none()
    return figure.rows(year, where=where).filter(**{figure.institution: institution.pk})


def counted_in(figure: Figure, rows: QuerySet[Any], today: date) -> list[Counted]:
    """What the figure counts among the rows, each once, as many as the number says.

    Somebody whose consent ended after the year still counts in it, but is not named any more.
    """
    listed = list(rows)
    people = {pk for row in listed if (pk := _person_pk(row)) is not None}
    named = set(
        Person.objects.filter(pk__in=people).with_consent_on(today).values_list("pk", flat=True)
    )
    return [_counted(figure, row, named) for row in listed]


def _counted(figure: Figure, row: Any, named: Iterable[int]) -> Counted:
    person = _person_pk(row)
    if person is None:
        return Counted(figure.describe(row))
    if person not in named:
        return Counted(NAMELESS)
    page = row if isinstance(row, Person) else row.person
    return Counted(figure.describe(row), page.get_absolute_url(), person)


def _person_pk(row: Any) -> int | None:
    return row.pk if isinstance(row, Person) else getattr(row, "person_id", None)
