"""Figures that only reports of a roadmap speak of (S002): what was asked and what was written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.db.models import OuterRef, Value
from django.db.models.functions import Least, TruncDate

from mentorship.bank.dimensions import agreed, of_people
from mentorship.bank.entry_figures import WHO, describe, people
from mentorship.bank.models import MenteeEntry
from mentorship.organizations.figures import PEOPLE, Facts, Figure, register_figure
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.figures import OF_SURVEYS
from mentorship.surveys.models import Invitation, Questionnaire, Reply

Purpose = Questionnaire.Purpose
SURVEYS = {"mentee": Purpose.MENTEE_BANK, "mentor": Purpose.MENTOR_BANK}
CONSENT = "согласие на обработку данных действовало"


def surveyed(
    year: SchoolYear, day: date, bank: str, categories: Sequence[str] = ()
) -> Sequence[Facts]:
    """People taken into a bank by their answer to its questionnaire; one not looked at is nobody's.

    What was answered or looked at after the school year belongs to its last day.
    """
    taken = Reply.objects.filter(
        state=Reply.State.ACCEPTED, school_year=year.first, questionnaire__purpose=SURVEYS[bank]
    )
    last = Value(year.ends_on)
    taken = taken.alias(
        given_on=Least("answered_on", last), taken_on=Least(TruncDate("reviewed_at"), last)
    )
    rows = taken.filter(given_on__lte=day, taken_on__lte=day)
    rows = rows.filter(agreed("person", OuterRef("answered_on"), day))
    own = of_people("person", year, day) | OF_SURVEYS
    facts = Facts(rows, "person__institution", "person", own)
    if categories:
        facts = replace(facts, rows=facts.narrowed({"category": categories}))
    return [facts]


def preferences_given(year: SchoolYear, day: date) -> Sequence[Facts]:
    """People whose link to the questionnaire of the group meeting is spent; whom they named is not
    looked at."""
    spent = Invitation.objects.filter(
        batch__school_year=year.first,
        batch__questionnaire__purpose=Purpose.PREFERENCE,
        person__isnull=False,
        link__used_at__isnull=False,
    )
    rows = spent.alias(given_on=Least(TruncDate("link__used_at"), Value(year.ends_on)))
    rows = rows.filter(given_on__lte=day)
    rows = rows.filter(agreed("person", OuterRef("given_on"), day))
    own = {code: f"batch__{path}" for code, path in OF_SURVEYS.items()}
    return [Facts(rows, "institution", "person", of_people("person", year, day) | own)]


def results_written(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Mentees whose results are written back into the bank (S002, row 33); that has no day."""
    entries = MenteeEntry.objects.of_year(year).exclude(outcome="").filter(entered_on__lte=day)
    rows = entries.filter(agreed("person", year.starts_on, day))
    own = of_people("person", year, day, entered="entered_on")
    return [Facts(rows, counted="person", dimensions=own)]


def _of_people(code: str, title: str, definition: str, facts: Any) -> Figure:
    words = f"{definition}; {CONSENT}."
    return Figure(code, title, words, PEOPLE, facts, people, describe=describe)


FIGURES = [
    *(
        _of_people(
            f"{code}_surveyed",
            f"Прошли анкетирование: потенциальных {words}",
            f"Сколько потенциальных {words} внесено в базу по ответу на анкету",
            partial(surveyed, bank=bank, categories=categories),
        )
        for code, (bank, categories, words) in WHO.items()
    ),
    _of_people(
        "preferences_given",
        "Ответили на анкету предпочтений",
        "Участники, ответившие на анкету после групповой встречи",
        preferences_given,
    ),
    _of_people(
        "results_written",
        "Результаты внесены в базу",
        "Наставляемые, у которых в базе записаны результаты программы",
        results_written,
    ),
]


def register() -> None:
    for figure in FIGURES:
        register_figure(figure)
