"""Names of the fields of a template: Russian words for the values a kind is rendered from."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_type_hints

from mentorship.core.wording import date_in_words
from mentorship.documents.blocks import Paragraph, read_blocks
from mentorship.documents.contexts import DocumentContext, NameInCase
from mentorship.documents.kinds import Kind
from mentorship.documents.rendering import Rendered

# The QR of the page that confirms a registered document: a picture, nothing in a draft.
CHECK_CODE = "код_проверки"
# One name for one thing in all kinds; a kind's own words stand in `WORDS` of its dataclasses.
WORDS: Mapping[str, str] = {
    "organization": "организация",
    "above_name": "над_наименованием",
    "below_name": "под_наименованием",
    "number": "номер",
    "dated_on": "дата",
    "locality": "место_составления",
    "school_year": "учебный_год",
    "signatory": "подписывает",
    "check_address": CHECK_CODE,
    "position": "должность",
    "name": "имя",
    "full_name": "фио",
    "genitive": "родительный",
    "dative": "дательный",
    "accusative": "винительный",
    "instrumental": "творительный",
    "basis": "основание",
    "points": "пункты",
    "control_position": "контроль_должность",
    "control_name": "контроль",
    "acquainted": "ознакомлены",
    "curator": "куратор",
    "curator_position": "куратор_должность",
    "deputy": "замещает",
    "deputy_position": "замещает_должность",
    "protocol_number": "протокол_номер",
    "protocol_on": "протокол_дата",
    "held_on": "дата_проведения",
    "approved_by": "утверждает",
    "opinions": "мнения",
    "heading": "заголовок",
    "body": "текст",
    "called": "название_органа",
    "head": "руководитель",
    "head_position": "руководитель_должность",
    "head_line": "руководитель_строка",
    "member": "участник",
    "members": "состав",
    "tasks": "задачи",
    "regulation": "положение",
    "regime": "режим",
    "forms": "формы",
    "mentor_reports": "отчёты_наставника",
    "curator_reports": "отчёты_куратора",
    "site": "сайт",
    "rewards": "поощрения",
    "plan": "план",
    "columns": "столбцы",
    "rows": "строки",
    "cells": "ячейки",
    "supplier": "ответственный_за_обеспечение",
    "supplier_position": "ответственный_за_обеспечение_должность",
    "first_monitoring_on": "мониторинг_с",
    "last_monitoring_on": "мониторинг_до",
    "results": "результаты",
    "about": "о_чём",
    "institutions": "организации",
    "executor": "исполнитель",
    "executor_position": "исполнитель_должность",
    "inform_until": "сообщить_до",
    "target": "изменяемый_приказ",
    "changes": "изменения",
    "event": "мероприятие",
    "responsible": "ответственный",
    "sessions": "занятия",
    "hours": "часы",
    "participants": "участники",
    "council": "совет",
    "post": "должность",
    "competences": "компетенции",
    "mentor": "наставник",
    "mentor_name": "наставник_фио",
    "mentor_position": "наставник_должность",
    "mentor_dative": "наставнику",
    "mentors": "наставники",
    "mentee": "наставляемый",
    "mentees": "наставляемые",
    "pairs": "пары",
    "form": "форма",
    "starts_on": "начало",
    "ends_on": "окончание",
    "place": "место_внедрения",
    "title": "название",
    "topic": "тема",
    "goals": "цели",
    "frequency": "частота_встреч",
    "programs_due_on": "программы_до",
    "parties": "стороны",
    "word": "слово",
    "lines": "строки",
    "signed_by": "подпись",
    "category": "категория",
    "contacts": "контакты",
    "representative": "представитель",
    "representative_contacts": "представитель_контакты",
    "action": "действие",
    "ended": "завершённые",
    "ended_on": "дата_завершения",
    "reason": "причина",
    "result": "итог",
    "employer": "работодатель",
    "content": "содержание",
    "work_form": "форма_выполнения",
    "contract_number": "договор_номер",
    "contract_on": "договор_дата",
    "person": "кого",
    "addressee": "адресат",
    "reply_number": "на_номер",
    "reply_on": "на_дату",
    "greeting": "приветствие",
    "paragraphs": "абзацы",
    "attached": "приложения",
    "executor_phone": "исполнитель_телефон",
    "addressed": "обращение",
    "measure": "мера",
    "merit": "за_что",
    "payment_size": "размер_выплаты",
    "payment_terms": "условия_выплаты",
    "payment_act": "основание_выплаты",
    "acting": "в_лице",
    "partner": "партнёр",
    "partner_acting": "партнёр_в_лице",
    "partner_basis": "партнёр_на_основании",
    "subject": "предмет",
    "own_duties": "обязанности_организации",
    "partner_duties": "обязанности_партнёра",
    "relevance": "актуальность",
    "goal": "цель",
    "technologies": "технологии",
    "mode": "режим_работы",
    "difficulties": "затруднения",
    "due_on": "срок",
    "planned_result": "планируемый_результат",
    "monitoring": "мониторинг",
    "roadmap": "дорожная_карта",
    "period": "период",
    "as_of": "по_состоянию_на",
    "conclusion": "выводы",
    "deadline": "сроки",
    "execution": "исполнение",
    "total": "мероприятий",
    "done": "выполнено",
    "agreed_title": "согласуемый_документ",
    "visas": "визы",
    "initiator": "инициатор",
    "served_on": "вручено",
    "earliest": "не_раньше",
    "last_day": "последний_день",
    "is_development": "это_план_развития",
    "found": "выявленные_затруднения",
    "indicators": "показатели",
    "actual_result": "фактический_результат",
    "mark": "отметка",
    "achieved": "достигнутое",
    "meetings": "встречи",
    "proposals": "предложения",
    "remaining": "что_осталось",
    "reported_on": "дата_отчёта",
    "summary": "сводка",
    "municipality": "муниципалитет",
    "plan_state": "состояние_карты",
    "rounds": "рассмотрения",
    "version": "версия",
    "submitted_on": "представлено",
    "decided_on": "рассмотрено",
    "verdict": "решение",
    "remarks": "замечания",
    "signer": "рассмотрел",
    "comment": "вывод",
    "is_agreed": "согласовано",
    "value": "значение",
    "plans": "планы",
    "next_year": "следующий_год",
}
# Names that misled and were changed: templates that were accepted with them are filled as before.
_NAMES_BEFORE: Mapping[str, str] = {"locality": "место", "place": "место_встреч"}
# What a choice means: its code is the system's and is never printed.
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "regime": {
        "pupils": "наставничество обучающихся",
        "teachers": "наставничество педагогических работников",
    },
    "action": {"complete": "завершить", "dissolve": "расторгнуть"},
    "initiator": {"employer": "работодатель", "employee": "работник"},
    "category": {
        "pupil": "обучающийся",
        "teacher": "педагог",
        "head": "руководитель",
        "student": "студент",
        "employer": "представитель работодателя",
        "graduate": "выпускник",
        "parent": "родитель",
    },
}
# Of the engine, not of the text.
_PASSED_OVER = frozenset(
    {
        "asks_reason",
        "has_annex",
        "has_program",
        "is_minor",
        "is_section",
        "is_to_parent",
        "layout",
        "left_out",
        "length_warning",
        "listed",
        "mentor_sex",
        "obstacle",
        "other_years",
        "problem",
        "sex",
        "silent",
        "unselected",
        "width",
        "without_position",
    }
)
# After the command of an order; at the first section of an agreement.
_BEFORE_POINTS = (("command", 1), ("part", 0))


def names_of(kind: Kind) -> list[str]:
    """Paths of the fields a template of this kind may use: «номер», «пары.наставник»."""
    context = get_type_hints(kind.build)["return"]
    return list(dict.fromkeys(_names(context)))


def accepted_names(kind: Kind) -> frozenset[str]:
    """All names a template may use: those of today, and those they had before."""
    context = get_type_hints(kind.build)["return"]
    return frozenset(_names(context)) | frozenset(_names(context, are_old=True))


def values_of(rendered: Rendered) -> dict[str, Any]:
    """What the fields stand for now: dates in words, names in their cases, rows as lists.

    «пункты» are the printed points with their numbers: a template repeats them as they are.
    """
    values: dict[str, Any] = _plain(rendered.context)
    if "пункты" in values:
        values["пункты"] = printed_points(rendered.body)
    return values


def printed_points(body: str) -> list[str]:
    """The points of the first sheet: from the command, or the first titled part, to the signature.

    Without any of them the sheet as a whole.
    """
    blocks = [block for block in read_blocks(body)[0].blocks if isinstance(block, Paragraph)]
    styles = [block.style for block in blocks]
    begins = (styles.index(style) + shift for style, shift in _BEFORE_POINTS if style in styles)
    ends = (styles.index(style) for style in ("signature", "sides") if style in styles)
    return [block.text for block in blocks[next(begins, 0) : next(ends, len(blocks))]]


def word_for(owner: type, name: str) -> str:
    """The Russian name of a field; its own name where nobody gave one."""
    own: Mapping[str, str] = getattr(owner, "WORDS", {})
    return own.get(name) or WORDS.get(name, name)


def _names(owner: type, before: str = "", *, are_old: bool = False) -> Iterator[str]:
    hints = get_type_hints(owner)
    for field in fields(owner):
        if field.name in _PASSED_OVER:
            continue
        old = _NAMES_BEFORE.get(field.name) if are_old else None
        word = f"{before}{old or word_for(owner, field.name)}"
        yield word
        for part in (hints[field.name], *get_args(hints[field.name])):
            if _has_parts(part) and field.name != "points":
                yield from _names(part, f"{word}.", are_old=are_old)


def _has_parts(part: Any) -> bool:
    is_class = isinstance(part, type) and is_dataclass(part)
    return is_class and not issubclass(part, (NameInCase, DocumentContext))


def _said(name: str, value: Any) -> Any:
    """A code of a choice in words; anything else as it is."""
    choices = _CHOICES.get(name)
    return choices.get(value, value) if choices and isinstance(value, str) else value


def _plain(value: Any) -> Any:
    if isinstance(value, NameInCase):
        return value.text
    if is_dataclass(value) and not isinstance(value, type):
        owner = type(value)
        shown = [field.name for field in fields(value) if field.name not in _PASSED_OVER]
        plain = {name: _plain(_said(name, getattr(value, name))) for name in shown}
        old = {_NAMES_BEFORE[name]: plain[name] for name in shown if name in _NAMES_BEFORE}
        return old | {word_for(owner, name): given for name, given in plain.items()}
    if isinstance(value, date):
        return date_in_words(value)
    if isinstance(value, tuple | list):
        return [_plain(row) for row in value]
    return "" if value is None else value
