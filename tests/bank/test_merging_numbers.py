from datetime import date

import pytest

from mentorship.bank.merging import merge_people
from mentorship.bank.models import ImportRow, ImportRun, SheetRun
from mentorship.organizations.invitations import Offer, accept_invitation, invite
from mentorship.organizations.roles import Role
from tests.factories.bank import MentorEntryFactory, PersonFactory
from tests.factories.organizations import UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 12, 1)


@pytest.fixture
def twins(curator):
    return PersonFactory.create_batch(2, institution=curator.organization, consented=True)


def merge(curator, twins):
    keep, drop = twins
    merge_people(member=curator, keep=keep, drop=drop, values={}, today=TODAY)


def row_of(curator, state, candidates, answer=""):
    run = ImportRun.objects.create(
        institution=curator.organization, state=state, file_sha256="0" * 64, school_year=2022
    )
    return ImportRow.objects.create(
        run=run, number=2, outcome="asked", candidates=candidates, answer=answer
    )


def candidate(person):
    return {"person": person.pk, "row": 0, "why": "spelling"}


def test_invited_mentor_gets_the_kept_card(curator, twins):
    keep, drop = twins
    MentorEntryFactory(institution=curator.organization, person=drop)
    offer = Offer(role=Role.MENTOR, email="m@example.org", full_name="Морозова", card=drop.pk)
    invitation, _ = invite(member=curator, organization=curator.organization, offer=offer)

    merge(curator, twins)
    invitation.refresh_from_db()
    membership = accept_invitation(invitation=invitation, user=UserFactory(email="m@example.org"))

    keep.refresh_from_db()
    assert keep.user == membership.user


def test_question_of_an_open_import_asks_about_the_kept_card(curator, twins):
    row = row_of(curator, "previewed", [candidate(twins[1])], f"person:{twins[1].pk}")

    merge(curator, twins)

    row.refresh_from_db()
    assert (row.candidates, row.answer) == ([candidate(twins[0])], f"person:{twins[0].pk}")


def test_one_card_is_asked_about_once(curator, twins):
    row = row_of(curator, "previewed", [candidate(person) for person in twins])

    merge(curator, twins)

    row.refresh_from_db()
    assert row.candidates == [candidate(twins[0])]


def test_written_import_says_what_it_said(curator, twins):
    row = row_of(curator, "confirmed", [candidate(twins[1])])

    merge(curator, twins)

    row.refresh_from_db()
    assert row.candidates == [candidate(twins[1])]


def test_sheets_are_printed_for_the_kept_card_once(curator, twins):
    other = PersonFactory(institution=curator.organization)
    run = SheetRun.objects.create(
        institution=curator.organization,
        purpose="processing",
        people=[twins[1].pk, other.pk, twins[0].pk],
        left_out=[[twins[1].pk, "нет даты рождения"]],
        created_by=curator,
    )

    merge(curator, twins)

    run.refresh_from_db()
    assert run.people == [twins[0].pk, other.pk]
    assert run.left_out == [[twins[0].pk, "нет даты рождения"]]
