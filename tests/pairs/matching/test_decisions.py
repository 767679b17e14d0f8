from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.bank.models import Consent
from mentorship.core.exceptions import DomainError
from mentorship.pairs import services
from mentorship.pairs.matching import decisions
from mentorship.pairs.models import Pair, Ruling, Suggestion
from tests.factories.bank import TopicFactory
from tests.factories.organizations import MembershipFactory
from tests.pairs.matching.conftest import TODAY


@pytest.fixture
def offered(run, mentor, mentee):
    """The only suggestion of a run."""
    mentor(capacity=1)
    mentee()
    return run().suggestions.get()


@pytest.fixture
def accept(curator):
    def make(suggestion):
        return decisions.accept(member=curator, suggestion=suggestion, today=TODAY)

    return make


def test_accepted_suggestion_becomes_a_draft(accept, curator, offered):
    pair = accept(offered)

    offered.refresh_from_db()
    assert (offered.state, offered.pair, offered.decided_by) == ("accepted", pair, curator)
    assert (pair.state, pair.starts_on, pair.ends_on) == ("draft", TODAY, date(2023, 5, 31))
    assert [m.mentee_entry for m in pair.members.all()] == [offered.mentee_entry]


def test_accepted_twice_is_told(accept, offered):
    accept(offered)

    with pytest.raises(DomainError, match="Решение уже принято: принято"):
        accept(offered)
    assert Pair.objects.count() == 1


def test_consent_withdrawn_after_the_run_refuses_whole(accept, offered):
    Consent.objects.filter(person=offered.mentee_entry.person).update(withdrawn_on=TODAY)

    with pytest.raises(DomainError, match="Нет действующего согласия"):
        accept(offered)
    offered.refresh_from_db()
    assert (offered.state, Pair.objects.count()) == ("offered", 0)


def test_place_taken_after_the_run_refuses_whole(accept, curator, offered, mentee):
    services.create_pair(
        member=curator,
        mentor_entry=offered.mentor_entry,
        mentee_entries=[mentee()],
        form=offered.form,
        starts_on=TODAY,
        ends_on=date(2023, 5, 31),
        today=TODAY,
    )

    with pytest.raises(DomainError, match="У наставника недостаточно мест"):
        accept(offered)
    offered.refresh_from_db()
    assert offered.state == "offered"


def test_forbidden_after_the_run_is_not_accepted(accept, offered, ruling):
    ruling(offered.mentee_entry, offered.mentor_entry, kind="forbidden")

    with pytest.raises(DomainError, match="решено не предлагать их вместе"):
        accept(offered)


@pytest.mark.parametrize("said_by", ["mentee", "mentor"])
def test_asked_to_avoid_after_the_run_is_not_accepted(accept, offered, wish, said_by):
    wish(offered.mentee_entry, offered.mentor_entry, said_by=said_by, kind="avoid")

    with pytest.raises(DomainError, match="попросила не ставить их вместе"):
        accept(offered)
    assert not Pair.objects.exists()


def test_superseded_and_trial_suggestions_are_not_accepted(accept, run, offered):
    trial = run(trial=True).suggestions.get()
    run()

    with pytest.raises(DomainError, match="Есть более новый подбор"):
        accept(offered)
    with pytest.raises(DomainError, match="Это проба"):
        accept(trial)


def test_group_becomes_one_pair(accept, run, mentor, mentee):
    topic = TopicFactory()
    mentor(capacity=3).topics.add(topic)
    for _ in range(3):
        mentee().topics.add(topic)
    found = run(groups=True)

    pair = accept(found.suggestions.first())

    assert pair.members.count() == 3
    assert {s.pair for s in found.suggestions.all()} == {pair}


def test_declined_suggestion_is_not_made_again(run, curator, offered):
    declined = decisions.decline(member=curator, suggestion=offered, reason=" живут далеко ")

    assert (declined.state, declined.ruling.kind) == ("declined", "forbidden")
    assert declined.ruling.reason == "живут далеко"
    assert run().suggestions.count() == 0


def test_declining_asks_for_a_reason(curator, offered):
    with pytest.raises(DomainError, match="Укажите, почему"):
        decisions.decline(member=curator, suggestion=offered, reason=" ")
    assert not Ruling.objects.exists()


def test_removed_suggestion_may_be_made_again(run, curator, offered):
    decisions.remove(member=curator, suggestion=offered)

    assert run().suggestions.count() == 1


def test_undoing_an_acceptance_drops_the_draft(accept, curator, offered):
    accept(offered)

    undone = decisions.undo(member=curator, suggestion=offered, today=TODAY)

    assert (undone.state, undone.pair, undone.decided_by) == ("offered", None, None)
    assert not Pair.objects.exists()


def test_undoing_a_refusal_lifts_the_ruling(run, curator, offered):
    decisions.decline(member=curator, suggestion=offered, reason="далеко")

    undone = decisions.undo(member=curator, suggestion=offered, today=TODAY)

    assert (undone.state, undone.ruling) == ("offered", None)
    assert Ruling.objects.get().lifted_on == TODAY
    assert run().suggestions.count() == 1


def test_acceptance_whose_pair_went_on_is_not_undone(accept, curator, offered):
    pair = accept(offered)
    services.move_pair(pair=pair, action="propose", member=curator, today=TODAY)

    with pytest.raises(DomainError, match="Отменить уже нельзя"):
        decisions.undo(member=curator, suggestion=offered, today=TODAY)


def test_nothing_decided_is_not_undone(curator, offered):
    with pytest.raises(DomainError, match="решения ещё не было"):
        decisions.undo(member=curator, suggestion=offered, today=TODAY)


def test_mentee_is_locked_to_one_mentor(curator, mentor, mentee):
    one = mentee()
    kept = decisions.lock(member=curator, mentor_entry=mentor(), mentee_entry=one)

    with pytest.raises(DomainError, match="уже закреплён за другим"):
        decisions.lock(member=curator, mentor_entry=mentor(), mentee_entry=one)
    again = decisions.lock(member=curator, mentor_entry=kept.mentor_entry, mentee_entry=one)
    assert again == kept


def test_locked_are_not_forbidden_before_the_lock_is_lifted(curator, mentor, mentee):
    two = {"member": curator, "mentor_entry": mentor(), "mentee_entry": mentee()}
    kept = decisions.lock(**two)

    with pytest.raises(DomainError, match="уже решено: закреплены вместе"):
        decisions.forbid(**two, reason="ссора")
    decisions.lift(member=curator, ruling=kept, today=TODAY)
    assert decisions.forbid(**two, reason="ссора").kind == "forbidden"


@pytest.mark.parametrize("role", ["director", "council", "psychologist", "mentor"])
def test_others_decide_nothing(school, offered, role):
    member = MembershipFactory(organization=school, role=role)

    assert not decisions.can_decide(member, offered)
    for decide in (decisions.accept, decisions.remove, decisions.undo):
        with pytest.raises(PermissionDenied):
            decide(member=member, suggestion=offered)


def test_curator_of_another_school_decides_nothing(offered):
    member = MembershipFactory(role="curator")

    with pytest.raises(PermissionDenied):
        decisions.accept(member=member, suggestion=offered, today=TODAY)
    assert Suggestion.objects.get().state == "offered"
