"""Settings, wishes, and what becomes of everything with a withdrawal or a merge of cards."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.bank import merging, withdrawals
from mentorship.bank.models import Consent
from mentorship.core.exceptions import DomainError
from mentorship.pairs.matching import wishes
from mentorship.pairs.matching.settings import save_settings, settings_of
from mentorship.pairs.models import FreeTime, LeftAlone, Preference, Ruling, Suggestion
from tests.factories.organizations import MembershipFactory
from tests.pairs.matching.conftest import ALL, TODAY


def test_settings_are_the_defaults_until_kept(school):
    found = settings_of(school.pk)

    assert (found.pk, sorted(found.weights), found.weights["competence"]) == (None, sorted(ALL), 8)
    assert found.switches["strict_form"] is True


def test_settings_are_kept_for_the_next_run(curator, school):
    save_settings(member=curator, weights={"load": 7}, switches={"strict_age": True}, threshold=4)

    found = settings_of(school.pk)
    assert (found.weights["load"], found.switches["strict_age"], found.threshold) == (7, True, 4)


@pytest.mark.parametrize(
    ("weights", "threshold", "words"),
    [
        ({"load": 11}, 1, "«Нагрузка наставника»: вес – целое число от 0 до 10."),
        (dict.fromkeys(ALL, 0), 1, "Оставьте хотя бы одну причину с весом больше нуля."),
        ({}, 201, "Порог – от 0 до 200 баллов."),
    ],
)
def test_settings_out_of_bounds_are_refused(curator, weights, threshold, words):
    with pytest.raises(DomainError) as refusal:
        save_settings(member=curator, weights=weights, switches={}, threshold=threshold)

    assert str(refusal.value) == words


def test_settings_are_the_curators(school):
    member = MembershipFactory(organization=school, role="director")

    with pytest.raises(PermissionDenied):
        save_settings(member=member, weights={}, switches={}, threshold=1)


@pytest.fixture
def said(curator, mentor, mentee):
    """Arguments of `record_preference` that pass."""
    return {
        "member": curator,
        "mentor_entry": mentor(),
        "mentee_entry": mentee(),
        "said_by": "mentee",
        "kind": "wish",
        "today": TODAY,
    }


def test_later_word_of_a_side_holds(said):
    wishes.record_preference(**said)

    wishes.record_preference(**said | {"kind": "avoid"})

    assert [wish.kind for wish in Preference.objects.all()] == ["avoid"]


def test_wish_of_whoever_has_no_consent_is_not_kept(said):
    Consent.objects.all().delete()

    with pytest.raises(DomainError, match="Нет действующего согласия"):
        wishes.record_preference(**said)


def test_wish_is_seen_and_taken_back_by_the_curator_alone(curator, school, said):
    kept = wishes.record_preference(**said)
    director = MembershipFactory(organization=school, role="director")

    with pytest.raises(PermissionDenied):
        wishes.take_back(member=director, preference=kept)
    assert not Preference.objects.visible_to(director).exists()
    wishes.take_back(member=curator, preference=kept)
    assert not Preference.objects.exists()


def test_free_time_is_replaced_and_forgotten(mentor):
    entry = mentor()
    wishes.record_free_time(entry=entry, slots=[3, 1, 3], today=TODAY)
    assert FreeTime.objects.get().slots == [1, 3]

    wishes.record_free_time(entry=entry, slots=[], today=TODAY)

    assert not FreeTime.objects.exists()


def test_time_out_of_the_list_is_refused(mentor):
    with pytest.raises(DomainError, match="Такого времени нет"):
        wishes.record_free_time(entry=mentor(), slots=[12], today=TODAY)


def test_withdrawal_closes_suggestions_and_forgets_wishes(curator, run, said):
    wishes.record_preference(**said)
    mentee = said["mentee_entry"]
    run()

    withdrawals.withdraw(
        member=curator,
        person=mentee.person,
        purpose="processing",
        received_on=TODAY,
        basis="заявление",
        today=TODAY,
    )

    closed = Suggestion.objects.get()
    assert (closed.state, closed.reasons) == ("closed", [])
    assert not Preference.objects.exists()
    assert not LeftAlone.objects.filter(mentee_entry=mentee).exists()


@pytest.fixture
def merge(curator):
    def make(keep, drop):
        merging.merge_people(
            member=curator, keep=keep.person, drop=drop.person, values={}, today=TODAY
        )

    return make


def test_merged_mentees_keep_one_word_of_each(merge, run, mentor, mentee, wish, ruling):
    keep, drop, other = mentee(), mentee(), mentor()
    wish(keep, other, rank=1), wish(drop, other, rank=2)
    kept, doubled = ruling(keep, other), ruling(drop, mentor())
    run()

    merge(keep, drop)

    assert [(w.mentee_entry, w.rank) for w in Preference.objects.all()] == [(keep, 1)]
    assert list(Ruling.objects.open()) == [kept]
    assert Ruling.objects.get(pk=doubled.pk).lifted_on == timezone.localdate()
    assert [s.mentee_entry for s in Suggestion.objects.all()] == [keep]


def test_merged_mentors_keep_all_their_suggestions(merge, run, mentor, mentee):
    keep, drop = mentor(capacity=1), mentor(capacity=1)
    mentee(entered_on=date(2022, 9, 1)), mentee(entered_on=date(2022, 9, 2))
    run()

    merge(keep, drop)

    assert [s.mentor_entry for s in Suggestion.objects.all()] == [keep, keep]
