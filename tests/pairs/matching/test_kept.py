"""Settings, wishes, and what becomes of everything with a withdrawal or a merge of cards."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.bank import merging, withdrawals
from mentorship.core.exceptions import DomainError
from mentorship.pairs.matching.free_time import record_free_time
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


def test_word_of_a_side_is_seen_by_who_makes_pairs(school, mentor, mentee, wish):
    wish(mentee(), mentor())

    seen = {
        role: Preference.objects.visible_to(MembershipFactory(organization=school, role=role))
        for role in ("curator", "psychologist", "director", "council", "mentor")
    }
    assert [role for role, rows in seen.items() if rows.exists()] == ["curator", "psychologist"]


def test_free_time_is_replaced_and_forgotten(curator, mentor):
    entry = mentor()
    record_free_time(member=curator, entry=entry, slots=[3, 1, 3], today=TODAY)
    assert FreeTime.objects.get().slots == [1, 3]

    record_free_time(member=curator, entry=entry, slots=[], today=TODAY)

    assert not FreeTime.objects.exists()


@pytest.mark.parametrize("role", ["director", "psychologist", "mentor"])
def test_free_time_is_written_by_who_makes_pairs(school, mentor, role):
    member = MembershipFactory(organization=school, role=role)

    with pytest.raises(PermissionDenied):
        record_free_time(member=member, entry=mentor(), slots=[1], today=TODAY)


def test_time_out_of_the_list_is_refused(curator, mentor):
    with pytest.raises(DomainError, match="Такого времени нет"):
        record_free_time(member=curator, entry=mentor(), slots=[12], today=TODAY)


def test_withdrawal_closes_suggestions_and_forgets_wishes(curator, run, mentor, mentee, wish):
    one = mentee()
    wish(one, mentor())
    run()

    withdrawals.withdraw(
        member=curator,
        person=one.person,
        purpose="processing",
        received_on=TODAY,
        basis="заявление",
        today=TODAY,
    )

    closed = Suggestion.objects.get()
    assert (closed.state, closed.reasons) == ("closed", [])
    assert not Preference.objects.exists()
    assert not LeftAlone.objects.filter(mentee_entry=one).exists()


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
