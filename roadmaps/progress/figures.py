"""Figures that only reports of a roadmap speak of (S002): what was asked and what was written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q

from mentorship.bank.dimensions import agreed, of_people
from mentorship.bank.entry_figures import WHO, describe, people
from mentorship.bank.models import MenteeEntry
from mentorship.organizations.figures import PEOPLE, Facts, Figure, register_figure
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.figures import answers
from mentorship.surveys.models import Questionnaire

Purpose = Questionnaire.Purpose
SURVEYS = {"mentee": Purpose.MENTEE_BANK, "mentor": Purpose.MENTOR_BANK}
CONSENT = "согласие на обработку данных действовало"


def surveyed(
    year: SchoolYear, day: date, bank: str, categories: Sequence[str] = ()
) -> Sequence[Facts]:
    """People who answered the questionnaire of entering a bank in the year."""
    (facts,) = answers(year, day, Q(questionnaire__purpose=SURVEYS[bank]))
    if categories:
        facts = replace(facts, rows=facts.narrowed({"category": categories}))
    return [facts]


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
            f"Сколько потенциальных {words} ответило на анкету вступления в базу",
            partial(surveyed, bank=bank, categories=categories),
        )
        for code, (bank, categories, words) in WHO.items()
    ),
    _of_people(
        "preferences_given",
        "Ответили на анкету предпочтений",
        "Участники, ответившие на анкету после групповой встречи",
        partial(answers, which=Q(questionnaire__purpose=Purpose.PREFERENCE)),
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
