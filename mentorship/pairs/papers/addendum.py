"""The addendum to the employment contract of a mentor (ТК РФ, ст. 351.8).

The article asks for content, term and form of the work, and for size and conditions of payment.
"""

from dataclasses import dataclass
from datetime import date

from django import forms

from mentorship.core.forms import RussianDateField
from mentorship.documents.agreements import (
    AgreementContext,
    agreement_values,
    organization_party,
    representative_of,
    signed_by_parties,
)
from mentorship.documents.agreements import Representative as Head
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.names import Declension
from mentorship.documents.orders import day_of
from mentorship.documents.point_forms import PointsForm
from mentorship.pairs.papers.agreement import party_of
from mentorship.pairs.papers.choice import people_of_pair
from mentorship.pairs.papers.labor import (
    LaborContext,
    LaborForm,
    condition_words,
    labor_missing,
    labor_values,
)


@dataclass(frozen=True, kw_only=True)
class AddendumContext(LaborContext, AgreementContext):
    contract_number: str
    contract_on: date | None
    payment_size: str
    payment_terms: str
    payment_act: str
    acting: Head | None


class AddendumForm(PointsForm, LaborForm):
    standard_points = {
        "content": "Содержание работы",
        "term": "Срок и форма",
        "payment": "Размер и условия выплат",
        "refusal": "Досрочный отказ и отмена",
        "final": "Заключительные положения",
    }

    contract_number = forms.CharField(label="Номер трудового договора", max_length=40)
    contract_on = RussianDateField(label="Дата трудового договора", required=False)
    payment_size = forms.CharField(
        label="Размер выплат",
        max_length=300,
        required=False,
        help_text="Например: 3 000 рублей в месяц; 10 % должностного оклада.",
    )
    payment_terms = forms.CharField(
        label="Условия выплат",
        max_length=500,
        required=False,
        initial="ежемесячно вместе с заработной платой за фактически выполненную работу",
    )
    payment_act = forms.CharField(
        label="Акт, который устанавливает выплаты",
        max_length=300,
        required=False,
        help_text="В учреждениях размеры и условия выплат устанавливает акт органа власти "
        "соответствующего уровня: впишите его название, номер и дату.",
    )


def build(document: Document) -> AddendumContext:
    fields, names = document.fields, Declension(document.organization)
    values = agreement_values(document, AddendumForm) | labor_values(document)
    parties = (organization_party(document, "Работодатель"), party_of("Работник", values["mentor"]))
    return AddendumContext(
        **values,
        parties=parties,
        contract_number=fields.get("contract_number", ""),
        contract_on=day_of(fields.get("contract_on")),
        payment_size=_words(fields.get("payment_size")),
        payment_terms=_words(fields.get("payment_terms")),
        payment_act=_words(fields.get("payment_act")),
        acting=representative_of(document, names),
    )


def missing(context: AddendumContext) -> list[str]:
    wanted = {
        "не указан трудовой договор": context.contract_number and context.contract_on,
        "не указан размер выплат": context.payment_size,
        "не указаны условия выплат": context.payment_terms,
        "нет ни одного раздела": context.points,
    }
    return labor_missing(context, condition_words(context) | wanted)


def remarks(context: AddendumContext) -> list[str]:
    return [] if context.payment_act else ["не указан акт, который устанавливает выплаты"]


def _words(text: str | None) -> str:
    return (text or "").strip().rstrip(".")


KIND = Kind(
    code="contract_addendum",
    title="Дополнительное соглашение к трудовому договору наставника (ТК РФ, ст. 351.8)",
    subject="Дополнительное соглашение к трудовому договору о работе по наставничеству",
    folder="contract_addendum",
    group="pairs",
    form=AddendumForm,
    series="contract_addenda",
    always_own=True,
    number_pattern="{n}-ДС",
    build=build,
    missing=missing,
    remarks=remarks,
    people=people_of_pair,
    signers=signed_by_parties,
    prints_requisites=True,
    hint="Содержание, сроки, форма, размер и условия выплат.",
)
