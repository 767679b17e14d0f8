"""What registering and cancelling an order does to the plan in its annex."""

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.documents.kinds import KINDS
from roadmaps.editing.services import update_plan
from roadmaps.review.approval import NOT_AGREED, WAITS, approved_by_order, order_cancelled
from roadmaps.review.panel import chain_of, moves_of, panel_of
from roadmaps.review.services import (
    close_roadmap,
    correct_roadmap,
    drop_correction,
    reopen_roadmap,
    submit_roadmap,
)
from roadmaps.review.verdicts import decide_review, take_review
from roadmaps.services import report_task
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory, SignatoryFactory
from tests.factories.roadmaps import TaskFactory
from tests.roadmaps.review.plans import a_case, a_plan, agreed, returned, submitted, taken

pytestmark = pytest.mark.django_db


def an_order(member, roadmap, *, with_plan=True):
    """An order with the plan in its annex, registered as far as the plan is concerned."""
    order = DocumentFactory(
        organization=member.organization,
        created_by=member,
        kind="introduction_order",
        fields={"roadmap": roadmap.pk},
        context={"data": {"plan": {"rows": []} if with_plan else None}},
    )
    approved_by_order(order, member)
    roadmap.refresh_from_db()
    return order


def director_of(case):
    return MembershipFactory(organization=case.school, role="director")


def test_order_approves_the_agreed_plan_and_its_version():
    case = agreed(a_case())
    order = an_order(director_of(case), case.roadmap)

    move = case.roadmap.moves.last()
    assert (case.state(), case.roadmap.approving_order, move.action, move.version.number) == (
        "approved",
        order,
        "approve",
        1,
    )


def test_cancelled_order_leaves_the_plan_agreed():
    case = agreed(a_case())
    director = director_of(case)
    order_cancelled(an_order(director, case.roadmap), director)

    assert (case.state(), case.roadmap.approving_order) == ("agreed", None)


def test_chain_tells_a_cancelled_order_and_a_plan_taken_back_into_work():
    case = agreed(a_case())
    director, told = director_of(case), []

    def note():
        case.roadmap.refresh_from_db()
        chain = chain_of(case.roadmap, list(moves_of(case.roadmap)))
        [current] = [step.title for step in chain if step.is_current]
        told.append((current.rstrip("0123456789. "), chain[-1].title))

    order = an_order(director, case.roadmap)
    for task in (case.first, case.second):
        report_task(task=task, member=case.curator, progress="dropped", report_text="Не нужно")
    close_roadmap(roadmap=case.roadmap, member=case.curator)
    reopen_roadmap(roadmap=case.roadmap, member=case.curator)
    note()
    order_cancelled(order, director)
    note()

    assert told == [
        ("Снова в работе с", "Завершена"),
        ("Приказ отменён", "Утверждена приказом"),
    ]


@pytest.mark.parametrize(
    ("make", "way_out"),
    [
        (submitted, "дождитесь согласования или отзовите карту"),
        (taken, "дождитесь его решения"),
        (returned, "исправьте её, отправьте снова и дождитесь согласования"),
    ],
)
def test_order_with_an_undecided_plan_is_refused_with_the_way_out(make, way_out):
    case = make(a_case())

    with pytest.raises(DomainError) as refusal:
        an_order(director_of(case), case.roadmap)

    assert str(refusal.value) == f"Приказ не зарегистрирован: {WAITS[case.state()]}."
    assert str(refusal.value).endswith(f"{way_out}.")


def test_order_with_an_unreviewed_plan_leaves_it_a_draft():
    case = a_case()
    an_order(director_of(case), case.roadmap)

    assert (case.state(), case.roadmap.approving_order) == ("draft", None)


def test_order_whose_point_on_the_plan_was_left_out_approves_nothing():
    case = agreed(a_case())
    an_order(director_of(case), case.roadmap, with_plan=False)

    assert case.state() == "agreed"


