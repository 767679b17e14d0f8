"""The sheet of agreement of a plan as a document: its rounds, verdicts, dates, who signs (R6).

The form is that of `approval_sheet` (domain E4, [R+]), filled with what has happened in review.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils import timezone

from mentorship.core.names import initials_before
from mentorship.documents.agreements import lacking
from mentorship.documents.contexts import DocumentContext, requisites
from mentorship.documents.forms import KindForm
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import Remark, Review
from roadmaps.order_fields import RoadmapMixin, newest_roadmap
from roadmaps.review.approval import plan_of

CODE = "roadmap_agreement"


@dataclass(frozen=True)
class Round:
    """One look at the plan: which version, from when to when, how many remarks, what was decided.

    `remarks` are texts with the school's answers, as they stand on the day of the sheet.
    """

    WORDS: ClassVar[Mapping[str, str]] = {"tasks": "мероприятий"}

    version: int
    tasks: int
    submitted_on: date
    decided_on: date | None
    verdict: str
    remarks: tuple[str, ...]
    signer: str
    position: str
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class AgreementSheetContext(DocumentContext):
    plan: str
    period: str
    municipality: str
    rounds: tuple[Round, ...]
    is_agreed: bool


class AgreementSheetForm(RoadmapMixin, KindForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["roadmap"]
        field.label, field.required, field.help_text = "Дорожная карта", True, ""


def initial(member: Membership, year: SchoolYear) -> dict[str, Any]:
    return newest_roadmap(member, year)


def build(document: Document) -> AgreementSheetContext:
    roadmap = plan_of(document)
    parent = document.organization.parent
    rounds = rounds_of(roadmap.pk) if roadmap else ()
    return AgreementSheetContext(
        **requisites(document),
        plan=roadmap.title if roadmap else "",
        period=f"{roadmap.starts_on:%d.%m.%Y} – {roadmap.ends_on:%d.%m.%Y}" if roadmap else "",
        municipality=parent.name if parent else "",
        rounds=rounds,
        is_agreed=bool(rounds) and rounds[-1].verdict == Review.State.AGREED.label,
    )


def rounds_of(roadmap: int) -> tuple[Round, ...]:
    """Rounds with a verdict and the one that waits for it; a recalled version was never looked at.

    The methodist is an official and signs for the municipality, so the sheet names them.
    """
    rows = Review.objects.filter(roadmap=roadmap).exclude(state=Review.State.RECALLED)
    rows = rows.select_related("version", "ended_by__user").order_by("version__number")
    return tuple(_round(row) for row in rows.defer("version__content"))


def _round(review: Review) -> Round:
    decided = review.ended_by
    remarks = Remark.objects.standing().filter(review=review).select_related("task")
    return Round(
        version=review.version.number,
        tasks=review.version.task_count,
        submitted_on=timezone.localdate(review.submitted_at),
        decided_on=timezone.localdate(review.ended_at) if review.ended_at else None,
        verdict=review.get_state_display(),
        remarks=tuple(_words(remark) for remark in remarks),
        signer=initials_before(decided.user.full_name) if decided else "",
        position="муниципальный методист" if decided else "",
        comment=review.comment,
    )


def _words(remark: Remark) -> str:
    """«п. 4.2 «Обучение наставников»: перенесите. Ответ: исправлено»."""
    task = remark.task
    number = f"п. {task.number.rstrip('.')} " if task and task.number else ""
    place = f"{number}«{task.title}»: " if task else ""
    answer = f". Ответ: {remark.answer}" if remark.answer else ""
    return f"{place}{remark.text.rstrip('.') if answer else remark.text}{answer}"


def missing(context: AgreementSheetContext) -> list[str]:
    return lacking(
        {
            "не выбрана дорожная карта": context.plan,
            "карту ещё не отправляли на проверку": context.rounds,
            "не указан руководитель, который подписывает": context.signatory,
        }
    )


def remarks(context: AgreementSheetContext) -> list[str]:
    return [] if context.is_agreed or not context.rounds else ["карта ещё не согласована"]


KIND = Kind(
    code=CODE,
    title="Лист согласования дорожной карты",
    subject="Лист согласования дорожной карты",
    folder="roadmap_agreement",
    group="model",
    form=AgreementSheetForm,
    series="approval_sheets",
    always_own=True,
    number_pattern="{n}-ЛС",
    build=build,
    missing=missing,
    remarks=remarks,
    initial=initial,
    hint="Версии карты, замечания методиста, решения и даты – из проверки.",
)
