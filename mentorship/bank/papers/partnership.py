"""Agreements with partners: social partnership and network cooperation (S004, этап 4; S001, 4.6.1).

Registered, each stands among the agreements of its partner; the text is for the lawyer to check:
of contents only the kinds are named in the sources ([R+], domain E1).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms

from mentorship.bank.models import Agreement, Partner
from mentorship.core.forms import RussianDateField
from mentorship.core.names import initials_before
from mentorship.documents.agreements import (
    AgreementContext,
    Party,
    Representative,
    agreement_values,
    lacking,
    organization_party,
    representative,
    representative_of,
    signed_by_parties,
    typed_lines,
)
from mentorship.documents.contexts import as_signed
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.names import Declension
from mentorship.documents.orders import day_of
from mentorship.documents.point_forms import PointsForm
from mentorship.organizations.models import Membership, Organization


@dataclass(frozen=True, kw_only=True)
class PartnershipContext(AgreementContext):
    partner: str
    acting: Representative | None
    partner_acting: Representative | None
    partner_basis: str
    subject: str
    own_duties: tuple[str, ...]
    partner_duties: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None


class PartnershipForm(PointsForm):
    standard_points = {
        "subject": "Предмет договора",
        "own": "Обязанности организации",
        "partner": "Обязанности партнёра",
        "term": "Срок",
        "data": "Персональные данные",
        "ending": "Изменение и расторжение",
        "final": "Заключительные положения",
    }
    default_subject: ClassVar[str] = (
        "взаимодействие сторон в реализации программ наставничества обучающихся: участие "
        "работников Партнёра в качестве наставников, экскурсии, профессиональные пробы, "
        "совместные мероприятия"
    )

    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label="Партнёр",
        help_text="Нового партнёра сначала запишите в разделе «Партнёры».",
    )
    partner_position = forms.CharField(
        label="Должность того, кто подписывает за партнёра", max_length=200, required=False
    )
    partner_name = forms.CharField(label="Фамилия, имя, отчество", max_length=200, required=False)
    partner_basis = forms.CharField(
        label="Действует на основании", max_length=200, initial="Устава", required=False
    )
    subject = forms.CharField(
        label="Предмет", max_length=1500, widget=forms.Textarea(attrs={"rows": 3})
    )
    own_duties = forms.CharField(
        label="Обязанности организации",
        max_length=2000,
        initial="согласовать с Партнёром план совместной работы\n"
        "обеспечить участие обучающихся и организационные условия встреч\n"
        "назначить ответственного за взаимодействие",
        help_text="Каждая с новой строки.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    partner_duties = forms.CharField(
        label="Обязанности партнёра",
        max_length=2000,
        initial="направить работников, готовых быть наставниками, с их согласия\n"
        "обеспечить безопасные условия при посещении своей территории\n"
        "назначить ответственного за взаимодействие",
        help_text="Каждая с новой строки.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts_on = RussianDateField(
        label="Действует с", required=False, help_text="Если пусто – с даты договора."
    )
    ends_on = RussianDateField(label="Действует по", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = dict(self.fields)
        partners = Partner.objects.visible_to(self.member)
        fields["partner"].queryset = partners.order_by("name", "pk")
        fields["subject"].initial = self.default_subject


class NetworkForm(PartnershipForm):
    """The other side is an institution of the same municipality, or a partner (a college)."""

    default_subject = (
        "сетевое взаимодействие сторон в реализации программ наставничества: обмен опытом, работа "
        "наставников одной стороны с наставляемыми другой, общие обучающие мероприятия"
    )

    institution = forms.ModelChoiceField(
        Organization.objects.none(), label="Образовательная организация", required=False
    )

    field_order = ("institution", "partner")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.member.organization
        choice: Any = self.fields["institution"]
        neighbors = Organization.objects.institutions().filter(parent=own.parent_id)
        choice.queryset = neighbors.exclude(pk=own.pk).order_by("name", "pk")
        self.fields["partner"].required = False
        self.fields["partner"].label = "Или партнёр"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("institution") and cleaned.get("partner"):
            self.add_error("partner", "Выберите организацию или партнёра, а не обоих.")
        return cleaned


def build(document: Document) -> PartnershipContext:
    fields, names = document.fields, Declension(document.organization)
    other = _other_side(document)
    name, position = fields.get("partner_name", ""), fields.get("partner_position", "")
    return PartnershipContext(
        **agreement_values(document, PartnershipForm),
        parties=(organization_party(document, "Организация"), _party(other, position, name)),
        partner=other.name if other else "",
        acting=representative_of(document, names),
        partner_acting=representative(names, position, name) if name else None,
        partner_basis=fields.get("partner_basis", ""),
        subject=(fields.get("subject") or "").strip().rstrip("."),
        own_duties=typed_lines(fields, "own_duties"),
        partner_duties=typed_lines(fields, "partner_duties"),
        starts_on=day_of(fields.get("starts_on")) or document.dated_on,
        ends_on=day_of(fields.get("ends_on")),
    )


def _other_side(document: Document) -> Partner | Organization | None:
    fields = document.fields
    if key := fields.get("institution"):
        neighbors = Organization.objects.filter(parent=document.organization.parent_id)
        return neighbors.filter(pk=key).first()
    partners = Partner.objects.filter(institution=document.organization_id)
    return partners.filter(pk=fields.get("partner")).first()


def _party(other: Partner | Organization | None, position: str, name: str) -> Party:
    if other is None:
        return Party("Партнёр", "")
    address = other.address if isinstance(other, Organization) else ""
    inn = f"ИНН {other.inn}" if other.inn else ""
    lines = tuple(line for line in (address, inn, other.contacts) if line)
    signed_by = initials_before(name) if name else ""
    return Party("Партнёр", other.name, lines, as_signed(position), signed_by)


def missing(context: PartnershipContext) -> list[str]:
    wanted = {
        "не выбран партнёр": context.partner,
        "не указан предмет": context.subject,
        "не указан срок договора": context.ends_on,
        "нет ни одного раздела": context.points,
        "не указан руководитель организации": context.acting,
    }
    return lacking(wanted)


def remarks(context: PartnershipContext) -> list[str]:
    return [] if context.partner_acting else ["не указано, кто подписывает за партнёра"]


def on_registered(document: Document, member: Membership) -> None:
    """The agreement stands among those of its partner; institutions keep none there."""
    partner = _other_side(document)
    if isinstance(partner, Partner):
        Agreement.objects.create(
            institution_id=document.organization_id,
            partner=partner,
            number=document.number,
            signed_on=document.dated_on,
            valid_until=day_of(document.fields.get("ends_on")),
            subject=document.title[:300],
        )


def on_cancelled(document: Document, member: Membership) -> None:
    Agreement.objects.filter(
        institution=document.organization_id,
        partner=document.fields.get("partner"),
        number=document.number,
        signed_on=document.dated_on,
    ).delete()


def _kind(code: str, title: str, subject: str, form: type[PartnershipForm], hint: str) -> Kind:
    return Kind(
        code=code,
        title=title,
        subject=subject,
        folder=code,
        group="partners",
        form=form,
        series="partner_agreements",
        always_own=True,
        number_pattern="{n}-СП",
        build=build,
        missing=missing,
        remarks=remarks,
        signers=signed_by_parties,
        prints_requisites=True,
        on_registered=on_registered,
        on_cancelled=on_cancelled,
        hint=hint,
    )


PARTNERSHIP = _kind(
    "partner_agreement",
    "Договор о социальном партнёрстве",
    "Договор о социальном партнёрстве",
    PartnershipForm,
    "С предприятием или организацией из списка партнёров.",
)
NETWORK = _kind(
    "network_agreement",
    "Договор о сетевом взаимодействии",
    "Договор о сетевом взаимодействии",
    NetworkForm,
    "С другой образовательной организацией или партнёром.",
)
