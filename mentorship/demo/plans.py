"""The municipal plan on its way into the plan of a school, plans on review, a report by figures."""

from datetime import date

from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from roadmaps.cascade.accepting import accept_tasks, decline_task, join_task, proposals_for
from roadmaps.cascade.addressing import addressable_tasks, confirm_suggestions
from roadmaps.models import Roadmap, RoadmapTemplate, Task
from roadmaps.patterns.library import plan_from_template
from roadmaps.patterns.shifting import period_from
from roadmaps.progress.services import bind_task, write_progress
from roadmaps.review.mandatory import mark_mandatory
from roadmaps.review.services import submit_roadmap
from roadmaps.review.verdicts import Notes, decide_review, take_review
from roadmaps.services import report_mark, report_task, update_task

TAKEN, MANDATORY = 8, 4


def municipal_year(methodist: Membership, curator: Membership, today: date) -> None:
    """A plan made from the built-in template; the school takes some tasks, refuses one."""
    year = SchoolYear.containing(today)
    template = RoadmapTemplate.objects.get(organization=None, code="municipal-s000")
    starts_on, ends_on = period_from((template.starts_on, template.ends_on), date(year.first, 3, 1))
    roadmap = plan_from_template(
        member=methodist,
        template=template,
        title=f"{template.title} на {starts_on.year}–{ends_on.year} годы",
        starts_on=starts_on,
        ends_on=ends_on,
        move_days_off=True,
    )
    asked = [row.task.pk for row in addressable_tasks(roadmap, methodist) if row.suggestion]
    confirm_suggestions(roadmap=roadmap, member=methodist, tasks=asked)
    mark_mandatory(roadmap=roadmap, member=methodist, tasks=asked[:MANDATORY])
    decide(curator, own_plan(curator, year), today)
    first = Task.objects.filter(section__roadmap=roadmap, links__isnull=False).first()
    if first:
        update_task(
            task=first,
            member=methodist,
            number=first.number,
            title=first.title,
            deadline_text=f"до 01.06.{starts_on.year + 1} г.",
            responsible=first.responsible,
            expected_result=first.expected_result,
        )


def plans_on_review(members: dict[str, Membership], today: date) -> None:
    """Two plans wait in queues of their methodists; one has come back with remarks."""
    year = SchoolYear.containing(today)
    for login in ("kurator.litsey3", "kurator.litsey5.omsk"):
        curator = members[login]
        submit_roadmap(roadmap=own_plan(curator, year), member=curator, note="План на весь год.")
    curator, methodist = members["kurator.ds20.surgut"], members["metodist.udou.surgut"]
    plan = own_plan(curator, year)
    review = submit_roadmap(roadmap=plan, member=curator)
    take_review(review=review, member=methodist)
    task = Task.objects.filter(section__roadmap=plan, title__startswith="Обучение").get()
    remarks = {
        task.pk: "Обучение наставников стоит позже первых встреч: перенесите на сентябрь.",
        None: "Добавьте мероприятие по работе с родителями воспитанников.",
    }
    notes = Notes(remarks)
    decide_review(review=review, member=methodist, action="return", notes=notes)


def own_plan(curator: Membership, year: SchoolYear) -> Roadmap:
    plans = Roadmap.objects.in_use().of_year(year).filter(organization=curator.organization)
    return plans.order_by("-starts_on", "pk")[0]


def decide(curator: Membership, plan: Roadmap, today: date) -> None:
    """Some proposals are taken, one answers to a task that is there, one is refused.

    What was due before is done: a school late by half a year with everything would be no example.
    """
    waiting = proposals_for(curator.organization)
    made = accept_tasks(member=curator, roadmap=plan, addresses=waiting[:TAKEN])
    for task in made:
        if task.due_on and task.due_on < today:
            report_task(task=task, member=curator, progress="done", done_on=task.due_on)
    own = Task.objects.filter(section__roadmap=plan, source_link=None).order_by("pk")
    join_task(member=curator, address=waiting[TAKEN], task=own[0])
    reason = "Обучение проводит региональный центр, отдельный график школе не нужен."
    decline_task(member=curator, address=waiting[TAKEN + 1], reason=reason)


def report_by_figures(curator: Membership, today: date) -> None:
    """The task about pairs is bound to the order on pairs, its report is written with figures."""
    year = SchoolYear.containing(today)
    own = Task.objects.filter(section__roadmap=own_plan(curator, year))
    task = own.filter(title__icontains="пар").order_by("pk").first()
    if task is None:
        return
    bind_task(task=task, member=curator, code="pairs_order")
    seen = report_mark(task)
    write_progress(task=task, member=curator, year=year, seen=seen, today=today)
