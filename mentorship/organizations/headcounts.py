"""Which headcounts there are: denominators by category and bounds, entered as they are needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from mentorship.core.registry import Registry
from mentorship.organizations.models import (
    Headcount,
    HeadcountQuerySet,
    Membership,
    Organization,
)
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

FIELDS = ("category", "age_from", "age_to", "experience_to")
_WHOSE = {"pupil": "обучающихся", "teacher": "педагогов", "enterprise": "предприятий территории"}


@dataclass(frozen=True)
class HeadcountKey:
    """Which headcount is meant: category and bounds exactly as they are entered."""

    category: str
    age_from: int | None = None
    age_to: int | None = None
    experience_to: int | None = None

    @classmethod
    def of(cls, row: Headcount) -> "HeadcountKey":
        return cls(row.category, row.age_from, row.age_to, row.experience_to)

    @property
    def whose(self) -> str:
        """«обучающихся 10–19 лет»."""
        return f"{_WHOSE[self.category]}{self.empty.bounds}"

    @property
    def title(self) -> str:
        """«численность обучающихся 10–19 лет»."""
        return f"численность {self.whose}"

    @property
    def label(self) -> str:
        """«Обучающиеся 10–19 лет»."""
        label = f"{Headcount.Category(self.category).label}{self.empty.bounds}"
        return label[:1].upper() + label[1:]

    @property
    def empty(self) -> Headcount:
        """A headcount of this kind, of no organization and day yet."""
        return Headcount(**self.fields)

    @property
    def fields(self) -> dict[str, str | int | None]:
        return {
            "category": self.category,
            "age_from": self.age_from,
            "age_to": self.age_to,
            "experience_to": self.experience_to,
        }

    @property
    def lookup(self) -> Q:
        return Q(**self.fields)

    def rows(self, year: SchoolYear, today: date) -> HeadcountQuerySet:
        """Headcounts that speak about the school year, the one that counts first.

        These are dated 1 September – 31 August, in a running year not later than today: what is
        entered for another year never changes this one.
        """
        return (
            Headcount.objects.filter(self.lookup)
            .filter(as_of__range=(year.starts_on, year.counted_on(today)))
            .order_by("-as_of", "-pk")
        )

    def includes(self, other: "HeadcountKey") -> bool:
        """Whether everybody the other one counts is counted here too."""
        return (
            self != other
            and self.category == other.category
            and (self.age_from is None or (other.age_from or 0) >= self.age_from)
            and (self.age_to is None or self.age_to >= (other.age_to or 1000))
            and (self.experience_to is None or self.experience_to >= (other.experience_to or 1000))
        )


# Upper rooms say which headcounts their figures divide by.
NEEDED: Registry[Callable[[], list[HeadcountKey]]] = Registry()


def needed_headcounts() -> list[HeadcountKey]:
    """What is divided by, each once, in the order of those who need it."""
    return list(dict.fromkeys(key for needs in NEEDED for key in needs()))


def latest_headcounts(
    organization: Organization, year: SchoolYear, today: date
) -> dict[HeadcountKey, Headcount]:
    """Those of the year that count: the newest of each kind, in one statement."""
    rows = organization.headcounts.filter(as_of__range=(year.starts_on, year.counted_on(today)))
    newest = rows.order_by(*FIELDS, "-as_of", "-pk").distinct(*FIELDS)
    return {HeadcountKey.of(row): row for row in newest}


@transaction.atomic
def record_headcounts(
    *,
    member: Membership,
    values: Mapping[HeadcountKey, int],
    as_of: date,
    source: str,
) -> list[Headcount]:
    """Write several headcounts of the member's institution at once.

    A number of the same day takes the place of the earlier one; the change log keeps both.
    """
    if not member.may(Right.ORGANIZATION_EDIT):
        raise PermissionDenied
    rows = [
        Headcount(
            organization=member.organization,
            as_of=as_of,
            value=value,
            source=source,
            **key.fields,
        )
        for key, value in values.items()
    ]
    return Headcount.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organization", "as_of", *FIELDS],
        update_fields=["value", "source"],
    )
