from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.bank.affiliations import Standing
from mentorship.bank.consents import people_without_consent
from mentorship.bank.models import Consent, MenteeEntry, MentorEntry, Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys import reviewing
from mentorship.surveys.models import Reply
from tests.factories.bank import ConsentFactory, MenteeEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import ReplyFactory, questionnaire
from tests.surveys.withdrawing import withdrawn

TODAY = timezone.localdate()


@pytest.fixture
def reply(curator):
    return ReplyFactory(invitation__batch__institution=curator.organization)


def accept(curator, reply, **kwargs):
    decision = {
        "entry": MenteeEntry(entered_on=TODAY, request="выбор профессии"),
        "person": Person(last_name="Ёлкин", first_name="Матвей", birth_year=2009),
        "standing": Standing("pupil", "8 «А»"),
    }
    return reviewing.accept_reply(
        member=curator, reply=reply, decision=reviewing.Decision(**decision | kwargs), today=TODAY
    )


@pytest.fixture
def about(curator):
    """A parent wrote about a pupil."""
    pupil = PersonFactory(institution=curator.organization, consented=True)
    return ReplyFactory(
        invitation__batch__institution=curator.organization,
        invitation__batch__questionnaire=questionnaire("about-pupil-parent"),
        invitation__about=pupil,
        person=pupil,
        answers={"help": "математика"},
    )


def test_accepted_reply_makes_a_person_with_an_entry(curator, reply):
    accepted = accept(curator, reply)

    entry = MenteeEntry.objects.get()
    assert (accepted.state, accepted.person, accepted.entry) == ("accepted", entry.person, entry)
    assert (accepted.reviewed_by, accepted.made_person) == (curator, True)
    assert entry.person.affiliations.get().place == "8 «А»"


def test_person_taken_in_stands_without_a_consent(curator, reply):
    person = accept(curator, reply).person

    year = SchoolYear.containing(TODAY)
    assert list(people_without_consent(curator, year, TODAY)) == [person]


def test_reply_adds_to_somebody_known(curator, reply):
    known = MenteeEntryFactory(institution=curator.organization)
    known.request = "выбор профессии"

    accepted = accept(curator, reply, entry=known, person=known.person)

    assert (accepted.mentee_entry, accepted.made_person) == (known, False)
    assert MenteeEntry.objects.get().request == "выбор профессии"


def test_mentor_is_remembered_as_a_mentor(curator, reply):
    accepted = accept(curator, reply, entry=MentorEntry(entered_on=TODAY))

    assert (accepted.mentor_entry, accepted.mentee_entry) == (MentorEntry.objects.get(), None)


def test_refusal_of_the_bank_leaves_the_reply_waiting(curator, reply):
    person = MenteeEntryFactory(institution=curator.organization).person

    with pytest.raises(DomainError, match="уже стоит здесь"):
        accept(curator, reply, person=person)
    assert Reply.objects.get(pk=reply.pk).state == "waiting"


def test_reply_is_taken_once(curator, reply):
    accept(curator, reply)

    with pytest.raises(DomainError, match="Этот ответ уже разобран: внесено"):
        accept(curator, reply)


def test_words_about_a_pupil_go_to_the_card(curator, about):
    assert reviewing.attach_reply(member=curator, reply=about).state == "accepted"


def test_application_is_not_hung_on_a_card(curator, reply):
    with pytest.raises(DomainError, match="Этот ответ не об обучающемся"):
        reviewing.attach_reply(member=curator, reply=reply)


def test_rejection_has_a_reason_and_is_undone(curator, reply):
    rejected = reviewing.reject_reply(member=curator, reply=reply, reason=" дубль ")
    assert (rejected.state, rejected.reason, rejected.reviewed_by) == ("rejected", "дубль", curator)

    back = reviewing.reopen_reply(member=curator, reply=reply)

    assert (back.state, back.reason, back.reviewed_at, back.reviewed_by) == (
        "waiting",
        "",
        None,
        None,
    )


def test_rejection_without_a_reason_is_none(curator, reply):
    with pytest.raises(DomainError, match="Укажите причину"):
        reviewing.reject_reply(member=curator, reply=reply, reason="  ")


def test_undone_acceptance_takes_the_person_out(curator, reply):
    accept(curator, reply)

    back = reviewing.reopen_reply(member=curator, reply=reply)

    assert (back.state, back.person, back.entry) == ("waiting", None, None)
    assert not Person.objects.filter(last_name="Ёлкин").exists()


def test_acceptance_with_a_consent_is_not_undone(curator, reply):
    ConsentFactory(person=accept(curator, reply).person)

    with pytest.raises(DomainError, match="Отменить уже нельзя"):
        reviewing.reopen_reply(member=curator, reply=reply)
    assert Reply.objects.get(pk=reply.pk).state == "accepted"


def test_somebody_known_before_is_not_taken_out(curator, reply):
    known = MenteeEntryFactory(institution=curator.organization)
    accept(curator, reply, entry=known, person=known.person)

    with pytest.raises(DomainError, match="правится в его карточке"):
        reviewing.reopen_reply(member=curator, reply=reply)


def test_words_about_a_pupil_come_off_the_card(curator, about):
    reviewing.attach_reply(member=curator, reply=about)

    back = reviewing.reopen_reply(member=curator, reply=about)

    assert (back.state, back.person) == ("waiting", about.person)


def test_waiting_reply_has_nothing_to_undo(curator, reply):
    with pytest.raises(DomainError, match="ещё ждёт просмотра"):
        reviewing.reopen_reply(member=curator, reply=reply)


def test_withdrawn_consent_ends_what_waits_about_the_person(curator, about, reply):
    withdrawn(curator, about.person, TODAY)

    about.refresh_from_db()
    reply.refresh_from_db()
    assert (about.state, about.reason, reply.state) == ("rejected", "Согласие отозвано", "waiting")


def test_foreign_reply_is_denied(reply):
    with pytest.raises(PermissionDenied):
        reviewing.reject_reply(member=MembershipFactory(), reply=reply, reason="чужой")


@pytest.mark.parametrize("role", ["director", "council", "psychologist"])
def test_readers_decide_nothing(curator, reply, role):
    reader = MembershipFactory(role=role, organization=curator.organization)

    with pytest.raises(PermissionDenied):
        accept(reader, reply)


def test_words_about_a_pupil_wait_for_a_consent_that_ran_out(curator, about):
    Consent.objects.update(
        valid_until=TODAY - timedelta(days=1), signed_on=TODAY - timedelta(days=9)
    )

    with pytest.raises(DomainError, match="Нет действующего согласия"):
        reviewing.attach_reply(member=curator, reply=about)
    assert Reply.objects.get(pk=about.pk).state == "waiting"


def test_words_rejected_with_a_withdrawal_do_not_come_back(curator, about):
    withdrawn(curator, about.person, TODAY)

    with pytest.raises(DomainError, match="Нет действующего согласия"):
        reviewing.reopen_reply(member=curator, reply=about)
    assert Reply.objects.get(pk=about.pk).state == "rejected"


def test_answer_of_somebody_invited_is_not_taken_in_without_a_consent(curator, reply):
    known = MenteeEntryFactory(institution=curator.organization)
    reply.person = known.person
    reply.save()
    Consent.objects.all().delete()

    with pytest.raises(DomainError, match="Нет действующего согласия"):
        accept(curator, reply, entry=known, person=known.person)
