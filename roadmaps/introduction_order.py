"""The order on introducing the target model: the Положение, the roadmap, who answers (E1, S003).

Registered, it approves the roadmap that has been agreed (`review/approval.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from mentorship.core.forms import RussianDateField
from mentorship.core.names import Case
from mentorship.documents.contexts import NameInCase, lines_of
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.names import Declension
from mentorship.documents.orders import OrderContext, OrderForm, day_of, order_missing, order_values
from mentorship.documents.regime_fields import PlaceMixin, RegimeMixin, regime_values
from mentorship.documents.regimes import WORDS, regime_of
from mentorship.documents.regulation import CODE as REGULATION
from mentorship.documents.regulation import RegulationText, regulation_text
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from roadmaps.annexes import PlanTable
from roadmaps.models import Roadmap
from roadmaps.order_fields import RoadmapMixin, chosen_plan, newest_roadmap
from roadmaps.review.approval import (
    NOT_AGREED,
    WAITS,
    approved_by_order,
    order_cancelled,
    state_of_plan,
)

CODE = "introduction_order"
RESULTS = (
    "вовлечение обучающихся и педагогических работников в программы наставничества",
    "сформированные базы наставников и наставляемых, закреплённые пары и группы",
    "реализованные персонализированные программы наставничества",
    "удовлетворённость наставников и наставляемых участием в программах",
)


@dataclass(frozen=True, kw_only=True)
class IntroductionOrderContext(OrderContext):
    """`regulation` and `plan` are the annexes; without one its point is left out.

    `plan_state` is how far the plan has come in review (`Roadmap.State`).
    """

    heading: tuple[str, ...]
    regime: str
    place: str
    starts_on: date | None
    ends_on: date | None
    regulation: RegulationText | None
    plan: PlanTable | None
    curator: NameInCase | None
    curator_position: NameInCase | None
    supplier: NameInCase | None
    supplier_position: NameInCase | None
    first_monitoring_on: date | None
    last_monitoring_on: date | None
    results: tuple[str, ...]
    plan_state: str = ""

    @property
    def plan_annex(self) -> int:
        return 2 if self.regulation else 1

    def has_point(self, code: str) -> bool:
        return any(point.code == code for point in self.points)


class RegulationChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Document) -> str:
        return f"проект от {timezone.localtime(obj.created_at):%d.%m.%Y}"


class IntroductionOrderForm(RegimeMixin, PlaceMixin, RoadmapMixin, OrderForm):
    """Terms, annexes, those who answer, monitoring and results."""

    standard_points = {
        "introduce": "Внедрить модель и сроки внедрения",
        "regulation": "Утвердить Положение",
        "roadmap": "Утвердить дорожную карту",
        "curator": "Назначить куратора",
        "supplier": "Материально-техническое обеспечение",
        "monitoring": "Сроки мониторинга",
        "results": "Планируемые результаты",
    }

    heading = forms.CharField(
        label="Заголовок приказа",
        max_length=300,
        required=False,
        help_text="Если пусто: «О внедрении …».",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    starts_on = RussianDateField(label="Внедрить с", required=False)
    ends_on = RussianDateField(label="Внедрить по", required=False)
    regulation = RegulationChoice(
        Document.objects.none(),
        label="Положение (приложение)",
        required=False,
        empty_label="обычный текст выбранной модели",
        help_text="Чтобы не прилагать Положение, уберите пункт о нём.",
    )
    curator = forms.CharField(
        label="Куратор: фамилия, имя, отчество", max_length=200, required=False
    )
    curator_position = forms.CharField(label="Куратор: должность", max_length=200, required=False)
    supplier = forms.CharField(
        label="Ответственный за материально-техническое обеспечение: фамилия, имя, отчество",
        max_length=200,
        required=False,
    )
    supplier_position = forms.CharField(
        label="Ответственный за материально-техническое обеспечение: должность",
        max_length=200,
        required=False,
    )
    first_monitoring_on = RussianDateField(label="Первый этап мониторинга до", required=False)
    last_monitoring_on = RussianDateField(label="Итоговый этап мониторинга до", required=False)
    results = forms.CharField(
        label="Планируемые результаты",
        max_length=4000,
        required=False,
        help_text="Каждый с новой строки. Если пусто, войдут обычные.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.member:
            field: Any = self.fields["regulation"]
            field.queryset = regulations(self.member.organization_id).order_by("-created_at", "-pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Срок внедрения заканчивается раньше, чем начинается.")
        return cleaned


def regulations(organization: int) -> Any:
    """Drafts only: a registered Положение has an approving order already."""
    return Document.objects.drafts().filter(organization=organization, kind=REGULATION)


def initial(member: Membership, year: SchoolYear) -> dict[str, Any]:
    """The plan of the year, its first and last day, and the curator who prepares the order."""
    chosen = newest_roadmap(member, year)
    if member.role == Role.CURATOR:
        chosen["curator"] = member.user.full_name
    return chosen | {
        "starts_on": year.starts_on.isoformat(),
        "ends_on": year.ends_on.isoformat(),
    }


def build(document: Document) -> IntroductionOrderContext:
    fields, names = document.fields, Declension(document.organization)
    curator, supplier = fields.get("curator", ""), fields.get("supplier", "")
    titles = {curator: fields.get("curator_position", "")}
    titles[supplier] = titles.get(supplier) or fields.get("supplier_position", "")
    values = order_values(document, IntroductionOrderForm, names, [curator, supplier], titles)
    codes = {point.code for point in values["points"]}
    return IntroductionOrderContext(
        **values | regime_values(document),
        heading=lines_of(fields.get("heading", "")),
        regulation=_regulation(document) if "regulation" in codes else None,
        plan=chosen_plan(document) if "roadmap" in codes else None,
        plan_state=state_of_plan(document) if "roadmap" in codes else "",
        **_persons(fields, names),
        **_days(fields),
        results=tuple(row.rstrip(".;") for row in lines_of(fields.get("results", ""))) or RESULTS,
    )


def titled(fields: Mapping[str, Any]) -> str:
    """The heading that was typed, else that of the regime."""
    typed = " ".join(lines_of(fields.get("heading", "")))
    return typed or f"О внедрении {WORDS[regime_of(fields)].genitive}"


def _days(fields: dict[str, Any]) -> dict[str, Any]:
    days = ("starts_on", "ends_on", "first_monitoring_on", "last_monitoring_on")
    return {name: day_of(fields.get(name)) for name in days}


def _persons(fields: dict[str, Any], names: Declension) -> dict[str, Any]:
    """Both are appointed: accusative."""
    found: dict[str, NameInCase | None] = {}
    for role in ("curator", "supplier"):
        name, title = fields.get(role, ""), fields.get(f"{role}_position", "")
        found[role] = names.name(name, Case.ACCUSATIVE) if name else None
        found[f"{role}_position"] = names.position(title, Case.ACCUSATIVE) if title else None
    return found


def _regulation(document: Document) -> RegulationText:
    """The chosen draft's text; without one the usual text by the fields of the order."""
    number = document.fields.get("regulation")
    chosen = regulations(document.organization_id).filter(pk=number).first() if number else None
    return regulation_text(document, chosen.fields if chosen else document.fields)


