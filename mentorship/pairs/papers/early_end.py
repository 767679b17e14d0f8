"""The notice of early refusal or cancellation of mentoring work (ТК РФ, ст. 351.8).

Not less than three working days before; the sources put the notice on the employer, whether the
employee must give it too is not clear from them (domain E3): both forms keep the same term.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from mentorship.core.forms import RussianDateField
from mentorship.core.working_days import moves_known, working_days_after
from mentorship.documents.agreements import Representative
from mentorship.documents.kinds import Kind, signed_by_head
from mentorship.documents.models import Document
from mentorship.documents.names import Case, Declension
from mentorship.documents.orders import day_of
from mentorship.pairs.papers.choice import people_of_pair
from mentorship.pairs.papers.labor import (
    LaborContext,
    LaborPairForm,
    labor_missing,
    labor_values,
    signed_by_mentor,
)

EMPLOYER, EMPLOYEE = "employer", "employee"
NOTICE_DAYS = 3


@dataclass(frozen=True, kw_only=True)
class NoticeContext(LaborContext):
    """`last_day` is the last one of the work, `earliest` the first that the term allows."""

    initiator: str
    served_on: date | None
    earliest: date | None
    last_day: date | None
    reason: str
    mentor_dative: Representative | None


class NoticeForm(LaborPairForm):
    initiator = forms.ChoiceField(
        label="Кто прекращает",
        choices=[
            (EMPLOYER, "работодатель отменяет поручение"),
            (EMPLOYEE, "наставник отказывается"),
        ],
    )
    served_on = RussianDateField(label="Дата вручения уведомления", required=False)
    last_day = RussianDateField(
        label="Последний день работы по наставничеству",
        required=False,
        help_text="Если пусто – третий рабочий день после вручения.",
    )
    reason = forms.CharField(
        label="Причина",
        max_length=300,
        required=False,
        help_text="Необязательно. Продолжение слов «в связи с …».",
    )


def build(document: Document) -> NoticeContext:
    fields, values = document.fields, labor_values(document)
    served_on = day_of(fields.get("served_on"))
    earliest = working_days_after(served_on, NOTICE_DAYS) if served_on else None
    return NoticeContext(
        **values,
        initiator=fields.get("initiator") or EMPLOYER,
        served_on=served_on,
        earliest=earliest,
        last_day=day_of(fields.get("last_day")) or earliest,
        reason=(fields.get("reason") or "").strip().rstrip("."),
        mentor_dative=_addressed(document, values),
    )


def _addressed(document: Document, values: dict) -> Representative | None:
    mentor = values["mentor"]
    if mentor is None:
        return None
    names = Declension(document.organization)
    position = names.position(mentor.place[:1].upper() + mentor.place[1:], Case.DATIVE)
    return Representative(position, names.name(mentor.name, Case.DATIVE, mentor.sex))


def missing(context: NoticeContext) -> list[str]:
    found = labor_missing(context, {"не указана дата вручения": context.served_on})
    if context.last_day and context.earliest and context.last_day < context.earliest:
        found.append(
            "между вручением и последним днём работы меньше 3 рабочих дней: не раньше "
            f"{context.earliest:%d.%m.%Y}"
        )
    return found


def remarks(context: NoticeContext) -> list[str]:
    if context.earliest is None or moves_known(context.earliest.year):
        return []
    year = context.earliest.year
    return [f"переносы выходных {year} года неизвестны: сверьте 3 рабочих дня с календарём"]


def signers(data: Mapping[str, Any]) -> list[str]:
    """Whoever ends the work signs the notice."""
    return signed_by_mentor(data) if data.get("initiator") == EMPLOYEE else signed_by_head(data)


KIND = Kind(
    code="early_end_notice",
    title="Уведомление о досрочном прекращении наставничества (ТК РФ, ст. 351.8)",
    subject="Уведомление о досрочном прекращении работы по наставничеству",
    folder="early_end_notice",
    group="pairs",
    form=NoticeForm,
    series="early_end_notices",
    always_own=True,
    number_pattern="{n}-УН",
    build=build,
    missing=missing,
    remarks=remarks,
    people=people_of_pair,
    signers=signers,
    hint="Не менее чем за 3 рабочих дня; дату система посчитает.",
)
