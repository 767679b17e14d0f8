from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.bank import withdrawals
from mentorship.bank.lifecycle import ON_WITHDRAWAL
from mentorship.bank.models import Consent, MenteeEntry, Person, Withdrawal
from mentorship.core.exceptions import DomainError
from tests.factories.bank import (
    ConsentFactory,
    MenteeEntryFactory,
    PersonFactory,
)
from tests.factories.consents import WithdrawalFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 11, 1)


@pytest.fixture
def pupil(curator):
    return PersonFactory(institution=curator.organization, birth_year=2011, consented=True)


@pytest.fixture
def told():
    """What the rooms above were told; the registry is put back."""
    heard = []
    before = dict(ON_WITHDRAWAL._entries)
    ON_WITHDRAWAL._entries.clear()
    ON_WITHDRAWAL.register("test", lambda person, day: heard.append((person, day)))
    yield heard
    ON_WITHDRAWAL._entries.clear()
    ON_WITHDRAWAL._entries.update(before)


def withdraw(member, person, **changes):
    asked = {"purpose": "processing", "received_on": TODAY, "basis": "вх. № 15", "today": TODAY}
    return withdrawals.withdraw(member=member, person=person, **asked | changes)


def test_withdraw_stops_from_the_day_and_starts_the_clock(curator, pupil, told):
    withdrawal = withdraw(curator, pupil, received_on=date(2022, 10, 28))

    assert not Consent.objects.for_processing(pupil, date(2022, 10, 28)).exists()
    assert Consent.objects.for_processing(pupil, date(2022, 10, 27)).exists()
    assert (withdrawal.due_on, withdrawal.recorded_on) == (date(2022, 11, 27), TODAY)
    assert list(Person.objects.stopped_on(TODAY)) == [pupil]
    assert told == [(pupil, date(2022, 10, 28))]


def test_withdraw_takes_every_paper_of_the_purpose_back(curator, pupil):
    ConsentFactory(person=pupil, signed_on=date(2022, 10, 1))
    publication = ConsentFactory(person=pupil, purpose="publication")

    withdrawal = withdraw(curator, pupil)

    assert withdrawal.consents.count() == 2
    publication.refresh_from_db()
    assert publication.withdrawn_on is None


def test_withdraw_takes_papers_back_that_ran_out_before(curator, pupil):
    ran_out = ConsentFactory(
        person=pupil, signed_on=date(2022, 9, 2), valid_until=date(2022, 10, 15)
    )

    withdrawal = withdraw(curator, pupil)

    ran_out.refresh_from_db()
    assert (ran_out.withdrawn_on, ran_out.withdrawal) == (TODAY, withdrawal)
    withdrawals.undo(member=curator, withdrawal=withdrawal, reason="ошибка", today=TODAY)
    ran_out.refresh_from_db()
    assert (ran_out.withdrawn_on, ran_out.withdrawal) == (None, None)


def test_withdraw_counts_from_a_statement_that_came_while_the_paper_held(curator):
    pupil = PersonFactory(institution=curator.organization)
    ConsentFactory(person=pupil, valid_until=date(2022, 10, 30))

    with pytest.raises(DomainError, match="отзывать нечего"):
        withdraw(curator, pupil, received_on=date(2022, 10, 31))

    assert withdraw(curator, pupil, received_on=date(2022, 10, 30)).due_on == date(2022, 11, 29)


def test_withdraw_of_publication_stops_no_processing(curator, pupil, told):
    ConsentFactory(person=pupil, purpose="publication")

    withdraw(curator, pupil, purpose="publication")

    assert (told, list(Person.objects.stopped_on(TODAY))) == ([], [])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"purpose": "transfer"}, "отзывать нечего"),
        ({"received_on": TODAY + timedelta(days=1)}, "позже сегодняшней"),
        ({"received_on": date(2022, 8, 31)}, r"раньше согласия, подписанного 01.09.2022"),
    ],
)
def test_withdraw_refuses_in_words(curator, pupil, changes, words):
    with pytest.raises(DomainError, match=words):
        withdraw(curator, pupil, **changes)

    assert not Withdrawal.objects.exists()


def test_withdraw_twice_is_refused(curator, pupil):
    withdraw(curator, pupil)

    with pytest.raises(DomainError, match="отзывать нечего"):
        withdraw(curator, pupil)


@pytest.mark.parametrize("role", ["director", "psychologist"])
def test_withdraw_needs_the_right(pupil, role):
    member = MembershipFactory(role=role, organization=pupil.institution)

    with pytest.raises(PermissionDenied):
        withdraw(member, pupil)


