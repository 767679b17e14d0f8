"""Figures of the banks: entries, consents, partners, awards; as they stood on the counting day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet, Value

from mentorship.bank.affiliations import place_on
from mentorship.bank.dimensions import agreed, of_people
from mentorship.bank.models import (
    Affiliation,
    Agreement,
    Consent,
    MenteeEntry,
    MentorEntry,
    Partner,
    Person,
)
from mentorship.documents.models import Document
from mentorship.organizations.figures import PEOPLE, Facts, Figure, register_figure
from mentorship.organizations.school_year import SchoolYear

Category = Affiliation.Category
PUPILS, TEACHERS = (Category.PUPIL,), (Category.TEACHER, Category.HEAD)
BANKS: dict[str, Any] = {"mentee": MenteeEntry, "mentor": MentorEntry}
# S002, rows 7–15: who stood in which bank, by what they were.
WHO: dict[str, tuple[str, Sequence[str], str]] = {
    "mentees": ("mentee", (), "наставляемых"),
    "mentors": ("mentor", (), "наставников"),
    "mentee_pupils": ("mentee", PUPILS, "наставляемых обучающихся"),
    "mentee_teachers": ("mentee", TEACHERS, "наставляемых педагогов"),
    "mentor_pupils": ("mentor", PUPILS, "наставников – обучающихся"),
    "mentor_teachers": ("mentor", TEACHERS, "наставников – педагогов"),
    "mentor_students": ("mentor", (Category.STUDENT,), "наставников – студентов"),
    "mentor_employers": (
        "mentor",
        (Category.EMPLOYER,),
        "наставников от предприятий и организаций",
    ),
}
CERTIFICATES = ("mentor_certificate",)
THANKS = ("mentor_thanks", "parent_thanks")


def people(year: SchoolYear, day: date) -> QuerySet[Person]:
    """People by name, each with the class or position of the counting day."""
    return Person.objects.order_by("sort_name", "pk").annotate(place=place_on(day, "pk"))


def describe(person: Any) -> str:
    """«Ёлкин Матвей Андреевич, 8 «А»»."""
    return ", ".join(filter(None, [person.full_name, person.place]))


def in_bank(
    year: SchoolYear, day: date, bank: str, categories: Sequence[str] = ()
) -> Sequence[Facts]:
    """Whoever stood in a bank in the year by the day, narrowed to what they were in it."""
    rows = BANKS[bank].objects.of_year(year).filter(entered_on__lte=day)
    own = of_people("person", year, day, entered="entered_on") | {"role": Value(bank)}
    if bank == "mentee":
        own |= {"form": "form__code", "regime": "form__regime"}
    agreeing = rows.filter(agreed("person", year.starts_on, day))
    facts = Facts(agreeing, counted="person", dimensions=own)
    if categories:
        facts = replace(facts, rows=facts.narrowed({"category": categories}))
    return [facts]


def consents(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Papers in force on the day."""
    own = of_people("person", year, day) | {"purpose": "purpose", "signer": "signer"}
    return [Facts(Consent.objects.in_force_on(day), "institution", "person", own)]


def without_consent(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Entries of either bank whose person has no consent to processing on the day."""
    return [
        Facts(
            entries.objects.of_year(year).open_on(day).without_consent_on(day),
            counted="person",
            dimensions={"role": Value(role)},
        )
        for role, entries in BANKS.items()
    ]


def withdrawn(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Papers taken back in the year by the day."""
    rows = Consent.objects.filter(withdrawn_on__range=(year.starts_on, day))
    own = {"purpose": "purpose", "signer": "signer", "sex": "person__sex"}
    return [Facts(rows, "institution", "person", own)]


def partners(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Agreements that hold on the day, counted by partner."""
    return [Facts(Agreement.objects.in_force_on(day), counted="partner")]


def awards(year: SchoolYear, day: date, kinds: Sequence[str]) -> Sequence[Facts]:
    """Papers of the year that were issued by the day and not taken back by it."""
    rows = Document.objects.in_force_on(day).filter(school_year=year.first, kind__in=kinds)
    own = {"document_kind": "kind"}
    return [Facts(rows.order_by("dated_on", "pk"), "organization", "pk", own)]


def by_name(year: SchoolYear, day: date) -> QuerySet[Partner]:
    return Partner.objects.order_by("name", "pk")


def describe_award(document: Any) -> str:
    return f"{document.title}, № {document.number} от {document.dated_on:%d.%m.%Y}"


AGREED = "согласие на обработку данных действовало"

FIGURES = [
    *(
        Figure(
            f"{code}_in_bank",
            f"В базе: {words}",
            f"Сколько {words} стояло в базе в учебном году по дату подсчёта; {AGREED}.",
            PEOPLE,
            partial(in_bank, bank=bank, categories=categories),
            people,
            describe=describe,
        )
        for code, (bank, categories, words) in WHO.items()
    ),
    Figure(
        "consents_in_force",
        "Согласия",
        "Люди, у которых на дату подсчёта есть действующее согласие; по целям согласия считаются "
        "отдельно.",
        PEOPLE,
        consents,
        people,
        describe=describe,
    ),
    Figure(
        "without_consent",
        "Участники банков без согласия",
        "Наставники и наставляемые банка, у которых на дату подсчёта нет действующего согласия на "
        "обработку данных. В другие величины они не входят.",
        PEOPLE,
        without_consent,
        people,
        describe=describe,
    ),
    Figure(
        "consents_withdrawn",
        "Отзывы согласий",
        "Люди, отозвавшие согласие в учебном году по дату подсчёта.",
        PEOPLE,
        withdrawn,
        people,
        describe=describe,
    ),
    Figure(
        "partners_under_agreement",
        "Партнёры с договором",
        "Партнёры, договор с которыми действует на дату подсчёта.",
        "орг.",
        partners,
        by_name,
    ),
    Figure(
        "certificates_issued",
        "Сертификаты наставников",
        "Сертификаты наставников учебного года, зарегистрированные по дату подсчёта и не "
        "отменённые.",
        "документов",
        partial(awards, kinds=CERTIFICATES),
        institution="organization",
        describe=describe_award,
    ),
    Figure(
        "thanks_issued",
        "Благодарности",
        "Благодарственные письма наставникам и родителям учебного года, зарегистрированные по "
        "дату подсчёта и не отменённые.",
        "документов",
        partial(awards, kinds=THANKS),
        institution="organization",
        describe=describe_award,
    ),
]


def register() -> None:
    for figure in FIGURES:
        register_figure(figure)
