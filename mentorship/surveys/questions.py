"""A question of a questionnaire: its kind, what it feeds, and what may not be asked at all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from mentorship.bank.importing.columns import is_special_heading

SCALE = range(1, 11)
LONGEST_TEXT = 2000
MOST_QUESTIONS = 40
MOST_OPTIONS = 30
# A consent is a sheet of its own, never a line of a questionnaire (156-ФЗ, in force 01.09.2025).
_CONSENT = re.compile(
    r"соглас\w*(?:\s+\w+){0,4}?\s+на\s+(?:обработк|публикац|распространен|размещен)", re.IGNORECASE
)


class Kind(models.TextChoices):
    SCALE = "scale", "шкала от 1 до 10"
    YES_NO = "yes_no", "да или нет"
    TEXT = "text", "текст"
    ONE_OF = "one_of", "один из списка"
    SEVERAL_OF = "several_of", "несколько из списка"
    DATE = "date", "дата или год"
    NAME = "name", "фамилия, имя, отчество"
    CONTACT = "contact", "телефон или почта"
    TOPICS = "topics", "темы из перечня"
    MENTORS = "mentors", "наставники с групповой встречи"


class Field(models.TextChoices):
    """What of the bank an answer feeds: columns of `domain.md` C and the card of a person."""

    NAME = "name", "фамилия, имя, отчество"
    BIRTH = "birth", "дата или год рождения"
    PLACE = "place", "класс или должность"
    CONTACTS = "contacts", "контакты"
    REPRESENTATIVE_NAME = "representative_name", "законный представитель"
    REPRESENTATIVE_CONTACTS = "representative_contacts", "контакты представителя"
    TEACHING_SINCE = "teaching_since", "педагогический стаж с года"
    REQUEST = "request", "основной запрос"
    COMPETENCES = "competences", "основные компетенции"
    ACHIEVEMENTS = "achievements", "важные для программы достижения"
    INTERESTS = "interests", "интересы"
    DESIRED_AGE = "desired_age", "желаемый возраст наставляемых"
    TIME_RESOURCE = "time_resource", "ресурс времени"
    CAPACITY = "capacity", "сколько наставляемых может вести"
    FORMS = "forms", "формы наставничества"
    TOPICS = "topics", "темы"
    WISHES = "wishes", "с кем хочет работать"
    AVOIDS = "avoids", "с кем просит не ставить"


WITH_OPTIONS = frozenset({Kind.ONE_OF, Kind.SEVERAL_OF})
# A kind that gives the field a value it can hold; text fits every field that is text in the bank.
_FITTING = {
    Field.NAME: {Kind.NAME},
    Field.REPRESENTATIVE_NAME: {Kind.NAME},
    Field.BIRTH: {Kind.DATE},
    Field.TEACHING_SINCE: {Kind.DATE},
    Field.CONTACTS: {Kind.CONTACT, Kind.TEXT},
    Field.REPRESENTATIVE_CONTACTS: {Kind.CONTACT, Kind.TEXT},
    Field.CAPACITY: {Kind.ONE_OF},
    Field.FORMS: {Kind.ONE_OF, Kind.SEVERAL_OF},
    Field.TOPICS: {Kind.TOPICS},
    Field.WISHES: {Kind.MENTORS},
    Field.AVOIDS: {Kind.MENTORS},
}
_TEXTUAL = frozenset({Kind.TEXT, Kind.ONE_OF, Kind.SEVERAL_OF})


@dataclass(frozen=True)
class Question:
    """One question as it is kept in the JSON of a set; `section` is a heading shown above it."""

    code: str
    text: str
    kind: str
    required: bool = False
    options: tuple[str, ...] = ()
    field: str = ""
    hint: str = ""
    section: str = ""
    # A scale asked at the entry and at the exit alike: what changes between them.
    is_compared: bool = False

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Question":
        """Read a kept question; a scale of the first sets was asked of everybody."""
        return cls(
            code=kept["code"],
            text=kept["text"],
            kind=kept["kind"],
            required=kept.get("required", kept["kind"] == Kind.SCALE),
            options=tuple(kept.get("options", ())),
            field=kept.get("field", ""),
            hint=kept.get("hint", ""),
            section=kept.get("section", ""),
            is_compared=kept.get("is_compared", False),
        )

    def as_kept(self) -> dict[str, Any]:
        """The JSON of the question; what says nothing is left out."""
        kept: dict[str, Any] = {"code": self.code, "text": self.text, "kind": self.kind}
        kept["required"] = self.required
        optional = {"field": self.field, "hint": self.hint, "section": self.section}
        if self.options:
            kept["options"] = list(self.options)
        if self.is_compared:
            kept["is_compared"] = True
        return kept | {name: value for name, value in optional.items() if value}

    @property
    def kind_title(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def field_title(self) -> str:
        return str(Field(self.field).label) if self.field else ""


def question_problems(question: Question) -> dict[str, str]:
    """What is wrong with a question, by the part of it; empty when it may be asked.

    Special categories of data are not asked (152-ФЗ, ст. 10), nor is a consent (156-ФЗ).
    """
    found = {}
    words = " ".join([question.text, question.hint, question.section, *question.options])
    if is_special_heading(words):
        found["text"] = (
            "О здоровье, инвалидности, судимости, вере, национальности и паспорте анкета "
            "не спрашивает: это специальные или лишние данные."
        )
    elif _CONSENT.search(words):
        found["text"] = (
            "Согласие – отдельный документ, в анкете его нет (закон от 24.06.2025 № 156-ФЗ). "
            "Бланк печатается в разделе «Согласия»."
        )
    if question.kind in WITH_OPTIONS and not 2 <= len(question.options) <= MOST_OPTIONS:
        found["options"] = f"Нужно от 2 до {MOST_OPTIONS} вариантов, каждый с новой строки."
    if len(set(question.options)) < len(question.options):
        found["options"] = "Варианты повторяются."
    if question.is_compared and question.kind != Kind.SCALE:
        found["is_compared"] = "До и после сравниваются только шкалы."
    if question.field and not fits(question.kind, question.field):
        found["field"] = "Ответ такого вида в это поле не запишется: выберите другое поле или вид."
    return found


def fits(kind: str, field: str) -> bool:
    """Whether an answer of the kind can be written to the field of the bank."""
    return Kind(kind) in _FITTING.get(Field(field), _TEXTUAL)