def test_withdraw_of_a_foreign_person_is_denied(curator):
    with pytest.raises(PermissionDenied):
        withdraw(curator, PersonFactory(consented=True))


@pytest.mark.parametrize(
    ("purpose", "received_on", "due_on"),
    [
        ("processing", date(2022, 11, 1), date(2022, 12, 1)),
        ("transfer", date(2022, 11, 1), date(2022, 12, 1)),
        # 4 November is a holiday: Tuesday → Monday; Thursday, Saturday → Wednesday.
        ("publication", date(2022, 11, 1), date(2022, 11, 7)),
        ("publication", date(2022, 11, 3), date(2022, 11, 9)),
        ("publication", date(2022, 11, 5), date(2022, 11, 9)),
    ],
)
def test_due_on_counts_what_the_law_counts(purpose, received_on, due_on):
    assert withdrawals.due_on(purpose, received_on) == due_on


def test_undo_gives_everything_back_and_keeps_both(curator, pupil):
    withdrawal = withdraw(curator, pupil)

    withdrawals.undo(member=curator, withdrawal=withdrawal, reason="не тот ученик", today=TODAY)

    assert Consent.objects.for_processing(pupil, TODAY).exists()
    assert not Person.objects.stopped_on(TODAY).exists()
    withdrawal.refresh_from_db()
    assert (withdrawal.cancelled_by, withdrawal.cancel_reason) == (curator, "не тот ученик")


@pytest.mark.parametrize(
    ("day", "reason", "words"),
    [
        (TODAY + timedelta(days=1), "ошибка", "только в день записи"),
        (TODAY, "  ", "Укажите, почему"),
    ],
)
def test_undo_is_for_the_same_day_and_with_a_reason(curator, pupil, day, reason, words):
    withdrawal = withdraw(curator, pupil)

    with pytest.raises(DomainError, match=words):
        withdrawals.undo(member=curator, withdrawal=withdrawal, reason=reason, today=day)

    assert not Consent.objects.for_processing(pupil, TODAY).exists()


def test_undo_of_a_foreign_withdrawal_is_denied(curator):
    with pytest.raises(PermissionDenied):
        withdrawals.undo(
            member=curator, withdrawal=WithdrawalFactory(), reason="ошибка", today=TODAY
        )


def test_finish_notes_that_a_publication_is_down(curator, pupil):
    withdrawal = WithdrawalFactory(person=pupil, purpose="publication")

    withdrawals.finish(
        member=curator, withdrawal=withdrawal, done_on=TODAY, how="снимок экрана", today=TODAY
    )

    withdrawal.refresh_from_db()
    assert (withdrawal.done_on, withdrawal.done_by, withdrawal.is_open) == (TODAY, curator, False)


@pytest.mark.parametrize(
    ("purpose", "done_on", "words"),
    [
        ("processing", TODAY, "нечего исполнять"),
        ("publication", date(2022, 9, 30), "от дня заявления"),
        ("publication", TODAY + timedelta(days=1), "от дня заявления"),
    ],
)
def test_finish_refuses_in_words(curator, pupil, purpose, done_on, words):
    withdrawal = WithdrawalFactory(person=pupil, purpose=purpose)

    with pytest.raises(DomainError, match=words):
        withdrawals.finish(
            member=curator, withdrawal=withdrawal, done_on=done_on, how="", today=TODAY
        )


def test_open_withdrawals_are_own_and_the_nearest_first(curator, pupil):
    later = WithdrawalFactory(person=pupil, received_on=date(2022, 10, 20))
    sooner = WithdrawalFactory(person=pupil, purpose="publication")
    WithdrawalFactory(person=pupil, done_on=TODAY, done_by=curator)
    WithdrawalFactory(
        person=pupil, cancelled_on=TODAY, cancelled_by=curator, cancel_reason="ошибка"
    )
    WithdrawalFactory()

    assert list(withdrawals.open_withdrawals(curator)) == [sooner, later]


def test_taken_down_until_a_new_consent_to_publication(curator, pupil):
    entry = MenteeEntryFactory(institution=curator.organization, person=pupil)
    WithdrawalFactory(person=pupil, purpose="publication")
    down = MenteeEntry.objects.filter(withdrawals.taken_down("person", TODAY))
    assert list(down) == [entry]

    ConsentFactory(person=pupil, purpose="publication", signed_on=TODAY)
    assert list(down.all()) == []
