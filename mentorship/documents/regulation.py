"""The Положение on mentoring of an institution, both regimes (S001; domain E1).

It is adopted by an order: either as annex 1 of the order of introduction, or as a paper of its own
whose stamp takes date and number from the approving order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from mentorship.core.forms import RussianDateField
from mentorship.documents.contexts import DocumentContext, lines_of, requisites
from mentorship.documents.forms import KindForm
from mentorship.documents.kinds import KINDS, ORDERS, Kind
from mentorship.documents.models import Document
from mentorship.documents.orders import day_of
from mentorship.documents.regime_fields import PlaceMixin, RegimeMixin, place_in
from mentorship.documents.regimes import WORDS, Regime, regime_of, standard_basis

CODE = "regulation"
# A paper of the institution's own register: its number is not one of the book of orders.
SERIES = "regulations"
FORMS: Mapping[str, tuple[str, ...]] = {
    Regime.PUPILS: (
        "ученик – ученик",
        "учитель – учитель",
        "студент – ученик",
        "работодатель – ученик",
    ),
    Regime.TEACHERS: (
        "педагог – педагог",
        "руководитель образовательной организации – педагог",
        "педагог вуза (колледжа) – молодой педагог",
    ),
}
REWARDS = (
    "объявление благодарности, вручение благодарственного письма или почётной грамоты",
    "размещение сведений о лучших наставниках на официальном сайте",
    "выдвижение на конкурсы и представление к ведомственным наградам",
    "учёт наставнической деятельности при аттестации",
)


@dataclass(frozen=True)
class Opinion:
    """A body that gave its opinion before the text was adopted, and its protocol."""

    body: str
    number: str
    held_on: date | None


@dataclass(frozen=True)
class RegulationText:
    """What the text of the Положение is made of; the same as an annex and as a paper of its own."""

    regime: str
    place: str
    basis: str
    forms: tuple[str, ...]
    mentor_reports: str
    curator_reports: str
    site: str
    rewards: tuple[str, ...]
    opinions: tuple[Opinion, ...]

    @property
    def is_for_teachers(self) -> bool:
        return self.regime == Regime.TEACHERS.value


@dataclass(frozen=True)
class ApprovedBy:
    """The order whose date and number stand in the stamp."""

    number: str
    dated_on: date


@dataclass(frozen=True, kw_only=True)
class RegulationContext(DocumentContext):
    regulation: RegulationText
    approved_by: ApprovedBy | None


class OrderChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Document) -> str:
        return f"№ {obj.number} от {obj.dated_on:%d.%m.%Y}, {obj.title}"


class RegulationForm(RegimeMixin, PlaceMixin, KindForm):
    """What differs between institutions; the rest of the text is the same for a regime."""

    approved_by = OrderChoice(
        Document.objects.none(),
        label="Утверждено приказом",
        required=False,
        empty_label="приказ ещё не зарегистрирован",
        help_text="Дата и номер в грифе берутся из приказа.",
    )
    forms_list = forms.CharField(
        label="Формы наставничества",
        required=False,
        max_length=1000,
        help_text="Каждая с новой строки. Если пусто, войдут обычные формы выбранной модели.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    mentor_reports = forms.CharField(
        label="Наставник отчитывается", max_length=200, initial="один раз в учебную четверть"
    )
    curator_reports = forms.CharField(
        label="Куратор отчитывается", max_length=200, initial="ежегодно до 10 июня"
    )
    site = forms.CharField(label="Адрес раздела на сайте", max_length=200, required=False)
    rewards = forms.CharField(
        label="Меры поощрения",
        required=False,
        max_length=3000,
        help_text="Каждая с новой строки. Если пусто, войдут обычные меры.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    council_number = forms.CharField(
        label="Протокол педагогического совета: номер", max_length=40, required=False
    )
    council_on = RussianDateField(label="Протокол педагогического совета: дата", required=False)
    union_number = forms.CharField(
        label="Протокол профсоюзной организации: номер", max_length=40, required=False
    )
    union_on = RussianDateField(label="Протокол профсоюзной организации: дата", required=False)
    families_number = forms.CharField(
        label="Протокол совета родителей: номер", max_length=40, required=False
    )
    families_on = RussianDateField(label="Протокол совета родителей: дата", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.member:
            own = Document.objects.visible_to(self.member).registered()
            choice: Any = self.fields["approved_by"]
            choice.queryset = own.filter(kind__in=_order_codes()).order_by("-dated_on", "-pk")


def _order_codes() -> list[str]:
    return [kind.code for kind in KINDS if kind.series == ORDERS]


def regulation_text(document: Document, fields: Mapping[str, Any]) -> RegulationText:
    """The text by the fields of a Положение, or of an order that holds it as an annex."""
    regime = regime_of(fields)
    return RegulationText(
        regime=regime.value,
        place=place_in(document.organization, fields.get("place", "")),
        basis=standard_basis(regime),
        forms=lines_of(fields.get("forms_list", "")) or FORMS[regime],
        mentor_reports=fields.get("mentor_reports") or "один раз в учебную четверть",
        curator_reports=fields.get("curator_reports") or "ежегодно до 10 июня",
        site=fields.get("site", ""),
        rewards=tuple(row.rstrip(".;") for row in lines_of(fields.get("rewards", ""))) or REWARDS,
        opinions=_opinions(regime, fields),
    )


def _opinions(regime: Regime, fields: Mapping[str, Any]) -> tuple[Opinion, ...]:
    """Whose opinion is heard: 273-ФЗ, ст. 26 и 30, ч. 3; of employees ТК, ст. 372."""
    union = ("union", "Мнение первичной профсоюзной организации учтено")
    families = ("families", "Мнение совета родителей и совета обучающихся учтено")
    bodies = [("council", "Принято педагогическим советом")]
    bodies.append(union if regime == Regime.TEACHERS else families)
    return tuple(
        Opinion(words, fields.get(f"{code}_number", ""), day_of(fields.get(f"{code}_on")))
        for code, words in bodies
    )


def build(document: Document) -> RegulationContext:
    number = document.fields.get("approved_by")
    orders = Document.objects.registered().filter(organization=document.organization_id)
    order = orders.filter(pk=number).first() if number else None
    return RegulationContext(
        **requisites(document),
        regulation=regulation_text(document, document.fields),
        approved_by=ApprovedBy(order.number, order.dated_on) if order and order.dated_on else None,
    )


def missing(context: RegulationContext) -> list[str]:
    """It is issued by the approving order, and not before the bodies were heard."""
    lacking = [] if context.approved_by else ["не указан приказ, которым утверждено Положение"]
    return lacking + [
        f"нет протокола: «{opinion.body}»"
        for opinion in context.regulation.opinions
        if not (opinion.number and opinion.held_on)
    ]


def titled(fields: Mapping[str, Any]) -> str:
    """«Положение о целевой модели наставничества обучающихся»: as the paper is headed."""
    return f"Положение о {WORDS[regime_of(fields)].locative}"


def remarks(context: RegulationContext) -> list[str]:
    return [] if context.regulation.site else ["не указан адрес раздела «Наставничество» на сайте"]


KIND = Kind(
    code=CODE,
    title="Положение о наставничестве",
    subject="Положение о системе наставничества",
    folder="regulation",
    group="model",
    form=RegulationForm,
    build=build,
    series=SERIES,
    always_own=True,
    number_pattern="П-{n}",
    titled=titled,
    missing=missing,
    remarks=remarks,
    hint="Проект можно приложить к приказу о внедрении – тогда отдельно он не регистрируется.",
)
