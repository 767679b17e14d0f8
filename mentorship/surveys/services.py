from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.bank.models import Consent, Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.answers import answer_problems
from mentorship.surveys.models import Questionnaire, Response
from mentorship.surveys.participants import in_bank
from mentorship.surveys.purposes import WAVES
from mentorship.surveys.satisfaction import opinion


@transaction.atomic
def record_response(
    *,
    member: Membership,
    questionnaire: Questionnaire,
    person: Person,
    year: SchoolYear,
    answers: Mapping[str, Any],
    answered_on: date,
    today: date | None = None,
) -> Response:
    """Keep the answers of one paper questionnaire; a second call of the year corrects them.

    Raises DomainError in words, PermissionDenied for another role or a foreign person.
    """
    if not member.may(Right.BANK_EDIT) or person.institution_id != member.organization_id:
        raise PermissionDenied
    return keep_response(
        questionnaire=questionnaire,
        person=person,
        year=year,
        answers=answers,
        answered_on=answered_on,
        today=today or timezone.localdate(),
    )


@transaction.atomic
def keep_response(
    *,
    questionnaire: Questionnaire,
    person: Person,
    year: SchoolYear,
    answers: Mapping[str, Any],
    answered_on: date,
    today: date,
) -> Response:
    """Keep answers given on paper or by a link; whether the person is satisfied is computed here.

    Who may do so has been asked before. Raises DomainError in words.
    """
    if problems := [
        *answer_problems(questionnaire.asked, answers),
        *_person_problems(questionnaire, person, year, today),
        *_day_problems(answered_on, year, today),
        *_wave_problems(questionnaire, person, year, answered_on),
    ]:
        raise DomainError(" ".join(problems))
    response, _ = Response.objects.update_or_create(
        questionnaire=questionnaire,
        person=person,
        school_year=year.first,
        defaults={
            "institution_id": person.institution_id,
            "answers": dict(answers),
            "answered_on": answered_on,
            "is_satisfied": opinion(questionnaire, answers),
        },
    )
    return response


def _person_problems(
    questionnaire: Questionnaire, person: Person, year: SchoolYear, today: date
) -> list[str]:
    found = []
    if not Person.objects.filter(in_bank(questionnaire, year), pk=person.pk).exists():
        found.append(f"Этого человека нет в базе {year} учебного года.")
    if not Consent.objects.for_processing(person.pk, today).exists():
        found.append("Нет действующего согласия на обработку персональных данных.")
    return found


def _wave_problems(
    questionnaire: Questionnaire, person: Person, year: SchoolYear, answered_on: date
) -> list[str]:
    """The exit questionnaire is not older than the entry one: their difference is a change."""
    entry, last = WAVES
    if questionnaire.purpose not in WAVES:
        return []
    is_exit = questionnaire.purpose == last
    others = Response.objects.filter(
        person=person,
        school_year=year.first,
        questionnaire__purpose=entry if is_exit else last,
        questionnaire__audience=questionnaire.audience,
        questionnaire__group=questionnaire.group,
    )
    if is_exit and (other := others.filter(answered_on__gt=answered_on).first()):
        return [f"Входная анкета отвечена позже: {other.answered_on:%d.%m.%Y}. Проверьте дату."]
    if not is_exit and (other := others.filter(answered_on__lt=answered_on).first()):
        return [f"Итоговая анкета отвечена раньше: {other.answered_on:%d.%m.%Y}. Проверьте дату."]
    return []


def _day_problems(answered_on: date, year: SchoolYear, today: date) -> list[str]:
    if answered_on > today:
        return ["Дата ответа ещё не наступила."]
    if not year.starts_on <= answered_on <= year.ends_on:
        return [f"Дата ответа вне {year} учебного года."]
    return []
