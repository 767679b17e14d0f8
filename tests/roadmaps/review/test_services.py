"""The school's side of review."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from mentorship.core.exceptions import DomainError
from roadmaps.models import Remark, Version
from roadmaps.review import services
from roadmaps.review.services import EMPTY, NOT_TAKEN_BACK, TICKED_LATE, answer_remark
from roadmaps.services import archive_roadmap, report_task, update_task
from roadmaps.workflow import LOCKED
from tests.factories.organizations import MembershipFactory
from tests.roadmaps.review.plans import a_case, agreed, returned, submitted, taken

pytestmark = pytest.mark.django_db


def refusal(call, **arguments):
    with pytest.raises(DomainError) as found:
        call(**arguments)
    return str(found.value)


def update(case, **changes):
    told = {"number": "4.2", "title": case.first.title, "deadline_text": "август 2022"}
    return update_task(task=case.first, member=case.curator, **told | changes)


def test_submission_takes_a_version_of_the_plan_as_it_stands():
    case = submitted(a_case())

    version = case.roadmap.versions.get()
    told = [(t["key"], t["number"], t["title"]) for t in version.content[0]["tasks"]]
    assert (case.state(), version.number, version.task_count, told) == (
        "submitted",
        1,
        2,
        [
            (case.first.pk, "4.2", "Обучение наставников"),
            (case.second.pk, "5.1", "Формирование пар"),
        ],
    )


def test_version_never_changes():
    version = submitted(a_case()).roadmap.versions.get()

    for write in (lambda: Version.objects.filter(pk=version.pk).update(number=7), version.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_plan_without_tasks_is_not_submitted():
    case = a_case()
    case.roadmap.sections.get().tasks.all().delete()

    assert refusal(services.submit_roadmap, roadmap=case.roadmap, member=case.curator) == EMPTY


def test_submission_pressed_twice_leaves_one_review():
    case = submitted(a_case())

    told = refusal(services.submit_roadmap, roadmap=case.roadmap, member=case.curator)
    assert (told, case.roadmap.reviews.count()) == (LOCKED["submitted"], 1)


def test_stranger_cannot_submit():
    with pytest.raises(PermissionDenied):
        services.submit_roadmap(roadmap=a_case().roadmap, member=MembershipFactory())


@pytest.mark.parametrize(("make", "state"), [(submitted, "submitted"), (taken, "in_review")])
def test_edit_during_review_is_refused_with_the_way_out_and_report_is_not(make, state):
    case = make(a_case())

    told = refusal(update, case=case)
    reported = report_task(
        task=case.first, member=case.curator, progress="started", report_text="Начато"
    )
    assert (told, reported.report_text) == (LOCKED[state], "Начато")


def test_plan_under_review_is_not_archived():
    case = submitted(a_case())

    told = refusal(archive_roadmap, roadmap=case.roadmap, member=case.curator)
    assert told == LOCKED["submitted"]


def test_recall_takes_an_unopened_plan_back():
    case = submitted(a_case())
    services.recall_roadmap(roadmap=case.roadmap, member=case.curator)

    assert (case.state(), case.review().state) == ("draft", "recalled")


def test_recall_of_an_opened_plan_is_refused():
    case = taken(a_case())

    told = refusal(services.recall_roadmap, roadmap=case.roadmap, member=case.curator)
    assert (told, case.state()) == (NOT_TAKEN_BACK, "in_review")


def test_resubmission_waits_for_every_remark():
    case = returned(a_case())

    told = refusal(services.submit_roadmap, roadmap=case.roadmap, member=case.curator)
    assert told.startswith("Осталось 1\N{NO-BREAK SPACE}замечание без отметки.")


def test_answered_remarks_let_the_second_version_go():
    case = returned(a_case())
    answer_remark(remark=Remark.objects.get(), member=case.curator)
    update(case, deadline_text="15 – 30 сентября 2022 г.")
    services.submit_roadmap(roadmap=case.roadmap, member=case.curator, note="Срок перенесён")

    review, remark = case.review(), Remark.objects.get()
    assert (review.version.number, review.changed_count, review.version.note) == (
        2,
        1,
        "Срок перенесён",
    )
    assert (remark.state, remark.answer, remark.answered_by) == (
        "answered",
        "Исправлено",
        case.curator,
    )


def test_tick_can_be_taken_back_while_the_plan_is_mended():
    case = returned(a_case())
    remark = answer_remark(remark=Remark.objects.get(), member=case.curator, answer="Есть приказ")

    undone = answer_remark(remark=remark, member=case.curator, is_fixed=False)
    assert (undone.state, undone.answer) == ("open", "Есть приказ")


def test_remark_is_not_ticked_during_review():
    case = returned(a_case())
    remark = Remark.objects.get()
    answer_remark(remark=remark, member=case.curator)
    submitted(case)

    assert refusal(answer_remark, remark=remark, member=case.curator) == TICKED_LATE


def test_stranger_cannot_tick_a_remark():
    returned(a_case())

    with pytest.raises(PermissionDenied):
        answer_remark(remark=Remark.objects.get(), member=MembershipFactory())


def test_correction_opens_an_agreed_plan_for_a_new_round():
    case = agreed(a_case())
    locked = refusal(update, case=case)
    services.correct_roadmap(roadmap=case.roadmap, member=case.curator, reason="Выводы отчёта")
    update(case, deadline_text="сентябрь 2022 г.")

    submitted(case)
    assert (locked, case.review().version.number, case.review().changed_count) == (
        LOCKED["agreed"],
        2,
        1,
    )


def test_correction_needs_a_reason():
    case = agreed(a_case())

    told = refusal(services.correct_roadmap, roadmap=case.roadmap, member=case.curator, reason=" ")
    assert told == "Напишите, почему карта корректируется: это увидит методист."


def test_history_names_every_move():
    case = returned(a_case())

    told = [(move.action, move.made_by) for move in case.roadmap.moves.all()]
    assert told == [
        ("submit", case.curator),
        ("open", case.methodist),
        ("return", case.methodist),
    ]
