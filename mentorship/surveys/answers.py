"""Values of answers: how they are kept, what is wrong with them, and how they are shown.

Kept as JSON: a number for a scale, true or false, a list of words for several of a list and for
topics, text for everything else («2009» or «05.03.2009» for a date or year).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mentorship.bank.importing.special import tells_special
from mentorship.core import cells
from mentorship.core.names import FullName, split_full_name
from mentorship.core.wording import parse_date
from mentorship.surveys.questions import LONGEST_TEXT, SCALE, Field, Kind, Question

LONGEST_NAME, LONGEST_CONTACT, MOST_CHOSEN = 100, 300, 30
# As many as one remembers from one meeting; more says nothing.
MOST_NAMED = {Field.WISHES: 3, Field.AVOIDS: 2}
NO_HEALTH = (
    "Уберите, пожалуйста, сведения о здоровье или судимости: для наставничества они не нужны."
)
_WHOLE_DATE = re.compile(r"\d{1,2}[./ -]|\d{4}[./-]\d|«")
_NOT_IN_NAMES = re.compile(r"[^\w\s().'’-]|\d|_")
_PHONE_OR_MAIL = re.compile(r"@|(?:\D*\d){5}")


def read_name(text: str) -> FullName:
    """Parts of a full name; ValueError in Russian for one word, figures, a part too long."""
    name = split_full_name(text)
    if _NOT_IN_NAMES.search(text) or not (name.surname and name.first_name):
        raise ValueError("Напишите фамилию, имя и отчество полностью, например: Иванов Иван.")
    if max(map(len, (name.surname, name.first_name, name.patronymic))) > LONGEST_NAME:
        raise ValueError(f"Часть имени длиннее {LONGEST_NAME} знаков.")
    return name


def read_date_or_year(text: str) -> str:
    """«2009» or «05.03.2009» out of any usual spelling; ValueError in Russian for anything else."""
    clean = cells.clean_text(text)
    if _WHOLE_DATE.match(clean):
        return f"{parse_date(clean):%d.%m.%Y}"
    return str(cells.to_year(clean))


def answer_problems(questions: Iterable[Question], answers: Mapping[str, Any]) -> list[str]:
    """Which answers are missing or not what was asked, and to questions nobody asked."""
    asked = list(questions)
    found = [
        f"«{question.text}»: {problem}"
        for question in asked
        if (problem := answer_problem(question, answers.get(question.code)))
    ]
    if unknown := sorted(set(answers) - {question.code for question in asked}):
        found.append(f"В анкете нет вопросов: {', '.join(unknown)}.")
    return found


def answer_problem(question: Question, value: Any) -> str:
    """What is wrong with one answer; empty when it may be kept."""
    if value in (None, "", []) and not isinstance(value, bool):
        return _MISSING.get(Kind(question.kind), "нужен ответ.") if question.required else ""
    return _CHECKS[Kind(question.kind)](question, value)


def shown_answer(question: Question, value: Any) -> str:
    """The answer in words, for the curator."""
    if value in (None, "", []) and not isinstance(value, bool):
        return "нет ответа"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return f"{value} из 10" if question.kind == Kind.SCALE else str(value)


def _scale(question: Question, value: Any) -> str:
    return _MISSING[Kind.SCALE] if isinstance(value, bool) or value not in SCALE else ""


def _yes_no(question: Question, value: Any) -> str:
    return "" if isinstance(value, bool) else _MISSING[Kind.YES_NO]


def _text(question: Question, value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        return f"нужен текст не длиннее {LONGEST_TEXT} знаков."
    return NO_HEALTH if tells_special(value) else ""


def _one_of(question: Question, value: Any) -> str:
    return "" if value in question.options else "нужен один из предложенных ответов."


def _several_of(question: Question, value: Any) -> str:
    fitting = isinstance(value, list) and all(item in question.options for item in value)
    return "" if fitting else "нужны ответы из предложенных."


def _topics(question: Question, value: Any) -> str:
    words = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return "" if words and len(value) <= MOST_CHOSEN else "нужны темы из перечня."


def _mentors(question: Question, value: Any) -> str:
    keys = isinstance(value, list) and all(isinstance(item, str) for item in value)
    most = MOST_NAMED[Field(question.field)]
    return "" if keys and len(value) <= most else f"отметьте не больше {most}."


def _readable(read: Callable[[str], Any]) -> Callable[[Question, Any], str]:
    """A check that reads the text and tells what the reader says about it."""

    def check(question: Question, value: Any) -> str:
        if not isinstance(value, str):
            return "нужен текст."
        try:
            read(value)
        except ValueError as error:
            return str(error)
        return ""

    return check


def _contact(text: str) -> None:
    if len(text) > LONGEST_CONTACT or not _PHONE_OR_MAIL.search(text):
        raise ValueError("Напишите телефон или адрес электронной почты.")


_MISSING = {
    Kind.SCALE: "нужна оценка от 1 до 10.",
    Kind.YES_NO: "нужен ответ «да» или «нет».",
    Kind.ONE_OF: "выберите один ответ.",
    Kind.SEVERAL_OF: "выберите хотя бы один ответ.",
    Kind.TOPICS: "выберите хотя бы одну тему.",
    Kind.MENTORS: "отметьте хотя бы одного.",
}
_CHECKS: dict[Kind, Callable[[Question, Any], str]] = {
    Kind.SCALE: _scale,
    Kind.YES_NO: _yes_no,
    Kind.TEXT: _text,
    Kind.ONE_OF: _one_of,
    Kind.SEVERAL_OF: _several_of,
    Kind.DATE: _readable(read_date_or_year),
    Kind.NAME: _readable(read_name),
    Kind.CONTACT: _readable(_contact),
    Kind.TOPICS: _topics,
    Kind.MENTORS: _mentors,
}
