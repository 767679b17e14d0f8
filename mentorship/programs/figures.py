"""Figures of personalized programs, reports of mentors and practices shared.

A program is over on the day the move says, or on its own last day when that is earlier.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import DateField, OuterRef, Subquery
from django.db.models.functions import Least

from mentorship.organizations.figures import Facts, Figure, register_figure
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.figures import OF_PAIRS
from mentorship.programs.models import MentorReport, Practice, Program, ProgramMove


def approved(year: SchoolYear, day: date, *, completed: bool = False) -> Sequence[Facts]:
    """Programs of pairs of the year approved by the day, with `completed` those over by it."""
    told = ProgramMove.objects.filter(program=OuterRef("pk"), action="complete")
    ended = Subquery(told.order_by("-dated_on").values("dated_on")[:1])
    rows = Program.objects.filter(pair__school_year=year.first, approved_on__lte=day)
    if completed:
        rows = rows.alias(over_on=Least("ends_on", ended, output_field=DateField()))
        rows = rows.filter(state=Program.State.COMPLETED, over_on__lte=day)
    rows = rows.select_related("pair__form").order_by("starts_on", "pk")
    return [Facts(rows, "institution", "pk", OF_PAIRS)]


def reports(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Final reports of mentors by the day."""
    rows = MentorReport.objects.filter(
        program__pair__school_year=year.first, reported_on__lte=day
    ).select_related("program__pair__form")
    own = {code: f"program__{path}" for code, path in OF_PAIRS.items()}
    return [Facts(rows.order_by("reported_on", "pk"), "program__institution", "pk", own)]


def practices(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Practices open to the region on the day, of whatever year (S000, 2.2)."""
    rows = Practice.objects.filter(state=Practice.State.PUBLISHED, published_on__lte=day)
    own = {"form": "form__code", "regime": "form__regime"}
    return [Facts(rows.order_by("title", "pk"), "organization", "pk", own)]


def describe_program(program: Any) -> str:
    return f"Программа пары № {program.pair_id}, {program.pair.form.title.lower()}"


def describe_report(report: Any) -> str:
    return f"{describe_program(report.program)}, отчёт от {report.reported_on:%d.%m.%Y}"


FIGURES = [
    Figure(
        "programs_approved",
        "Утверждённые персонализированные программы",
        "Программы пар учебного года, утверждённые по дату подсчёта, вместе с завершёнными.",
        "программ",
        approved,
        describe=describe_program,
    ),
    Figure(
        "programs_completed",
        "Завершённые персонализированные программы",
        "Программы пар учебного года, завершённые к дате подсчёта.",
        "программ",
        partial(approved, completed=True),
        describe=describe_program,
    ),
    Figure(
        "mentor_reports",
        "Итоговые отчёты наставников",
        "Отчёты наставников по программам учебного года, написанные по дату подсчёта.",
        "отчётов",
        reports,
        institution="program__institution",
        describe=describe_report,
    ),
    Figure(
        "practices_published",
        "Практики в базе программ",
        "Программы и практики организации, опубликованные для региона по дату подсчёта.",
        "практик",
        practices,
        institution="organization",
    ),
]


def register() -> None:
    for figure in FIGURES:
        register_figure(figure)
