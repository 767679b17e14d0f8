"""Files to start from, made by the columns that read them; they can be loaded as they are."""

from datetime import date

from mentorship.core.spreadsheets.lists import write_sample
from mentorship.organizations.importing.pages import PAGES
from mentorship.organizations.models import ListImport, Membership, Organization
from mentorship.organizations.school_year import SchoolYear

TITLES = {
    ListImport.Kind.ORGANIZATIONS: "Организации",
    ListImport.Kind.HEADCOUNTS: "Численность",
}


def sample(kind: ListImport.Kind, member: Membership, today: date) -> bytes:
    """One row that speaks of the member's own place and year."""
    row = {column.code: column.sample for column in PAGES[kind].columns} | own(kind, member, today)
    return write_sample(TITLES[kind], PAGES[kind].columns, row)


def own(kind: ListImport.Kind, member: Membership, today: date) -> dict[str, object]:
    place = member.organization
    if kind == ListImport.Kind.HEADCOUNTS:
        below = Organization.objects.visible_to(member).institutions().open_on(today)
        first = place if place.is_institution else below.order_by("name", "pk").first()
        starts_on = SchoolYear.containing(today).starts_on
        return {"code": first.code if first else "", "as_of": starts_on}
    if place.level == Organization.Level.MUNICIPALITY:
        return {"municipality": place.name}
    return {}
