"""The personalized program of a pair as a document (domain D2, [R+]; S003; S001, 1.3.7)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from mentorship.bank.papers.people import PersonOnPaper
from mentorship.documents.agreements import lacking
from mentorship.documents.checks import WAYS, Way
from mentorship.documents.contexts import DocumentContext, lines_of, requisites
from mentorship.documents.kinds import Kind, register
from mentorship.documents.models import Document
from mentorship.documents.starting import Start
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.pairs.models import Pair
from mentorship.pairs.papers.choice import PairForm, people_of_pair, sides_of_pair
from mentorship.pairs.workflow import is_owner
from mentorship.programs.models import Program
from mentorship.programs.services import approve_by_paper, cancel_paper
from mentorship.programs.summaries import sections_of

TEXTS = ("relevance", "goal", "technologies", "mode", "monitoring")
LISTS = ("tasks", "indicators")


@dataclass(frozen=True)
class PlanRow:
    """A line of the plan; the day is as the pair agreed, it may not be known."""

    title: str
    due_on: date | None
    planned_result: str
    actual_result: str = ""
    mark: str = ""


@dataclass(frozen=True)
class PlanPart:
    """A part of the plan; the only part of a plain program has no title."""

    title: str
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True)
class FoundDifficulty:
    title: str
    goal: str


@dataclass(frozen=True, kw_only=True)
class ProgramContext(DocumentContext):
    """Sections of domain D2; what the program of the pair does not say is left blank."""

    mentor: PersonOnPaper | None
    mentees: tuple[PersonOnPaper, ...]
    left_out: tuple[str, ...]
    has_program: bool
    is_development: bool
    form: str
    topic: str
    starts_on: date | None
    ends_on: date | None
    relevance: str
    goal: str
    tasks: tuple[str, ...]
    technologies: str
    mode: str
    difficulties: str
    found: tuple[FoundDifficulty, ...]
    plan: tuple[PlanPart, ...]
    results: str
    indicators: tuple[str, ...]
    monitoring: str
    length_warning: str


def build(document: Document) -> ProgramContext:
    sides = sides_of_pair(document)
    pair = sides.pair
    # What a program says is told while everybody in the pair may be named.
    program = None if sides.left_out else program_of(pair)
    lasting = program or pair
    return ProgramContext(
        **requisites(document),
        **_of_program(program),
        mentor=sides.mentor,
        mentees=sides.mentees,
        left_out=sides.left_out,
        form=str(pair.form) if pair else "",
        topic=pair.topic if pair and not sides.left_out else "",
        starts_on=lasting.starts_on if lasting else None,
        ends_on=lasting.ends_on if lasting else None,
    )


def program_of(pair: Pair | None) -> Program | None:
    return Program.objects.filter(pair=pair).first() if pair else None


def parts_of(program: Program) -> tuple[PlanPart, ...]:
    """The plan with its results, part by part."""
    return tuple(
        PlanPart(
            section.title,
            tuple(
                PlanRow(
                    row.title,
                    row.due_on,
                    row.planned_result,
                    row.actual_result,
                    row.get_mark_display() if row.mark else "",
                )
                for row in section.rows
            ),
        )
        for section in sections_of(program)
    )


def _of_program(program: Program | None) -> dict[str, Any]:
    if program is None:
        empty = dict.fromkeys((*TEXTS, "difficulties", "results", "length_warning"), "")
        nothing = dict.fromkeys(("plan", "found", *LISTS), ())
        return {**empty, **nothing, "has_program": False, "is_development": False}
    return {
        **{name: getattr(program, name).strip().rstrip(".") for name in TEXTS},
        "has_program": True,
        "is_development": program.kind == Program.Kind.DEVELOPMENT,
        **{
            name: tuple(line.rstrip(";. ") for line in lines_of(getattr(program, name)))
            for name in LISTS
        },
        "difficulties": program.difficulties.strip(),
        "found": tuple(
            FoundDifficulty(row.title, row.goal) for row in program.found_difficulties.all()
        ),
        "results": program.expected_results.strip(),
        "length_warning": program.length_warning,
        "plan": parts_of(program),
    }


def missing(context: ProgramContext) -> list[str]:
    wanted = {
        "не выбрана пара": context.mentor or context.left_out,
        "у пары нет программы: составьте её на странице пары": context.has_program
        or context.left_out
        or not context.mentor,
        "в программе нет ни одного мероприятия": context.plan or not context.has_program,
        "не указан руководитель, который утверждает программу": context.signatory,
    }
    return lacking(wanted, context.left_out)


def remarks(context: ProgramContext) -> list[str]:
    """Half a program is worth a look; its length is a warning, never a refusal (S001, 1.3.7)."""
    wanted = {
        "не указаны задачи": context.tasks,
        "не описаны затруднения": context.difficulties or context.found,
        "не описаны ожидаемые результаты": context.results,
    }
    lacks = [words for words, value in wanted.items() if context.has_program and not value]
    return lacks + ([context.length_warning] if context.length_warning else [])


def on_registered(document: Document, member: Membership) -> None:
    """The head's approval: the program is approved as it is printed."""
    program = Program.objects.get(pair=document.fields["pair"])
    approve_by_paper(member=member, program=program, document=document)


def on_cancelled(document: Document, member: Membership) -> None:
    program = Program.objects.filter(approval_document=document).first()
    if program:
        cancel_paper(member=member, program=program)


KIND = Kind(
    code="pair_program",
    title="Персонализированная программа наставничества",
    subject="Персонализированная программа наставничества",
    folder="pair_program",
    group="pairs",
    form=PairForm,
    series="pair_programs",
    always_own=True,
    number_pattern="{n}-ПП",
    build=build,
    missing=missing,
    remarks=remarks,
    people=people_of_pair,
    on_registered=on_registered,
    on_cancelled=on_cancelled,
    hint="Всё берётся из программы пары; регистрация утверждает программу.",
)


def starts_of(member: Membership, program: Any) -> list[Start]:
    """The paper of a program, for whoever prepares it; none while a consent is lacking.

    Reads `lacks_consent`, as the page of a program has it.
    """
    is_open = member.may(Right.DOCUMENTS_DRAFT) and is_owner(member, program.pair)
    if program.lacks_consent or not is_open:
        return []
    return [Start(KIND.code, "pair", program.pair_id)]


def register_kind() -> None:
    register(KIND)
    page = ("Страница пары", Right.PAIRS_VIEW, _page_of_pair)
    WAYS.register("program", Way("у пары нет программы", *page))


def _page_of_pair(document: Document) -> str:
    return reverse("pairs:pair_detail", args=[document.fields["pair"]])
