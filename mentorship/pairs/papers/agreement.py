"""The agreement of a mentor and a mentee (S004, этап 4; content: domain E1, [R+])."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from mentorship.bank.papers.people import EMPLOYEES, PersonOnPaper
from mentorship.core.forms import RussianDateField
from mentorship.core.names import initials_before
from mentorship.documents.agreements import (
    AgreementContext,
    Party,
    agreement_values,
    lacking,
    signed_by_parties,
    typed_lines,
)
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.orders import day_of
from mentorship.documents.point_forms import PointsForm
from mentorship.pairs.papers.choice import MenteeForm, Sides, people_of_mentee, sides_of_mentee

GOALS = "Раскрытие потенциала и повышение образовательных результатов Наставляемого"
# АЗ-1128/08: the goal of mentoring of teachers.
TEACHERS_GOALS = (
    "Повышение профессионального мастерства Наставляемого, преодоление его профессиональных "
    "затруднений и закрепление в профессии"
)


@dataclass(frozen=True, kw_only=True)
class PairAgreementContext(AgreementContext):
    """`representative` is the full name of who signs for a minor mentee."""

    mentor: PersonOnPaper | None
    mentee: PersonOnPaper | None
    form: str
    topic: str
    goals: tuple[str, ...]
    frequency: str
    starts_on: date | None
    ends_on: date | None


class PairAgreementForm(PointsForm, MenteeForm):
    standard_points = {
        "subject": "Предмет соглашения",
        "goals": "Цели",
        "mentor": "Обязанности наставника",
        "mentee": "Обязанности наставляемого",
        "term": "Срок",
        "secrecy": "Конфиденциальность",
        "ending": "Изменение и расторжение",
        "final": "Заключительные положения",
    }

    topic = forms.CharField(
        label="Направление работы",
        max_length=300,
        required=False,
        help_text="Если пусто – направление пары.",
    )
    goals = forms.CharField(
        label="Цели",
        max_length=1500,
        required=False,
        help_text="Каждая строка – отдельная цель. Если пусто, войдёт обычная цель: "
        "для обучающихся одна, для работников другая.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    frequency = forms.CharField(
        label="Встречи", max_length=100, initial="не реже одного раза в месяц"
    )
    starts_on = RussianDateField(
        label="Действует с", required=False, help_text="Если пусто – срок пары."
    )
    ends_on = RussianDateField(label="Действует по", required=False)


def build(document: Document) -> PairAgreementContext:
    fields, sides = document.fields, sides_of_mentee(document)
    pair = sides.pair
    return PairAgreementContext(
        **agreement_values(document, PairAgreementForm),
        parties=_parties(sides),
        left_out=sides.left_out,
        mentor=sides.mentor,
        mentee=sides.mentee,
        form=str(pair.form) if pair else "",
        topic=fields.get("topic") or (pair.topic if pair and not sides.left_out else ""),
        goals=typed_lines(fields, "goals") or usual_goals(sides.mentee),
        frequency=fields.get("frequency", ""),
        starts_on=day_of(fields.get("starts_on")) or (pair.starts_on if pair else None),
        ends_on=day_of(fields.get("ends_on")) or (pair.ends_on if pair else None),
    )


def usual_goals(mentee: PersonOnPaper | None) -> tuple[str, ...]:
    """What the agreement is for where nothing is typed: of an employee another than of a pupil."""
    if mentee is None:
        return ()
    return (TEACHERS_GOALS if mentee.category in EMPLOYEES else GOALS,)


def _parties(sides: Sides) -> tuple[Party, ...]:
    """The mentor and the mentee, and under each who signs for them while they are minors."""
    parties: list[Party] = []
    for word, person in (("Наставник", sides.mentor), ("Наставляемый", sides.mentee)):
        parties.append(party_of(word, person))
    for word, person in (("наставника", sides.mentor), ("наставляемого", sides.mentee)):
        if person and person.is_minor:
            parties.append(_representative(word, person))
    return tuple(parties)


def party_of(word: str, person: PersonOnPaper | None) -> Party:
    """A person who signs: position or class, and the contacts of whoever is of age."""
    if person is None:
        return Party(word, "")
    contacts = "" if person.is_minor else person.contacts
    lines = tuple(line for line in (person.described, contacts) if line)
    return Party(word, person.name, lines, signed_by=initials_before(person.name))


def _representative(word: str, person: PersonOnPaper) -> Party:
    signed_by = initials_before(person.representative) if person.representative else ""
    contacts = tuple(filter(None, [person.representative_contacts]))
    return Party(
        f"Законный представитель {word}", person.representative, contacts, signed_by=signed_by
    )


def missing(context: PairAgreementContext) -> list[str]:
    wanted: dict[str, Any] = {
        "не выбраны наставник и наставляемый": context.left_out
        or (context.mentor and context.mentee),
        "нет ни одного раздела": context.points,
        "не указан срок соглашения": context.starts_on and context.ends_on,
    }
    return lacking(wanted, context.left_out)


def remarks(context: PairAgreementContext) -> list[str]:
    found = []
    if any(p.word.startswith("Законный") and not p.name for p in context.parties):
        found.append("в карточке не записан законный представитель: его впишут от руки")
    if context.ends_on and context.ends_on < timezone.localdate():
        found.append("срок соглашения уже прошёл")
    return found


KIND = Kind(
    code="pair_agreement",
    title="Соглашение наставника и наставляемого",
    subject="Соглашение между наставником и наставляемым",
    folder="pair_agreement",
    group="pairs",
    form=PairAgreementForm,
    series="pair_agreements",
    always_own=True,
    number_pattern="{n}-С",
    build=build,
    missing=missing,
    remarks=remarks,
    people=people_of_mentee,
    signers=signed_by_parties,
    hint="За несовершеннолетнего подписывает и законный представитель.",
)
