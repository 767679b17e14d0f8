"""The order of a municipality or a region approving a roadmap for its institutions (S000)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.utils.text import Truncator

from mentorship.core.forms import RussianDateField
from mentorship.core.names import NBSP, Case, initials_after
from mentorship.documents.contexts import NameInCase
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.names import Declension
from mentorship.documents.orders import OrderContext, OrderForm, day_of, order_missing, order_values
from mentorship.documents.regime_fields import RegimeMixin
from mentorship.documents.regimes import WORDS, regime_of, standard_preamble
from mentorship.organizations.models import Organization
from roadmaps.annexes import PlanTable
from roadmaps.order_fields import RoadmapMixin, chosen_plan, newest_roadmap
from roadmaps.review.approval import approved_by_order, order_cancelled

LEVELS = frozenset({Organization.Level.MUNICIPALITY, Organization.Level.REGION})


@dataclass(frozen=True, kw_only=True)
class PlanOrderContext(OrderContext):
    """`about` follows «План мероприятий (дорожную карту)»; `executor` is in the dative."""

    regime: str
    about: str
    institutions: str
    executor: NameInCase | None
    executor_position: NameInCase | None
    inform_until: date | None
    plan: PlanTable | None

    @property
    def about_is_ended(self) -> bool:
        """«… на 2022–2024 гг.» has its full stop already."""
        return self.about.endswith(".")


class PlanOrderForm(RegimeMixin, RoadmapMixin, OrderForm):
    """What the plan is about, who carries it out, and by which day the schools are told."""

    standard_points = {
        "approve": "Утвердить план",
        "executor": "Поручения исполнителю",
        "heads": "Поручение руководителям организаций",
    }

    about = forms.CharField(
        label="План мероприятий (Дорожная карта) …",
        max_length=600,
        help_text="Продолжение: «по внедрению целевой модели … на 2026–2028 годы».",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    institutions = forms.CharField(
        label="Каких организаций",
        max_length=300,
        initial="образовательных организаций",
        help_text="В родительном падеже: «образовательных организаций … округа».",
    )
    executor_position = forms.CharField(label="Исполнитель: должность", max_length=200)
    executor = forms.CharField(label="Исполнитель: фамилия, имя, отчество", max_length=200)
    inform_until = RussianDateField(label="Довести план до руководителей до", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        basis = self.fields["basis"]
        basis.help_text = "Полностью, до слова «приказываю». Если пусто, войдут акты модели."


def build(document: Document) -> PlanOrderContext:
    fields, names = document.fields, Declension(document.organization)
    regime, executor = regime_of(document.fields), fields.get("executor", "")
    position = fields.get("executor_position", "")
    values = order_values(document, PlanOrderForm, names, [executor], {executor: position})
    values["basis"] = values["basis"] or standard_preamble(regime)
    return PlanOrderContext(
        **values,
        regime=regime.value,
        about=_about(fields),
        institutions=" ".join(fields.get("institutions", "").split()),
        executor=_short(names, executor) if executor else None,
        executor_position=_leading(names.position(position, Case.DATIVE)) if position else None,
        inform_until=day_of(fields.get("inform_until")),
        plan=chosen_plan(document),
    )


def titled(fields: Mapping[str, Any]) -> str:
    """«Об утверждении Плана …», as long as a title may be."""
    title = f"Об утверждении Плана мероприятий (Дорожной карты) {_about(fields)}"
    return Truncator(title).chars(300)


def _about(fields: Mapping[str, Any]) -> str:
    usual = f"по внедрению {WORDS[regime_of(fields)].genitive}"
    return " ".join((fields.get("about") or usual).split())


def _leading(name: NameInCase) -> NameInCase:
    """«Заведующей …»: it begins the point."""
    return replace(name, text=name.text[:1].upper() + name.text[1:])


def _short(names: Declension, full_name: str) -> NameInCase:
    """«Лыковой Е. П.»: initials stay with the surname on one line."""
    short = names.name(initials_after(full_name), Case.DATIVE)
    return replace(short, text=re.sub(r" (?=\w\.)", NBSP, short.text))


def missing(context: PlanOrderContext) -> list[str]:
    codes = {point.code for point in context.points}
    wanted: dict[str, Any] = {"не выбрана дорожная карта для приложения": context.plan}
    if "executor" in codes:
        wanted |= {
            "не указан исполнитель": context.executor and context.executor_position,
            "не указан срок, в который план доводится до руководителей": context.inform_until,
        }
    return order_missing(context, wanted)


KIND = Kind(
    code="plan_order",
    title="Приказ об утверждении плана мероприятий (дорожной карты)",
    subject="Об утверждении плана мероприятий (дорожной карты)",
    folder="plan_order",
    group="model",
    form=PlanOrderForm,
    build=build,
    levels=LEVELS,
    missing=missing,
    initial=newest_roadmap,
    titled=titled,
    on_registered=approved_by_order,
    on_cancelled=order_cancelled,
    opens_group=True,
    hint="План для организаций муниципалитета или региона, с поручениями и сроками.",
)
