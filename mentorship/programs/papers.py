"""The personalized program of a pair as a document (domain D2, [R+]; S003; S001, 1.3.7)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from mentorship.bank.papers.people import PersonOnPaper
from mentorship.documents.agreements import lacking, typed_lines
from mentorship.documents.contexts import DocumentContext, requisites
from mentorship.documents.kinds import Kind, register
from mentorship.documents.models import Document
from mentorship.documents.starting import Start
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.pairs.models import Pair
from mentorship.pairs.papers.choice import PairForm, people_of_pair, sides_of_pair
from mentorship.pairs.workflow import is_owner
from mentorship.programs.models import Program


@dataclass(frozen=True)
class PlanRow:
    """A line of the plan; the day is as the pair agreed, it may not be known."""

    title: str
    due_on: date | None
    planned_result: str


@dataclass(frozen=True, kw_only=True)
class ProgramContext(DocumentContext):
    """Sections of domain D2; what the program of the pair does not say is typed or left blank."""

    mentor: PersonOnPaper | None
    mentees: tuple[PersonOnPaper, ...]
    left_out: tuple[str, ...]
    has_program: bool
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
    plan: tuple[PlanRow, ...]
    results: str
    monitoring: str
    length_warning: str


class ProgramPaperForm(PairForm):
    relevance = forms.CharField(
        label="Актуальность",
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tasks = forms.CharField(
        label="Задачи",
        max_length=1500,
        required=False,
        help_text="Каждая с новой строки.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    technologies = forms.CharField(
        label="Технологии наставничества",
        max_length=500,
        required=False,
        initial="беседы, консультации, совместная работа, разбор ситуаций",
    )
    mode = forms.CharField(
        label="Режим работы",
        max_length=300,
        required=False,
        initial="очно, встречи не реже одного раза в месяц",
    )
    monitoring = forms.CharField(
        label="Мониторинг и форма отчёта",
        max_length=700,
        required=False,
        initial="анкетирование сторон в начале и в конце программы, отметки о встречах, итоговый "
        "отчёт наставника",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def build(document: Document) -> ProgramContext:
    fields, sides = document.fields, sides_of_pair(document)
    pair = sides.pair
    # What a program says is told while everybody in the pair may be named.
    program = None if sides.left_out else _program(pair)
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
        relevance=_words(fields, "relevance"),
        tasks=typed_lines(fields, "tasks"),
        technologies=_words(fields, "technologies"),
        mode=_words(fields, "mode"),
        monitoring=_words(fields, "monitoring"),
    )


def _program(pair: Pair | None) -> Program | None:
    return Program.objects.filter(pair=pair).first() if pair else None


def _of_program(program: Program | None) -> dict[str, Any]:
    if program is None:
        empty = dict.fromkeys(("goal", "difficulties", "results", "length_warning"), "")
        return {**empty, "has_program": False, "plan": ()}
    return {
        "has_program": True,
        "goal": program.goal.strip().rstrip("."),
        "difficulties": program.difficulties.strip(),
        "results": program.expected_results.strip(),
        "length_warning": program.length_warning,
        "plan": tuple(
            PlanRow(row.title, row.due_on, row.planned_result) for row in program.activities.all()
        ),
    }


def _words(fields: dict[str, Any], name: str) -> str:
    return (fields.get(name) or "").strip().rstrip(".")


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
        "не описаны затруднения": context.difficulties,
        "не описаны ожидаемые результаты": context.results,
    }
    lacks = [words for words, value in wanted.items() if context.has_program and not value]
    return lacks + ([context.length_warning] if context.length_warning else [])


KIND = Kind(
    code="pair_program",
    title="Персонализированная программа наставничества",
    subject="Персонализированная программа наставничества",
    folder="pair_program",
    group="pairs",
    form=ProgramPaperForm,
    series="pair_programs",
    always_own=True,
    number_pattern="{n}-ПП",
    build=build,
    missing=missing,
    remarks=remarks,
    people=people_of_pair,
    hint="Цель, затруднения, план и результаты – из программы пары.",
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
