"""What a year's report found: the correction of the plan starts from it (S004, этап 8).

The registry is open: the room of indicators adds those below the plan.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mentorship.core.registry import Registry
from mentorship.core.wording import date_in_words
from mentorship.documents.models import Document
from mentorship.organizations.school_year import SchoolYear
from roadmaps.cascade.accepting import changes_for, proposals_for
from roadmaps.models import Roadmap, Task

LONGEST = 200  # characters of a title in a finding


@dataclass(frozen=True)
class Finding:
    """One thing to correct; `task` leads to the measure it is about."""

    code: str
    text: str
    task: int | None = None


Source = Callable[[Roadmap, SchoolYear, date], list[Finding]]
FINDINGS: Registry[Source] = Registry()


def findings_of(roadmap: Roadmap, year: SchoolYear, today: date) -> list[Finding]:
    """Everything the sources find, each once."""
    found = {
        finding.code: finding for source in FINDINGS for finding in source(roadmap, year, today)
    }
    return list(found.values())


def conclusions(roadmap: Roadmap, year: SchoolYear, today: date) -> list[Finding]:
    """The conclusions of the last registered execution report, line by line."""
    reports = Document.objects.registered().filter(
        organization=roadmap.organization_id,
        kind="execution_report",
        school_year__lte=year.first,
        dated_on__lte=today,
    )
    report = reports.order_by("-dated_on", "-pk").first()
    lines = (report.fields.get("conclusion") or "").splitlines() if report else []
    said = [line.strip(" –-•;.") for line in lines]
    return [
        Finding(f"report-{report.pk}-{place}", f"вывод отчёта № {report.number}: {line}")
        for place, line in enumerate(said, start=1)
        if report and line
    ]


def late_tasks(roadmap: Roadmap, year: SchoolYear, today: date) -> list[Finding]:
    """Open tasks past their day, and those that were dropped."""
    tasks = Task.objects.filter(section__roadmap=roadmap).order_by("section__position", "position")
    found = []
    for task in tasks:
        title = f"«{task.number} {task.title[:LONGEST]}»".replace("« ", "«")
        if task.is_overdue(today) and task.due_on:
            words = f"не выполнено {title}, срок был {date_in_words(task.due_on)}"
            found.append(Finding(f"late-{task.pk}", words, task.pk))
        elif task.progress == Task.Progress.DROPPED:
            found.append(Finding(f"dropped-{task.pk}", f"не проводится {title}", task.pk))
        elif task.progress == Task.Progress.DONE and not task.report_text.strip():
            words = f"выполнено, но не описано в отчёте {title}"
            found.append(Finding(f"silent-{task.pk}", words, task.pk))
    return found


def from_above(roadmap: Roadmap, year: SchoolYear, today: date) -> list[Finding]:
    """Tasks and changes of the municipality that wait for a decision."""
    if not roadmap.organization.is_institution:
        return []
    asked = [
        Finding(
            f"asked-{row.task_id}",
            f"поручение муниципалитета не принято: «{row.task.title[:LONGEST]}»",
        )
        for row in proposals_for(roadmap.organization)
    ]
    changed = [
        Finding(
            f"changed-{row.link.pk}-{row.mark}",
            f"муниципалитет изменил: «{row.link.source.title[:LONGEST]}»",
            row.link.task_id,
        )
        for row in changes_for(roadmap.organization)
    ]
    return asked + changed


def register() -> None:
    FINDINGS.register("roadmaps.conclusions", conclusions)
    FINDINGS.register("roadmaps.tasks", late_tasks)
    FINDINGS.register("roadmaps.above", from_above)