def missing(context: IntroductionOrderContext) -> list[str]:
    """Only of the points that are in the order: what was left out is not asked for."""
    wanted: dict[str, tuple[str, Any]] = {
        "introduce": ("не указан срок внедрения", context.starts_on and context.ends_on),
        "curator": ("не указан куратор", context.curator),
        "supplier": (
            "не указан ответственный за материально-техническое обеспечение",
            context.supplier,
        ),
        "monitoring": (
            "не указаны сроки мониторинга",
            context.first_monitoring_on and context.last_monitoring_on,
        ),
    }
    asked = {words: value for code, (words, value) in wanted.items() if context.has_point(code)}
    found = order_missing(context, asked)
    if context.plan_state in WAITS:
        found.append(WAITS[Roadmap.State(context.plan_state)])
    return found


def remarks(context: IntroductionOrderContext) -> list[str]:
    found = []
    if context.has_point("roadmap") and not context.plan:
        found.append("дорожная карта не выбрана: пункта о ней в приказе нет")
    if context.plan_state == Roadmap.State.DRAFT:
        found.append(NOT_AGREED)
    if context.regulation and not all(o.number for o in context.regulation.opinions):
        found.append("в Положении не указаны протоколы, которыми оно принято и согласовано")
    return found


KIND = Kind(
    code=CODE,
    title="Приказ о внедрении целевой модели",
    subject="О внедрении целевой модели наставничества",
    folder="introduction_order",
    group="model",
    form=IntroductionOrderForm,
    build=build,
    missing=missing,
    remarks=remarks,
    initial=initial,
    titled=titled,
    on_registered=approved_by_order,
    on_cancelled=order_cancelled,
    opens_group=True,
    hint="С Положением и дорожной картой в приложениях.",
)
