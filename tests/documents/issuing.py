"""Registered documents for tests of what becomes of them."""

from datetime import date

from mentorship.documents import corrections, services
from mentorship.organizations.school_year import SchoolYear
from tests.factories.organizations import MembershipFactory

DAY = date(2022, 10, 3)
LATER = date(2022, 12, 1)


def director_of(draft):
    return MembershipFactory(role="director", organization=draft.organization)


def issue(draft, director, number="204-ОД", day=DAY):
    return services.register(document=draft, member=director, number=number, dated_on=day)


def correct(target, director, kind, number="210-ОД", day=LATER, **fields):
    """Register an order that changes the target, through the button and the form's fields."""
    draft = corrections.create_correction(
        target=target, member=director, kind=kind, year=SchoolYear(2022)
    )
    given = {"basis": "изменением состава пар", "changes": "Пункт 3 исключить"}
    draft = services.update_draft(document=draft, member=director, fields=given | fields)
    return issue(draft, director, number, day)


def code_of(document):
    return document.check_code.code
