"""The execution report of S002 from data: indicators above, five columns of tasks, plans below."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from mentorship.core.forms import RussianDateField
from mentorship.core.spreadsheets.writing import Column, Table, write_workbook
from mentorship.documents.agreements import lacking
from mentorship.documents.contexts import DocumentContext, requisites
from mentorship.documents.forms import KindForm
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.orders import day_of
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.summaries import readable_values
from roadmaps.exports import COLUMNS, ExportRow, export_rows
from roadmaps.models import Roadmap, Task
from roadmaps.order_fields import RoadmapMixin, newest_roadmap, own_roadmaps

# Plans begin with measures that are still open; a person shortens the list.
MOST_PLANS = 8


@dataclass(frozen=True)
class IndicatorLine:
    """A line of the table above the tasks; `value` is «55 из 108 – 51 %» or why there is none."""

    title: str
    value: str


@dataclass(frozen=True, kw_only=True)
class ExecutionReportContext(DocumentContext):
    """`silent` counts measures of which nothing is said; `total` counts all of them.

    `other_years` is the period of a plan that the year of the report is not in.
    """

    roadmap: str
    period: str
    as_of: date | None
    conclusion: str
    indicators: tuple[IndicatorLine, ...]
    plans: tuple[str, ...]
    next_year: str
    curator: str
    rows: tuple[ExportRow, ...]
    total: int
    done: int
    silent: int
    other_years: str = ""


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
    plans = forms.CharField(
        label="Планируется в следующем учебном году",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="По одному пункту в строке. Сначала здесь мероприятия, которые ещё не выполнены.",
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
    chosen = newest_roadmap(member, year)
    roadmap = own_roadmaps(member.organization_id).filter(pk=chosen.get("roadmap") or 0).first()
    told = {"as_of": today, "curator": member.user.full_name}
    return chosen | told | {"plans": "\n".join(open_plans(roadmap))}


def open_plans(roadmap: Roadmap | None) -> list[str]:
    """Titles of measures that are still open, in the order of the plan."""
    if roadmap is None:
        return []
    tasks = Task.objects.filter(section__roadmap=roadmap).open()
    titles = tasks.order_by("section__position", "position", "pk").values_list("title", flat=True)
    return [" ".join(title.split()) for title in titles[:MOST_PLANS]]


def indicator_lines(
    organization: Organization, year: SchoolYear, day: date
) -> tuple[IndicatorLine, ...]:
    """The table of target indicators as the organization reads it."""
    values = readable_values(organization, year, day)
    return tuple(IndicatorLine(value.indicator.title, value.text) for value in values)


def build(document: Document) -> ExecutionReportContext:
    fields = document.fields
    rows = own_roadmaps(document.organization_id).filter(pk=fields.get("roadmap") or 0)
    roadmap = rows.first()
    tasks = list(Task.objects.filter(section__roadmap=roadmap)) if roadmap else []
    year = SchoolYear(document.school_year)
    as_of = day_of(fields.get("as_of"))
    planned = [task for task in tasks if task.progress == Task.Progress.PLANNED]
    return ExecutionReportContext(
        **requisites(document),
        roadmap=roadmap.title if roadmap else "",
        period=fields.get("period") or f"{year} учебный год",
        as_of=as_of,
        conclusion=(fields.get("conclusion") or "").strip(),
        indicators=indicator_lines(document.organization, year, as_of or timezone.localdate()),
        plans=tuple(filter(None, map(str.strip, (fields.get("plans") or "").splitlines()))),
        next_year=str(SchoolYear(year.first + 1)),
        curator=fields.get("curator", ""),
        rows=tuple(export_rows(roadmap)) if roadmap else (),
        total=len(tasks),
        done=sum(task.progress == Task.Progress.DONE for task in tasks),
        silent=sum(not task.report_text for task in planned),
        other_years=other_years(roadmap, year),
    )


def other_years(roadmap: Roadmap | None, year: SchoolYear) -> str:
    """The period of a plan that does not touch the year whose indicators stand above it."""
    if roadmap is None or (roadmap.starts_on <= year.ends_on and roadmap.ends_on >= year.starts_on):
        return ""
    return f"{roadmap.starts_on:%d.%m.%Y} – {roadmap.ends_on:%d.%m.%Y}"


def missing(context: ExecutionReportContext) -> list[str]:
    wanted = {
        "не выбрана дорожная карта": context.roadmap,
        "в дорожной карте нет мероприятий": context.total or not context.roadmap,
        "не указано, на какой день отчёт": context.as_of,
        "не указан руководитель, который подписывает": context.signatory,
    }
    return lacking(wanted)


def remarks(context: ExecutionReportContext) -> list[str]:
    found = [f"мероприятий без сведений об исполнении: {context.silent}"] if context.silent else []
    if context.other_years:
        found.append(
            f"карта – на {context.other_years}, а показатели – другого учебного года: выберите год "
            "карты в меню слева и составьте отчёт в нём"
        )
    return found


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
    hint="Показатели, пять граф мероприятий с исполнением и планы – из данных системы.",
)


def execution_workbook(roadmap: Roadmap, year: SchoolYear, today: date) -> bytes:
    """The same report as XLSX: a sheet for the indicators, the measures and the plans."""
    heading = f"{roadmap.title}: {year} учебный год"
    titles: list[Column[IndicatorLine]] = [
        Column("Наименование показателя", lambda line: line.title, width=90),
        Column("Значение", lambda line: line.value, width=40),
    ]
    plans: list[Column[str]] = [Column("Планируется", str, width=100)]
    indicators = indicator_lines(roadmap.organization, year, today)
    following = f"{SchoolYear(year.first + 1)} учебный год"
    return write_workbook(
        [
            Table("Показатели", titles, indicators, heading),
            Table("Исполнение", COLUMNS, export_rows(roadmap), heading),
            Table("Планы", plans, open_plans(roadmap), following),
        ]
    )