def test_draft_of_the_order_tells_how_far_the_plan_is():
    kind, told = KINDS["introduction_order"], []
    for case in (submitted(a_case()), a_case()):
        SignatoryFactory(organization=case.school)
        order = DocumentFactory(
            organization=case.school, kind=kind.code, fields={"roadmap": case.roadmap.pk}
        )
        context = kind.build(order)
        told.append(
            (WAITS["submitted"] in kind.missing(context), NOT_AGREED in kind.remarks(context))
        )

    assert told == [(True, False), (False, True)]


def test_municipal_plan_is_approved_without_review():
    methodist = MembershipFactory(role="methodist")
    roadmap, section = a_plan(methodist.organization)
    TaskFactory(organization=methodist.organization, section=section)
    order = an_order(methodist, roadmap)

    approved = roadmap.state, roadmap.versions.get().task_count
    order_cancelled(order, methodist)
    roadmap.refresh_from_db()
    assert (approved, roadmap.state) == (("approved", 1), "draft")


def test_correction_keeps_the_order_until_the_next_one():
    case = agreed(a_case())
    director = director_of(case)
    first = an_order(director, case.roadmap)
    correct_roadmap(roadmap=case.roadmap, member=case.curator, reason="Выводы отчёта")
    case.roadmap.refresh_from_db()
    kept = case.roadmap.approving_order

    submit_roadmap(roadmap=case.roadmap, member=case.curator)
    take_review(review=case.review(), member=case.methodist)
    decide_review(review=case.review(), member=case.methodist, action="agree")
    second = an_order(director, case.roadmap)
    assert (kept, case.roadmap.approving_order, case.state()) == (first, second, "approved")


@pytest.mark.parametrize("is_ordered", [True, False])
def test_correction_begun_by_mistake_is_taken_back_while_nothing_has_changed(is_ordered):
    case = agreed(a_case())
    order = an_order(director_of(case), case.roadmap) if is_ordered else None
    before = case.state()
    chain = chain_of(case.roadmap, list(moves_of(case.roadmap)))

    def corrected():
        correct_roadmap(roadmap=case.roadmap, member=case.curator, reason="Нажато случайно")
        case.roadmap.refresh_from_db()

    def offered():
        return [name for name, _ in panel_of(case.curator, case.roadmap)["moves"]]

    corrected()
    assert offered()[-1].startswith("drop")
    drop_correction(roadmap=case.roadmap, member=case.curator)
    assert (case.state(), case.roadmap.approving_order) == (before, order)
    assert chain_of(case.roadmap, list(moves_of(case.roadmap))) == chain

    corrected()
    head = {"starts_on": case.roadmap.starts_on, "ends_on": case.roadmap.ends_on}
    update_plan(roadmap=case.roadmap, member=case.curator, title="Иное название", **head)
    case.roadmap.refresh_from_db()
    assert offered() == ["submit"]
    with pytest.raises(DomainError, match="пока в карте ничего не изменено"):
        drop_correction(roadmap=case.roadmap, member=case.curator)
    with pytest.raises(PermissionDenied):
        drop_correction(roadmap=case.roadmap, member=case.methodist)


def test_order_cancelled_during_a_correction_lets_the_correction_go_on():
    case = agreed(a_case())
    director = director_of(case)
    order = an_order(director, case.roadmap)
    correct_roadmap(roadmap=case.roadmap, member=case.curator, reason="Выводы отчёта")
    order_cancelled(order, director)

    assert (case.state(), case.roadmap.approving_order) == ("draft", None)


def test_plan_is_closed_when_nothing_is_left_and_taken_back():
    case = agreed(a_case())
    an_order(director_of(case), case.roadmap)
    with pytest.raises(DomainError, match="ещё не выполнено 2"):
        close_roadmap(roadmap=case.roadmap, member=case.curator)
    case.section.tasks.update(progress="dropped")

    close_roadmap(roadmap=case.roadmap, member=case.curator)
    closed = case.state()
    reopen_roadmap(roadmap=case.roadmap, member=case.curator)
    assert (closed, case.state()) == ("closed", "approved")


@pytest.mark.parametrize("code", ["plan_order", "introduction_order"])
def test_both_kinds_of_orders_move_the_plan(code):
    kind = KINDS[code]

    assert (kind.on_registered, kind.on_cancelled) == (approved_by_order, order_cancelled)
