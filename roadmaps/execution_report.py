"""The execution report of a roadmap as a document: the five columns of S002, from the tasks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from mentorship.core.forms import RussianDateField
from mentorship.documents.agreements import lacking
from mentorship.documents.contexts import DocumentContext, requisites
from mentorship.documents.forms import KindForm
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.orders import day_of
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from roadmaps.exports import ExportRow, export_rows
from roadmaps.models import Task
from roadmaps.order_fields import RoadmapMixin, newest_roadmap, own_roadmaps


@dataclass(frozen=True, kw_only=True)
class ExecutionReportContext(DocumentContext):
    """`silent` counts measures of which nothing is said; `total` counts all of them."""

    roadmap: str
    period: str
    as_of: date | None
    conclusion: str
    curator: str
    rows: tuple[ExportRow, ...]
    total: int
    done: int
    silent: int


class ExecutionReportForm(RoadmapMixin, KindForm):
    period = forms.CharField(
        label="За период",
        max_length=100,
        required=False,
        help_text="Если пусто – учебный год документа.",
    )
    as_of = RussianDateField(label="По состоянию на", required=False)
    conclusion = forms.CharField(
        label="Выводы",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    curator = forms.CharField(
        label="Ответственный за внедрение: фамилия, имя, отчество", max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["roadmap"]
        field.label, field.required, field.help_text = "Дорожная карта", True, ""


def initial(member: Membership, year: SchoolYear) -> dict[str, Any]:
    """The newest plan of the year, today, and whoever prepares the report."""
    today = year.counted_on(timezone.localdate()).isoformat()
    return newest_roadmap(member, year) | {"as_of": today, "curator": member.user.full_name}


def build(document: Document) -> ExecutionReportContext:
    fields = document.fields
    rows = own_roadmaps(document.organization_id).filter(pk=fields.get("roadmap") or 0)
    roadmap = rows.first()
    tasks = list(Task.objects.filter(section__roadmap=roadmap)) if roadmap else []
    planned = [task for task in tasks if task.progress == Task.Progress.PLANNED]
    return ExecutionReportContext(
        **requisites(document),
        roadmap=roadmap.title if roadmap else "",
        period=fields.get("period") or f"{SchoolYear(document.school_year)} учебный год",
        as_of=day_of(fields.get("as_of")),
        conclusion=(fields.get("conclusion") or "").strip(),
        curator=fields.get("curator", ""),
        rows=tuple(export_rows(roadmap)) if roadmap else (),
        total=len(tasks),
        done=sum(task.progress == Task.Progress.DONE for task in tasks),
        silent=sum(not task.report_text for task in planned),
    )


def missing(context: ExecutionReportContext) -> list[str]:
    wanted = {
        "не выбрана дорожная карта": context.roadmap,
        "в дорожной карте нет мероприятий": context.total or not context.roadmap,
        "не указано, на какой день отчёт": context.as_of,
        "не указан руководитель, который подписывает": context.signatory,
    }
    return lacking(wanted)


def remarks(context: ExecutionReportContext) -> list[str]:
    return [f"мероприятий без сведений об исполнении: {context.silent}"] if context.silent else []


KIND = Kind(
    code="execution_report",
    title="Отчёт об исполнении дорожной карты",
    subject="Отчёт об исполнении дорожной карты",
    folder="execution_report",
    group="results",
    levels=frozenset({Organization.Level.INSTITUTION, Organization.Level.MUNICIPALITY}),
    form=ExecutionReportForm,
    series="execution_reports",
    always_own=True,
    number_pattern="{n}-ОТ",
    build=build,
    missing=missing,
    remarks=remarks,
    initial=initial,
    hint="Пять граф: мероприятия, сроки, ответственные, исполнение – из дорожной карты.",
)
