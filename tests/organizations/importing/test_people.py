from datetime import date

import pytest
from django.utils import timezone

from mentorship.organizations.importing.people import invite_people, people_of
from mentorship.organizations.importing.services import confirm_list, keep_preview, preview_list
from mentorship.organizations.models import Invitation, ListImport, Organization
from tests.factories.organizations import MembershipFactory
from tests.organizations.importing.sheets import ORGANIZATIONS, book

pytestmark = pytest.mark.django_db
KIND = ListImport.Kind.ORGANIZATIONS
PEOPLE = ("ФИО директора", "Почта директора", "ФИО методиста", "Почта методиста")
DIRECTOR = ("Ершова Анна Ильинична", "ershova@example.org")
METHODIST = ("Панов Лев Ильич", "panov@example.org")
SCHOOL = ("Заозёрный округ", "школа", "Средняя школа № 5", "СОШ № 5", None, None)
GARDEN = (None, "сад", "Детский сад № 1", "Сад № 1", None, None)


@pytest.fixture
def coordinator():
    return MembershipFactory(role="coordinator")


def loaded(member, *rows):
    preview = preview_list(
        member=member,
        kind=KIND,
        workbook=book(*rows, heading=(*ORGANIZATIONS, *PEOPLE)),
        name="",
        today=date(2026, 9, 1),
    )
    run = keep_preview(member=member, kind=KIND, preview=preview, content=b"", name="")
    return confirm_list(member=member, run=run)


def seen(run, member):
    found = people_of(run, member, timezone.localdate())
    return [(str(who.role), who.email, str(who.standing)) for who in found]


def invited(run, member):
    keys = [who.key for who in people_of(run, member, timezone.localdate())]
    return invite_people(run=run, member=member, keys=keys, today=timezone.localdate())


def test_everybody_is_named_once_methodists_first(coordinator):
    run = loaded(
        coordinator,
        (*SCHOOL, *DIRECTOR, *METHODIST),
        (*GARDEN, None, "sad@example.org", *METHODIST),
    )

    assert seen(run, coordinator) == [
        ("methodist", "panov@example.org", "open"),
        ("director", "ershova@example.org", "open"),
        ("director", "sad@example.org", "nameless"),
    ]


def test_chosen_are_invited_and_shown_so(coordinator):
    run = loaded(coordinator, (*SCHOOL, *DIRECTOR, *METHODIST))

    issued = invited(run, coordinator)

    rows = Invitation.objects.order_by("email")
    assert [(row.email, row.full_name, row.organization.short_name) for row in rows] == [
        ("ershova@example.org", "Ершова Анна Ильинична", "СОШ № 5"),
        ("panov@example.org", "Панов Лев Ильич", "Заозёрный округ"),
    ]
    assert [bool(one.token) for one in issued] == [True, True]
    assert {standing for *_who, standing in seen(run, coordinator)} == {"invited"}


def test_who_works_there_is_not_invited(coordinator):
    run = loaded(coordinator, (*SCHOOL, *DIRECTOR, None, None))
    MembershipFactory(
        organization=Organization.objects.institutions().get(),
        role="director",
        user__email="Ershova@example.org",
    )

    assert (seen(run, coordinator), invited(run, coordinator)) == (
        [("director", "ershova@example.org", "works")],
        [],
    )


def test_staff_of_a_school_is_invited_by_its_methodist(coordinator):
    run = loaded(coordinator, (*SCHOOL, *DIRECTOR, None, None))
    city = Organization.objects.municipalities().get()
    MembershipFactory(organization=city, role="methodist")

    assert seen(run, coordinator) == [("director", "ershova@example.org", "other")]
    assert invited(run, coordinator) == []


def test_rows_that_were_refused_invite_nobody(coordinator):
    run = loaded(
        coordinator,
        (*SCHOOL, None, None, None, None),
        ("Округ", "завод", "Завод", *[None] * 3, *DIRECTOR),
    )

    assert seen(run, coordinator) == []


def test_key_that_is_not_on_the_page_invites_nobody(coordinator):
    run = loaded(coordinator, (*SCHOOL, *DIRECTOR, None, None))

    issued = invite_people(
        run=run, member=coordinator, keys=["1:coordinator:evil@example.org"], today=date(2026, 9, 1)
    )

    assert (issued, Invitation.objects.count()) == ([], 0)


def test_long_list_is_asked_of_in_parts(coordinator, monkeypatch):
    monkeypatch.setattr("mentorship.organizations.importing.people.MOST_AT_ONCE", 1)
    run = loaded(coordinator, (*SCHOOL, *DIRECTOR, *METHODIST))

    first = seen(run, coordinator)
    invited(run, coordinator)

    assert first == [("methodist", "panov@example.org", "open")]
    assert [who[::2] for who in seen(run, coordinator)] == [
        ("methodist", "invited"),
        ("director", "open"),
    ]
