from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from roadmaps.cycle import services
from roadmaps.cycle.services import answer_findings, begin_correction, mark_item
from roadmaps.models import CycleMark, CycleStage
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import TaskFactory
from tests.roadmaps.cascade.plans import a_tree

pytestmark = pytest.mark.django_db
YEAR, TODAY = SchoolYear(2022), date(2023, 1, 20)


@pytest.fixture
def member():
    return MembershipFactory()


def begin(member, roadmap):
    return begin_correction(member=member, roadmap=roadmap, year=YEAR, today=TODAY)


def texts(correction):
    return [row["text"] for row in correction.findings]


def reported(member, conclusion):
    return DocumentFactory(
        organization=member.organization,
        kind="execution_report",
        fields={"conclusion": conclusion},
        state="registered",
        number="1-ОТ",
        number_key="1ОТ",
        dated_on=date(2022, 12, 20),
        registered_at=timezone.now(),
        registered_by=member,
    )


def test_correction_starts_from_the_report_and_from_the_tasks(member):
    task = TaskFactory(organization=member.organization, title="Приказ")
    TaskFactory(
        organization=member.organization,
        section=task.section,
        title="Собрание",
        number="",
        progress="done",
        done_on=TODAY,
    )
    reported(member, "– Мало наставников.\n\n– Нет партнёров;")

    correction = begin(member, task.section.roadmap)

    assert texts(correction) == [
        "вывод отчёта № 1-ОТ: Мало наставников",
        "вывод отчёта № 1-ОТ: Нет партнёров",
        "не выполнено «1 Приказ», срок был 20 октября 2022 г.",
        "выполнено, но не описано в отчёте «Собрание»",
    ]


def test_undecided_tasks_of_the_municipality_are_found():
    tree = a_tree()

    correction = begin(tree.curator, tree.plan)

    assert "поручение муниципалитета не принято: «Назначение куратора»" in texts(correction)


def test_findings_are_brought_up_to_date_and_answers_stay(member):
    task = TaskFactory(organization=member.organization, title="Приказ")
    code = f"late-{task.pk}"
    correction = begin(member, task.section.roadmap)
    answer_findings(member=member, correction=correction, answers={code: " Срок перенесён "})
    task.progress, task.report_text = "dropped", "Не нужно"
    task.save()

    again = begin(member, task.section.roadmap)

    assert again.pk == correction.pk
    answers = {row["code"]: row["answer"] for row in again.findings}
    assert answers == {f"dropped-{task.pk}": "", code: "Срок перенесён"}
    assert again.answered == 1


def test_archived_plans_other_years_and_strangers_are_refused(member):
    roadmap = TaskFactory(organization=member.organization).section.roadmap
    with pytest.raises(PermissionDenied):
        begin(MembershipFactory(), roadmap)
    with pytest.raises(DomainError) as refusal:
        begin_correction(member=member, roadmap=roadmap, year=SchoolYear(2030), today=TODAY)
    assert str(refusal.value) == services.OTHER_YEAR
    correction = begin(member, roadmap)
    with pytest.raises(PermissionDenied):
        answer_findings(member=MembershipFactory(), correction=correction, answers={})
    roadmap.archived_on = TODAY
    roadmap.save()
    with pytest.raises(PermissionDenied):
        begin(member, roadmap)


def test_item_is_marked_once_and_taken_back(member):
    stage = CycleStage.objects.get(cycle="s004", number=1)
    told = {"member": member, "stage": stage, "item": "s004-1-5", "year": YEAR}

    first = mark_item(**told, is_done=True)
    second = mark_item(**told, is_done=True)

    assert (second, CycleMark.objects.count()) == (first, 1)
    assert (mark_item(**told, is_done=False), CycleMark.objects.count()) == (None, 0)


def test_unknown_items_and_those_above_are_refused(member):
    stage = CycleStage.objects.get(cycle="s004", number=1)
    told = {"stage": stage, "year": YEAR, "is_done": True}
    with pytest.raises(DomainError, match="Такого документа"):
        mark_item(member=member, item="s001-1-1", **told)
    with pytest.raises(PermissionDenied):
        mark_item(member=MembershipFactory(role="methodist"), item="s004-1-5", **told)
