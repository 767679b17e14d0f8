"""Mentoring as work of an employee with an employee (ТК РФ, ст. 351.8; 381-ФЗ от 09.11.2024).

What the three papers share: the scope of the article, the conditions of the work, the people.
Pupils as mentors or mentees and mentors of other employers are outside of it (domain E3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Q

from mentorship.bank.affiliations import category_on
from mentorship.bank.models import Person
from mentorship.bank.papers.people import EMPLOYEES, PersonOnPaper
from mentorship.core.forms import RussianDateField
from mentorship.core.names import Case, initials_before
from mentorship.documents.agreements import Representative, lacking
from mentorship.documents.contexts import (
    DocumentContext,
    NameInCase,
    requisites,
    signatory_on,
)
from mentorship.documents.models import Document
from mentorship.documents.names import Declension
from mentorship.documents.orders import day_of
from mentorship.pairs.models import Pair, PairMember, PairQuerySet
from mentorship.pairs.papers.choice import PairForm, Sides, sides_of_pair

OTHER_EMPLOYER = (
    "Наставник работает в другой организации: документы по статье 351.8 ТК РФ оформляет его "
    "работодатель."
)
NOT_EMPLOYEES = (
    "Статья 351.8 ТК РФ – только о наставничестве работника над работником: для пар с обучающимися "
    "и наставниками от партнёров составьте соглашение наставника и наставляемого."
)
CONTENT = (
    "помощь в овладении навыками работы на рабочем месте, посещение и разбор занятий, "
    "консультации по планированию и ведению документации"
)
WORK_FORM = "очно, по персонализированной программе наставничества"


@dataclass(frozen=True, kw_only=True)
class LaborContext(DocumentContext):
    """`problem` says why the pair is outside of the article; `head` is in the dative.

    `employer` is the short name in the genitive: «Директору гимназии № 7».
    """

    employer: str
    problem: str
    mentor: PersonOnPaper | None
    mentor_name: NameInCase | None
    mentor_position: NameInCase | None
    mentees: tuple[Representative, ...]
    left_out: tuple[str, ...]
    content: str
    work_form: str
    starts_on: date | None
    ends_on: date | None
    head: Representative | None


class LaborPairForm(PairForm):
    """The choice of a pair of employees of one employer; no other pair is offered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["pair"]
        choice.queryset = of_employees(choice.queryset)
        choice.error_messages["invalid_choice"] = NOT_EMPLOYEES
        choice.help_text = "Предлагаются только пары, где оба – работники вашей организации."


class LaborForm(LaborPairForm):
    """The conditions the article asks for: content, term and form of the work."""

    content = forms.CharField(
        label="Содержание работы по наставничеству",
        max_length=1500,
        initial=CONTENT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    work_form = forms.CharField(label="Форма выполнения", max_length=300, initial=WORK_FORM)
    starts_on = RussianDateField(label="С", required=False, help_text="Если пусто – срок пары.")
    ends_on = RussianDateField(label="По", required=False)


def labor_problem(pair: Pair) -> str:
    """Why the article does not hold for a pair, empty where it does: employee with employee."""
    if pair.mentor_institution_id != pair.institution_id:
        return OTHER_EMPLOYER
    sides = Q(mentor_entries__pairs=pair) | Q(pk__in=pair.members.values("person"))
    people = Person.objects.filter(sides).annotate(is_now=category_on(pair.starts_on, "pk"))
    return "" if set(people.values_list("is_now", flat=True)) <= EMPLOYEES else NOT_EMPLOYEES


def of_employees(pairs: PairQuerySet) -> PairQuerySet:
    """Those of the pairs the article holds for: `labor_problem` asked of many at once."""
    day: Any = OuterRef("starts_on")
    day_of_pair: Any = OuterRef("pair__starts_on")
    members = PairMember.objects.filter(pair=OuterRef("pk"))
    others = members.annotate(is_now=category_on(day_of_pair, "person"))
    return pairs.annotate(mentor_is=category_on(day, "mentor_entry__person")).filter(
        ~Exists(others.exclude(is_now__in=EMPLOYEES)),
        mentor_is__in=EMPLOYEES,
        mentor_institution=F("institution"),
    )


def labor_values(document: Document) -> dict[str, Any]:
    """The fields of LaborContext."""
    fields, sides = document.fields, sides_of_pair(document)
    organization, pair = document.organization, sides.pair
    names = Declension(organization)
    return {
        **requisites(document),
        **_people(names, sides),
        "employer": organization.short_name_genitive or organization.short_name,
        "problem": labor_problem(pair) if pair else "",
        "left_out": sides.left_out,
        "content": (fields.get("content") or "").strip().rstrip("."),
        "work_form": (fields.get("work_form") or "").strip().rstrip("."),
        "starts_on": day_of(fields.get("starts_on")) or (pair.starts_on if pair else None),
        "ends_on": day_of(fields.get("ends_on")) or (pair.ends_on if pair else None),
        "head": _head(document, names),
    }


def labor_missing(context: LaborContext, wanted: dict[str, Any] | None = None) -> list[str]:
    """What forbids registration of any of the three papers."""
    chosen = context.mentor and context.mentees
    shared = {
        "не выбрана пара": chosen or context.left_out,
        "не указан руководитель организации": context.head,
    }
    problem = [context.problem] if context.problem else []
    return problem + lacking({**shared, **(wanted or {})}, context.left_out)


def condition_words(context: LaborContext) -> dict[str, Any]:
    """The conditions without which there is no consent and no addendum."""
    return {
        "не указано содержание работы": context.content,
        "не указана форма выполнения": context.work_form,
        "не указаны сроки": context.starts_on and context.ends_on,
    }


def signed_by_mentor(data: Mapping[str, Any]) -> list[str]:
    """The employee alone signs, by the stored context."""
    mentor = data.get("mentor") or {}
    return [initials_before(mentor["name"])] if mentor.get("name") else []


def _people(names: Declension, sides: Sides) -> dict[str, Any]:
    mentor = sides.mentor
    return {
        "mentor": mentor,
        "mentor_name": names.name(mentor.name, Case.GENITIVE, mentor.sex) if mentor else None,
        "mentor_position": names.position(mentor.place, Case.GENITIVE)
        if mentor and mentor.place
        else None,
        "mentees": tuple(_mentee(names, person) for person in sides.mentees),
    }


def _mentee(names: Declension, person: PersonOnPaper) -> Representative:
    position = names.position(person.place, Case.GENITIVE)
    return Representative(position, names.name(person.name, Case.GENITIVE, person.sex))


def _head(document: Document, names: Declension) -> Representative | None:
    """To whom an employee writes: «Директору Кравцовой Анне Николаевне»."""
    if (signatory := signatory_on(document)) is None:
        return None
    return Representative(
        names.position(signatory.position, Case.DATIVE),
        names.name(signatory.full_name, Case.DATIVE),
    )
