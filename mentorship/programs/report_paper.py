"""The mentor's final report as a document: results against the plan, in the mentor's words (D5)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.bank.papers.people import PersonOnPaper
from mentorship.documents.agreements import lacking, typed_lines
from mentorship.documents.contexts import DocumentContext, requisites
from mentorship.documents.kinds import Kind, register
from mentorship.documents.models import Document
from mentorship.documents.starting import Start
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.pairs.papers.choice import PairForm, people_of_pair, sides_of_pair
from mentorship.pairs.workflow import is_owner
from mentorship.programs.models import MentorReport, Program
from mentorship.programs.papers import PlanPart, parts_of, program_of
from mentorship.programs.reporting import meetings_held, summary_of


@dataclass(frozen=True, kw_only=True)
class ReportContext(DocumentContext):
    """The plan with its results from the program, the rest as the mentor wrote it."""

    mentor: PersonOnPaper | None
    mentees: tuple[PersonOnPaper, ...]
    left_out: tuple[str, ...]
    form: str
    starts_on: date | None
    ends_on: date | None
    goal: str
    plan: tuple[PlanPart, ...]
    summary: str
    meetings: int
    achieved: tuple[str, ...]
    remaining: tuple[str, ...]
    proposals: tuple[str, ...]
    reported_on: date | None


def build(document: Document) -> ReportContext:
    sides = sides_of_pair(document)
    program = None if sides.left_out else program_of(sides.pair)
    report = MentorReport.objects.filter(program=program).first() if program else None
    return ReportContext(
        **requisites(document),
        **_of_program(program, report),
        mentor=sides.mentor,
        mentees=sides.mentees,
        left_out=sides.left_out,
        form=str(sides.pair.form) if sides.pair else "",
    )


def _of_program(program: Program | None, report: MentorReport | None) -> dict[str, Any]:
    words = ("achieved", "remaining", "proposals")
    typed = {name: getattr(report, name, "") for name in words}
    until = report.reported_on if report else None
    return {
        "starts_on": program.starts_on if program else None,
        "ends_on": program.ends_on if program else None,
        "goal": program.goal.strip().rstrip(".") if program else "",
        "plan": parts_of(program) if program else (),
        "summary": summary_of(program) if program else "",
        "meetings": meetings_held(program.pair, until) if program and until else 0,
        "reported_on": until,
        **{name: typed_lines(typed, name) for name in words},
    }


def missing(context: ReportContext) -> list[str]:
    wanted = {
        "не выбрана пара": context.mentor or context.left_out,
        "отчёт не составлен: наставник заполняет его на странице программы": context.achieved
        or context.left_out
        or not context.mentor,
    }
    return lacking(wanted, context.left_out)


KIND = Kind(
    code="mentor_report",
    title="Итоговый отчёт наставника",
    subject="Итоговый отчёт наставника",
    folder="mentor_report",
    group="results",
    form=PairForm,
    series="mentor_reports",
    always_own=True,
    number_pattern="{n}-ОН",
    build=build,
    missing=missing,
    people=people_of_pair,
    hint="Результаты против плана – из программы пары, слова – из отчёта наставника.",
)


def report_starts_of(member: Membership, program: Any) -> list[Start]:
    """The paper of the report, for whoever prepares papers of the owner."""
    is_open = member.may(Right.DOCUMENTS_DRAFT) and is_owner(member, program.pair)
    if program.lacks_consent or not is_open:
        return []
    return [Start(KIND.code, "pair", program.pair_id)]


def register_kind() -> None:
    register(KIND)
