"""Files to start from, made by the columns that read them: an example, or one's own places."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from mentorship.core.spreadsheets.lists import write_sample
from mentorship.organizations.headcounts import HeadcountKey, needed_headcounts
from mentorship.organizations.importing.pages import PAGES
from mentorship.organizations.models import Headcount, ListImport, Membership, Organization
from mentorship.organizations.school_year import SchoolYear

TITLES = {
    ListImport.Kind.ORGANIZATIONS: "Организации",
    ListImport.Kind.HEADCOUNTS: "Численность",
}
_WORDS = {
    Headcount.Category.PUPIL: "обучающиеся",
    Headcount.Category.TEACHER: "педагоги",
    Headcount.Category.ENTERPRISE: "предприятия",
}


def sample(kind: ListImport.Kind, member: Membership, today: date) -> bytes:
    """An example of an organization; or a line for each number that one's own places owe."""
    columns = PAGES[kind].columns
    if kind == ListImport.Kind.HEADCOUNTS:
        return write_sample(TITLES[kind], columns, headcount_rows(member, today))
    row = {column.code: column.sample for column in columns} | own_place(member)
    return write_sample(TITLES[kind], columns, [row])


def own_place(member: Membership) -> dict[str, object]:
    place = member.organization
    return {"municipality": place.name} if place.level == place.Level.MUNICIPALITY else {}


def headcount_rows(member: Membership, today: date) -> Iterable[dict[str, Any]]:
    """Institutions with what indicators divide by; only the numbers are to be written in."""
    place = member.organization
    below = Organization.objects.visible_to(member).institutions().open_on(today)
    institutions = [place] if place.is_institution else below.order_by("name", "pk")
    starts_on = SchoolYear.containing(today).starts_on
    for institution in institutions:
        named = {"code": institution.code, "name": str(institution), "as_of": starts_on}
        for key in needed_headcounts():
            if owes(institution, key):
                yield named | words_of(key)


def owes(institution: Organization, key: HeadcountKey) -> bool:
    """A kindergarten has neither pupils of ten years and more nor enterprises to work with."""
    is_kindergarten = institution.institution_type == Organization.Type.KINDERGARTEN
    return not is_kindergarten or key.category == Headcount.Category.TEACHER


def words_of(key: HeadcountKey) -> dict[str, Any]:
    ages = f"{key.age_from}–{key.age_to}" if key.age_from is not None else None
    word = _WORDS[Headcount.Category(key.category)]
    return {"category": word, "ages": ages, "experience_to": key.experience_to}
