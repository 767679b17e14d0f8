"""The registry of figures: named counts that pages, indicators and reports take numbers from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from mentorship.core.registry import Registry
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import people_within


@dataclass(frozen=True)
class Figure:
    """A named count of people (or enterprises, meetings …) of a school year.

    `rows(year)` is the queryset of what is counted, over all institutions; `institution` names the
    path from a row to its institution, `distinct` the field that makes one countable thing (a child
    who is mentee in two programs counts once), `describe` the words of one row in the list.
    """

    code: str
    title: str
    definition: str
    unit: str
    rows: Callable[[SchoolYear], QuerySet[Any]]
    institution: str = "institution"
    distinct: str = "pk"
    describe: Callable[[Any], str] = str

    def by_institution(self, organization: Organization, year: SchoolYear) -> dict[int, int]:
        """Counts by institution pk inside the organization, in one grouped statement."""
        below = {
            Organization.Level.INSTITUTION: f"{self.institution}",
            Organization.Level.MUNICIPALITY: f"{self.institution}__parent",
            Organization.Level.REGION: f"{self.institution}__parent__parent",
        }[Organization.Level(organization.level)]
        grouped = (
            self.rows(year)
            .order_by()
            .filter(Q(**{below: organization.pk}))
            .values_list(f"{self.institution}_id")
            .annotate(n=Count(self.distinct, distinct=True))
        )
        return dict(grouped)

    def value(self, organization: Organization, year: SchoolYear) -> int:
        """The count for an organization; above the institution it is the sum over institutions."""
        return sum(self.by_institution(organization, year).values())

    def rows_for(self, member: Membership, year: SchoolYear) -> QuerySet[Any]:
        """The rows behind the number, for a member of the institution; above it none are seen."""
        return self.rows(year).filter(people_within(member, field=self.institution))


FIGURES: Registry[Figure] = Registry()


def register_figure(figure: Figure) -> Figure:
    return FIGURES.register(figure.code, figure)
