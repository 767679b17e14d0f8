"""Rules, those left alone, locks and «what if» of a whole plan."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.bank.models import Consent, MentorOffer
from mentorship.core.exceptions import DomainError
from mentorship.pairs.matching.planning import Extra
from tests.factories.bank import ConsentFactory, MentorEntryFactory, TopicFactory, form
from tests.factories.organizations import InstitutionFactory
from tests.factories.pairs import PairFactory
from tests.pairs.matching.conftest import YEAR

NBSP = "\N{NO-BREAK SPACE}"


def alone(plan):
    return [(why.code, why.words) for why in plan.left_alone if not why.is_mentor]


def test_whoever_has_no_consent_is_not_matched(plan, mentor, mentee):
    mentor()
    silent = mentee()
    Consent.objects.filter(person=silent.person).delete()

    assert (plan().pairs, alone(plan())) == ([], [])


def test_whoever_is_in_a_live_pair_of_the_form_does_not_wait(plan, school, mentor):
    mentor()
    PairFactory(institution=school)

    assert plan().pairs == []


def test_in_all_forms_each_waits_in_the_form_of_the_request(plan, mentor, mentee):
    other = mentor()
    one = mentee(form=form("uchitel-uchenik"))

    pairs = plan(form=None).pairs

    assert [(m, n, f) for m, n, _, f in pairs] == [(one.pk, other.pk, form("uchitel-uchenik").pk)]


def test_mentor_who_left_or_was_declined_is_not_there(plan, mentor, mentee):
    mentor(left_on=date(2022, 9, 20))
    mentor(stage="declined")
    mentee()

    assert alone(plan()) == [("nobody", "Наставников в базе пока нет.")]


def test_form_the_mentor_did_not_name_is_a_rule(plan, mentor, mentee):
    mentor(forms=[form("uchitel-uchitel")])
    mentee()

    words = f"Всех исключили правила: нет формы, которая подходит обоим – 1{NBSP}наставник."
    assert alone(plan()) == [("rule", words)]


def test_form_may_be_another_when_the_switch_is_off(plan, settings_with, mentor, mentee):
    mentor(forms=[form("uchitel-uchitel")])
    mentee()

    assert len(plan(settings_with(switches={"strict_form": False})).pairs) == 1


@pytest.mark.parametrize(
    ("switches", "changes", "words"),
    [
        ({"only_admitted": True}, {}, "наставник ещё не допущен приказом"),
        ({"strict_age": True}, {"desired_age": "7–9 лет"}, "наставник желает другого возраста"),
    ],
)
def test_switches_forbid(plan, settings_with, mentor, mentee, switches, changes, words):
    mentor(**changes)
    mentee()

    told = alone(plan(settings_with(switches=switches)))
    assert told == [("rule", f"Всех исключили правила: {words} – 1{NBSP}наставник.")]


def test_avoided_mentor_is_never_taken(plan, settings_with, mentor, mentee, wish):
    one, dear, other = mentee(), mentor(), mentor()
    wish(one, dear, kind="avoid")

    pairs = plan(settings_with(load=1)).pairs

    assert [pair[:2] for pair in pairs] == [(one.pk, other.pk)]


def test_dissolved_pair_is_not_repeated(plan, make_pair, mentor, mentee):
    one, other = mentee(), mentor()
    make_pair("dissolved", mentor_entry=other, mentees=[one]).members.update(live=False)

    words = f"Всех исключили правила: их прежняя пара была расторгнута – 1{NBSP}наставник."
    assert alone(plan()) == [("rule", words)]


def test_nobody_mentors_himself(plan, school, mentee):
    one = mentee(person__category="teacher", form=None)
    MentorEntryFactory(institution=school, person=one.person)

    assert plan(form=form("uchitel-uchitel")).pairs == []


def test_full_mentors_leave_no_place(plan, school, mentor, mentee):
    PairFactory(institution=school, mentor_entry=mentor(capacity=1))
    one = mentee()

    words = f"Правила допускают: 1{NBSP}наставник, но свободных мест у них нет."
    assert alone(plan()) == [("no_place", words)]
    assert plan().left_alone[0].place == 0
    assert plan().worked.facts.mentees[0].entry == one


def test_below_the_threshold_nobody_is_suggested(plan, settings_with, mentor, mentee):
    mentor()
    mentee()

    told = alone(plan(settings_with(threshold=5, load=3)))
    words = f"Лучшее совпадение – 3{NBSP}балла при пороге 5{NBSP}баллов."
    assert told == [("threshold", words)]


def test_places_go_to_those_who_fit_more(plan, settings_with, mentor, mentee):
    mentor(capacity=1)
    mentee(entered_on=date(2022, 9, 1))
    mentee(entered_on=date(2022, 9, 20))

    found = plan(settings_with(waiting=1))

    words = f"Подходит 1{NBSP}наставник, но места достались тем, кому они подходят больше."
    assert alone(found) == [("others", words)]


def test_everybody_is_suggested_or_explained(plan, mentor, mentee):
    for number in range(3):
        mentor(capacity=1, stage="declined" if number else "applied")
        mentee()

    found = plan()

    assert len(found.pairs) + len(alone(found)) == 3
    assert all(why.words and why.next_action for why in found.left_alone)


def test_free_mentor_is_told_why(plan, mentor):
    mentor()

    assert [(why.is_mentor, why.words) for why in plan().left_alone] == [
        (True, "Все наставляемые уже в парах.")
    ]


def test_locked_pair_is_taken_first(plan, mentor, mentee, ruling):
    one, other, dear = mentee(request="физика"), mentor(), mentor(competences="физика")
    ruling(one, other)

    suggested = plan().suggestions[0]

    assert (suggested.mentor_entry, suggested.is_locked) == (other.pk, True)
    assert dear.pk != suggested.mentor_entry


def test_two_locks_beyond_the_places_are_impossible(plan, mentor, mentee, ruling):
    other = mentor(capacity=1)
    for _ in range(2):
        ruling(mentee(), other)

    with pytest.raises(
        DomainError, match="больше наставляемых, чем у наставника свободных мест: 1"
    ):
        plan()


def test_lock_against_a_rule_names_the_rule(plan, mentor, mentee, ruling, wish):
    one, other = mentee(), mentor()
    ruling(one, other)
    wish(one, other, kind="avoid")

    with pytest.raises(DomainError, match="Мешает правило: одна из сторон просила не ставить"):
        plan()


def test_lock_on_a_mentor_who_is_gone_is_told(plan, mentor, mentee, ruling):
    ruling(mentee(), mentor(stage="declined"))

    with pytest.raises(DomainError, match="Наставник сейчас не участвует в подборе"):
        plan()


def test_extra_ruling_holds_for_one_plan(plan, mentor, mentee):
    one, other = mentee(), mentor()

    supposed = plan(extra=[Extra(other.pk, one.pk, "forbidden")])

    assert (len(supposed.pairs), len(plan().pairs)) == (0, 1)


@pytest.fixture
def offered(school):
    """An admitted mentor whom a neighbor of the same municipality offers with one place."""
    neighbor = InstitutionFactory(parent=school.parent)
    entry = MentorEntryFactory(institution=neighbor, stage="admitted", competences="физика")
    ConsentFactory(person=entry.person, purpose="transfer", signer="self", representative_name="")
    MentorOffer.objects.create(
        institution=neighbor, entry=entry, places=1, offered_on=YEAR.starts_on
    )
    return entry


def test_mentors_of_neighbors_take_part_when_it_is_wanted(plan, settings_with, offered, mentee):
    one = mentee(request="физика")

    found = plan(settings_with(form=1, competence=1, switches={"with_neighbors": True}))

    assert plan(settings_with(form=1)).pairs == []
    assert [pair[:2] for pair in found.pairs] == [(one.pk, offered.pk)]
    assert [reason[0] for reason in found.suggestions[0].reasons] == ["form"]


def test_places_a_neighbor_has_lent_are_not_suggested_again(
    plan, settings_with, offered, mentee, school
):
    type(offered).objects.filter(pk=offered.pk).update(capacity=3)
    lent = mentee()
    PairFactory(
        institution=school,
        mentor_institution=offered.institution,
        mentor_entry=offered,
        mentees=[lent],
    )
    mentee()

    found = plan(settings_with(form=1, switches={"with_neighbors": True}))

    assert (found.pairs, [why.code for why in found.left_alone]) == ([], ["no_place"])


def test_own_mentor_is_dearer_and_the_neighbors_idle_one_is_not_told(
    plan, settings_with, offered, mentor, mentee
):
    own = mentor()
    mentee()

    found = plan(settings_with(place=1, switches={"with_neighbors": True}))

    assert [pair[1] for pair in found.pairs] == [own.pk]
    assert found.suggestions[0].reasons == [["place", 100, 1, "одна школа"]]
    assert found.left_alone == []


def test_groups_share_a_topic_and_tell_the_gap(plan, settings_with, mentor, mentee):
    topic = TopicFactory(title="математика")
    mentor(capacity=3).topics.add(topic)
    for _ in range(2):
        mentee().topics.add(topic)
    mentee()

    found = plan(settings_with(load=1), groups=True)

    assert [s.group for s in found.suggestions] == [1, 1]
    assert (found.total, found.bound) == (200, 300)
    assert alone(found) == [("others", "Не нашлось группы с общей темой и свободным местом.")]


def test_statements_do_not_grow_with_people(plan, mentor, mentee):
    counts = []
    for _ in range(2):
        for _ in range(2):
            mentor().topics.add(TopicFactory())
            mentee().topics.add(TopicFactory())
        with CaptureQueriesContext(connection) as captured:
            plan()
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_the_same_people_have_the_same_plan(plan, settings_with, mentor, mentee):
    for _ in range(4):
        mentor()
        mentee()

    assert plan(settings_with(form=1)).pairs == plan(settings_with(form=1)).pairs
