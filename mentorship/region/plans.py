"""Roadmaps of the region: a plan of each municipality, and those its institutions made of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from django.utils import timezone

from mentorship.core.copying import copy_rows
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Role
from mentorship.region.keys import with_keys
from mentorship.region.papers import Paper, issue
from mentorship.region.term import Term
from mentorship.region.tree import Tree
from roadmaps.cascade.wordings import mark_of, wording_of
from roadmaps.models import (
    PlanLink,
    Remark,
    Review,
    Roadmap,
    RoadmapMove,
    Section,
    Task,
    TaskAddress,
    TaskLink,
    Version,
)
from roadmaps.readings import Reading, read_deadline
from roadmaps.review.content import PRINTED, SectionText, TaskText

State, Progress = Roadmap.State, Task.Progress
SECTIONS = (
    "Подготовка условий для запуска программы наставничества",
    "Формирование баз наставников и наставляемых",
    "Отбор и обучение наставников",
    "Организация работы пар и групп",
    "Завершение программы и подведение итогов",
)
MEASURES = (
    "Информирование педагогов и родителей",
    "Издание распорядительных документов",
    "Проведение анкетирования участников",
    "Обучающий семинар для кураторов",
    "Встреча с наставниками и наставляемыми",
    "Публикация материалов на сайте",
    "Сбор и обработка данных мониторинга",
    "Совещание по итогам этапа",
)
# A municipal plan asks its institutions to take this many of its tasks into their own.
ASKED = 30
# How far the plans of twenty institutions have come.
WAY = (
    [State.DRAFT] * 2
    + [State.SUBMITTED] * 3
    + [State.IN_REVIEW]
    + [State.RETURNED] * 2
    + [State.AGREED] * 3
    + [State.APPROVED] * 9
)
VERDICTS = {
    State.SUBMITTED: Review.State.WAITING,
    State.IN_REVIEW: Review.State.OPEN,
    State.RETURNED: Review.State.RETURNED,
    State.AGREED: Review.State.AGREED,
    State.APPROVED: Review.State.AGREED,
}
MOVES = {
    State.SUBMITTED: ("submit",),
    State.IN_REVIEW: ("submit", "open"),
    State.RETURNED: ("submit", "open", "return"),
    State.AGREED: ("submit", "open", "agree"),
    State.APPROVED: ("submit", "open", "agree", "approve"),
}
REMARK = "Уточните ответственного и срок."


@dataclass
class Plan:
    """A roadmap with its rows, and who works on it: its editor and its reviewer."""

    roadmap: Roadmap
    editor: Membership
    reviewer: Membership | None
    sections: list[Section]
    tasks: list[Task]


class Planner:
    """Makes the plans of the whole region; each institution but one of a municipality has one."""

    def __init__(
        self, random: Random, tree: Tree, members: Mapping[tuple[int, str], Membership], term: Term
    ) -> None:
        self.random, self.tree, self.members, self.term = random, tree, members, term
        self.period = (term.year.starts_on, term.year.ends_on)
        self.reading = cache(self._read)

    def make(self) -> int:
        """Write everything; gives the number of tasks."""
        lived = self.term.has_begun
        above = {
            city.pk: self._plan(city, State.APPROVED if lived else State.DRAFT)
            for city in self.tree.municipalities
        }
        planned = self.tree.institutions[: len(self.tree.institutions) - len(above)]
        own = [
            self._plan(each, WAY[n % len(WAY)] if lived else State.DRAFT)
            for n, each in enumerate(planned)
        ]
        plans = [*above.values(), *own]
        self._write(plans)
        self._review([plan for plan in plans if plan.roadmap.state != State.DRAFT])
        self._hand_down(above, own)
        return sum(len(plan.tasks) for plan in plans)

    def _plan(self, organization: Organization, state: str) -> Plan:
        is_city = organization.level == Organization.Level.MUNICIPALITY
        role = Role.METHODIST if is_city else Role.CURATOR
        roadmap = Roadmap(
            organization=organization,
            title=f"План мероприятий внедрения целевой модели наставничества на {self.term.year}",
            starts_on=self.period[0],
            ends_on=self.period[1],
            state=state,
        )
        sections = [
            Section(roadmap=roadmap, position=n, number=f"{n}", title=title)
            for n, title in enumerate(SECTIONS, 1)
        ]
        reviewer = None if is_city else self.members[organization.parent_id or 0, Role.METHODIST]
        tasks = list(self._tasks(organization, sections, is_city))
        editor = self.members[organization.pk, role]
        return Plan(roadmap, editor, reviewer, sections, tasks)

    def _tasks(
        self, organization: Organization, sections: Sequence[Section], is_city: bool
    ) -> Iterator[Task]:
        for number, section in enumerate(sections):
            for place, measure in enumerate(MEASURES):
                # The year is planned from September to June, section after section.
                month = (8 + number * 2 + place // 4) % 12 + 1
                day = date(self.term.year.first + (month < 9), month, 5 + 3 * place)
                reading = self.reading(f"до {day:%d.%m.%Y} г.")
                yield Task(
                    organization=organization,
                    section=section,
                    position=place + 1,
                    number=f"{number + 1}.{place + 1}",
                    title=f"{measure}: {section.title[0].lower()}{section.title[1:]}",
                    responsible="Методист" if is_city else "Куратор, заместитель директора",
                    expected_result="Отчёт, протокол",
                    is_mandatory=is_city and place == 0,
                    **reading.columns(),
                    **self._progress(reading.due_on or day),
                )

    def _read(self, text: str) -> Reading:
        return read_deadline(text, period=self.period)

    def _progress(self, due_on: date) -> dict[str, object]:
        """Of what is due most is done, a part late; of what is to come a little is begun."""
        drawn = self.random.randrange(100)
        if due_on >= self.term.until:
            return {"progress": Progress.STARTED if drawn < 10 else Progress.PLANNED}
        if drawn < 75:
            done_on = due_on - timedelta(days=drawn % 5)
            return {"progress": Progress.DONE, "done_on": done_on, "report_text": "Проведено."}
        if drawn < 78:
            return {"progress": Progress.DROPPED, "report_text": "Перенесено на следующий год."}
        return {"progress": Progress.STARTED if drawn < 88 else Progress.PLANNED}

    def _write(self, plans: Sequence[Plan]) -> None:
        """Orders first: an approved plan names its own."""
        approved = [plan for plan in plans if plan.roadmap.state == State.APPROVED]
        orders = issue([self._order(plan) for plan in approved], self.term.year)
        for plan, order in zip(approved, orders, strict=True):
            plan.roadmap.approving_order = order
        copy_rows(plan.roadmap for plan in plans)
        sections = [section for plan in plans for section in plan.sections]
        with_keys(sections, "roadmap")
        copy_rows(sections)
        tasks = [task for plan in plans for task in plan.tasks]
        with_keys(tasks, "section")
        copy_rows(tasks)

    def _order(self, plan: Plan) -> Paper:
        title = "Об утверждении плана мероприятий (дорожной карты)"
        own = plan.roadmap.organization
        return Paper(own, plan.editor, "plan_order", title, "7-ОД", self.term.begins)

    def _review(self, plans: Sequence[Plan]) -> None:
        now = timezone.now()
        versions = copy_rows(self._version(plan) for plan in plans)
        pairs = list(zip(plans, versions, strict=True))
        reviews = copy_rows(
            self._verdict(plan, plan.reviewer, version)
            for plan, version in pairs
            if plan.reviewer is not None
        )
        of_plan = {review.roadmap_id: review for review in reviews}
        copy_rows(
            Remark(
                organization=plan.roadmap.organization,
                review=of_plan[plan.roadmap.pk],
                task=task,
                text=REMARK,
                created_by=plan.reviewer,
            )
            for plan in plans
            if plan.reviewer and plan.roadmap.state == State.RETURNED
            for task in plan.tasks[:: len(MEASURES)]
        )
        copy_rows(
            RoadmapMove(
                roadmap=plan.roadmap,
                action=action,
                version=version,
                document=_order_of(plan) if action == "approve" else None,
                made_at=now,
                made_by=(plan.reviewer if action in ("open", "return", "agree") else plan.editor),
            )
            for plan, version in pairs
            for action in (MOVES[State(plan.roadmap.state)] if plan.reviewer else ("approve",))
        )

    @staticmethod
    def _version(plan: Plan) -> Version:
        return Version(
            organization=plan.roadmap.organization,
            roadmap=plan.roadmap,
            number=1,
            content=content_of(plan),
            task_count=len(plan.tasks),
            made_by=plan.editor,
        )

    @staticmethod
    def _verdict(plan: Plan, reviewer: Membership, version: Version) -> Review:
        state, now = VERDICTS[State(plan.roadmap.state)], timezone.now()
        is_taken = state != Review.State.WAITING
        is_decided = state in Review.DECIDED
        return Review(
            organization=plan.roadmap.organization,
            roadmap=plan.roadmap,
            version=version,
            state=state,
            submitted_by=plan.editor,
            taken_at=now if is_taken else None,
            taken_by=reviewer if is_taken else None,
            ended_at=now if is_decided else None,
            ended_by=reviewer if is_decided else None,
        )

    def _hand_down(self, above: Mapping[int, Plan], own: Sequence[Plan]) -> None:
        """Each institution with a plan has taken what its municipality asked."""
        copy_rows(
            TaskAddress(
                organization=plan.roadmap.organization,
                task=task,
                recipients=[TaskAddress.Recipient.INSTITUTION],
                confirmed_by=plan.editor,
            )
            for plan in above.values()
            for task in plan.tasks[:ASKED]
        )
        wordings = {
            task.pk: wording_of(task) for plan in above.values() for task in plan.tasks[:ASKED]
        }
        marks = {pk: mark_of(wording) for pk, wording in wordings.items()}
        copy_rows(
            TaskLink(
                source=source,
                institution=plan.roadmap.organization,
                task=task,
                state=TaskLink.State.ACCEPTED,
                taken=wordings[source.pk],
                taken_mark=marks[source.pk],
                decided_by=plan.editor,
            )
            for plan in own
            for source, task in zip(_base(above, plan).tasks[:ASKED], plan.tasks, strict=False)
        )
        copy_rows(
            PlanLink(
                organization=plan.roadmap.organization,
                roadmap=plan.roadmap,
                parent=_base(above, plan).roadmap,
                kind=PlanLink.Kind.ABOVE,
                linked_by=plan.editor,
            )
            for plan in own
        )


def content_of(plan: Plan) -> list[dict[str, object]]:
    """The plan as its own room freezes it, from the rows at hand."""
    by_section: dict[int, list[TaskText]] = {}
    for task in plan.tasks:
        text = TaskText(key=task.pk, **{name: getattr(task, name) for name in PRINTED})
        by_section.setdefault(task.section_id, []).append(text)
    return [
        asdict(SectionText(row.pk, row.number, row.title, tuple(by_section[row.pk])))
        for row in plan.sections
    ]


def _base(above: Mapping[int, Plan], plan: Plan) -> Plan:
    return above[plan.roadmap.organization.parent_id or 0]


def _order_of(plan: Plan) -> Document | None:
    return plan.roadmap.approving_order
