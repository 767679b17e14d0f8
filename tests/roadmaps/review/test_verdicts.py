"""The methodist's side: who holds a review, remarks, verdicts."""

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from roadmaps.models import Remark, Review
from roadmaps.review.services import answer_remark, recall_roadmap
from roadmaps.review.verdicts import (
    ENDED,
    NO_REMARK,
    NOT_OPENED,
    TAKEN,
    Notes,
    decide_review,
    take_review,
    write_notes,
)
from tests.factories.organizations import MembershipFactory
from tests.roadmaps.review.plans import a_case, agreed, returned, submitted, taken

pytestmark = pytest.mark.django_db


def refusal(call, **arguments):
    with pytest.raises(DomainError) as found:
        call(**arguments)
    return str(found.value)


def second_round(case):
    answer_remark(remark=Remark.objects.get(), member=case.curator)
    return taken(case)


def test_review_is_taken_once():
    case = taken(a_case())
    again = take_review(review=case.review(), member=case.methodist)

    assert (again.taken_by, case.state(), case.roadmap.moves.filter(action="open").count()) == (
        case.methodist,
        "in_review",
        1,
    )


def test_review_of_a_colleague_is_taken_over_only_explicitly():
    case = taken(a_case())

    told = refusal(take_review, review=case.review(), member=case.colleague)
    taken_over = take_review(review=case.review(), member=case.colleague, takes_over=True)
    assert (told, taken_over.taken_by) == (
        "Эту карту уже проверяет другой методист.",
        case.colleague,
    )


@pytest.mark.parametrize("action", ["agree", "return"])
def test_verdict_of_whom_the_review_was_taken_from_is_refused(action):
    case = taken(a_case())
    stale = case.review()
    take_review(review=stale, member=case.colleague, takes_over=True)

    notes = Notes({case.first.pk: "Мой текст"})
    told = refusal(decide_review, review=stale, member=case.methodist, action=action, notes=notes)
    assert (told, Remark.objects.count(), case.state()) == (TAKEN, 0, "in_review")


def test_nothing_is_decided_before_the_review_is_opened():
    case = submitted(a_case())

    told = refusal(decide_review, review=case.review(), member=case.methodist, action="agree")
    assert told == NOT_OPENED


def test_recalled_review_cannot_be_taken():
    case = submitted(a_case())
    review = case.review()
    recall_roadmap(roadmap=case.roadmap, member=case.curator)

    told = refusal(take_review, review=review, member=case.methodist)
    assert told == ENDED[Review.State.RECALLED]


def test_verdict_is_given_once():
    case = agreed(a_case())

    told = refusal(decide_review, review=case.review(), member=case.methodist, action="return")
    assert told == ENDED[Review.State.AGREED]


def test_return_needs_a_remark():
    case = taken(a_case())

    told = refusal(decide_review, review=case.review(), member=case.methodist, action="return")
    assert (told, case.state()) == (NO_REMARK, "in_review")


def test_return_keeps_remarks_to_tasks_and_to_the_plan():
    case = taken(a_case())
    notes = Notes({case.first.pk: "Поздно", None: "Нет подписи", case.second.pk: "  "})
    decide_review(review=case.review(), member=case.methodist, action="return", notes=notes)

    kept = [(remark.task, remark.text) for remark in Remark.objects.all()]
    assert (kept, case.state()) == ([(case.first, "Поздно"), (None, "Нет подписи")], "returned")


def test_agreement_needs_all_remarks_settled():
    case = taken(a_case())
    notes = Notes({None: "Нет подписи"})

    told = refusal(
        decide_review, review=case.review(), member=case.methodist, action="agree", notes=notes
    )
    assert (told, Remark.objects.count()) == (
        "Осталось 1\N{NO-BREAK SPACE}замечание: снимите их или верните карту на доработку.",
        0,
    )


def test_remark_to_a_task_of_another_plan_is_not_kept():
    case, other = taken(a_case()), a_case()

    write_notes(review=case.review(), member=case.methodist, notes=Notes({other.first.pk: "Чужое"}))
    assert Remark.objects.count() == 0


def test_same_words_sent_twice_are_one_remark():
    case = taken(a_case())
    for _ in range(2):
        notes = Notes({case.first.pk: "Поздно"})
        write_notes(review=case.review(), member=case.methodist, notes=notes)

    assert Remark.objects.count() == 1


def test_withdrawn_remark_stands_no_more():
    case = taken(a_case())
    write_notes(review=case.review(), member=case.methodist, notes=Notes({None: "Поздно"}))
    remark = Remark.objects.get()
    write_notes(review=case.review(), member=case.methodist, notes=Notes(withdrawn=[remark.pk]))

    decide_review(review=case.review(), member=case.methodist, action="agree")
    assert (Remark.objects.standing().count(), case.state()) == (0, "agreed")


def test_answered_remark_is_accepted_with_the_verdict():
    case = second_round(returned(a_case()))
    decide_review(review=case.review(), member=case.methodist, action="agree", comment="Хорошо")

    assert (Remark.objects.get().state, case.review().comment) == ("accepted", "Хорошо")


def test_remark_asked_again_is_enough_to_return():
    case = second_round(returned(a_case()))
    notes = Notes(repeated=[Remark.objects.get().pk])
    decide_review(review=case.review(), member=case.methodist, action="return", notes=notes)

    remark = Remark.objects.get()
    assert (remark.state, remark.repeated, case.state()) == ("open", 1, "returned")


def test_methodist_of_another_municipality_takes_nothing():
    with pytest.raises(PermissionDenied):
        take_review(review=submitted(a_case()).review(), member=MembershipFactory(role="methodist"))


def test_unknown_verdict_is_refused():
    case = taken(a_case())

    with pytest.raises(PermissionDenied):
        decide_review(review=case.review(), member=case.methodist, action="close")
