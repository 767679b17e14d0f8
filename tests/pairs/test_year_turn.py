from datetime import date

import pytest

from mentorship.bank.lifecycle import Turn
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs import year_turn
from mentorship.pairs.models import MentoringKind, Pair
from tests.factories.bank import MenteeEntryFactory
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory

pytestmark = pytest.mark.django_db
JUNE = date(2023, 6, 20)


@pytest.fixture
def curator():
    return MembershipFactory()


@pytest.fixture
def pair(curator):
    """A working pair whose mentee is in the eighth class."""
    school = curator.organization
    mentee = MenteeEntryFactory(institution=school, person__category__place="8 «А»")
    order = DocumentFactory(organization=school)
    return PairFactory(institution=school, state="active", order=order, mentees=[mentee])


def turn(curator, **answers):
    return Turn(curator, SchoolYear(2022), answers, JUNE)


def go_on(curator, pair):
    return turn(curator, **{f"pair:{pair.pk}": "go_on"})


def counts(lines):
    return [line.count for line in lines]


def test_a_pair_ends_on_its_last_day_when_nothing_else_was_said(curator, pair):
    assert counts(year_turn.preview(turn(curator))) == [1, 0, 0]
    assert counts(year_turn.carry_out(turn(curator))) == [1, 0, 0]
    pair.refresh_from_db()
    member = pair.members.get()
    assert (pair.state, member.live, member.last_day) == (
        Pair.State.COMPLETED,
        False,
        date(2023, 5, 31),
    )
    assert pair.moves.first().comment == year_turn.REASON


def test_a_pair_that_goes_on_is_drafted_in_the_next_year_with_the_same_people(curator, pair):
    kind = MentoringKind.objects.get(code="virtual")
    Pair.objects.filter(pk=pair.pk).update(kind=kind)
    year_turn.carry_out(go_on(curator, pair))
    new = Pair.objects.get(school_year=2023)
    assert new.kind == kind
    assert (new.state, new.starts_on, new.ends_on) == (
        Pair.State.DRAFT,
        date(2023, 9, 1),
        date(2024, 5, 31),
    )
    assert new.mentor_entry == pair.mentor_entry
    assert new.members.get().person == pair.members.get().person


def test_a_pair_of_a_graduate_can_only_end(curator, pair):
    pair.members.get().person.affiliations.update(place="11 «А»")
    (question,) = year_turn.questions(go_on(curator, pair))
    assert [value for value, _ in question.choices] == ["close"]
    year_turn.carry_out(go_on(curator, pair))
    assert not Pair.objects.filter(school_year=2023).exists()


def test_a_pair_without_a_consent_can_only_end(curator, pair):
    pair.members.get().person.consents.all().delete()
    (question,) = year_turn.questions(turn(curator))
    assert [value for value, _ in question.choices] == ["close"]


def test_what_could_not_go_on_is_said_and_the_rest_is_done(curator, pair):
    pair.mentor_entry.left_on = date(2023, 6, 1)
    pair.mentor_entry.save()
    done = year_turn.carry_out(go_on(curator, pair))
    pair.refresh_from_db()
    assert (counts(done), pair.state) == ([1, 0, 1], Pair.State.COMPLETED)
    assert done[-1].detail.startswith(f"пара № {pair.pk}: К 01.09.2023 выбыли из базы")


def test_pairs_without_an_order_stay_in_their_year(curator):
    draft = PairFactory(institution=curator.organization)
    assert counts(year_turn.preview(turn(curator))) == [0, 0, 1]
    year_turn.carry_out(turn(curator))
    draft.refresh_from_db()
    assert draft.state == Pair.State.DRAFT


def test_pairs_of_another_school_are_not_asked_about(curator):
    order = DocumentFactory()
    PairFactory(institution=order.organization, state="active", order=order)
    assert year_turn.questions(turn(curator)) == []
