"""What each field of a template stands for: in which case, of which sort, and an example."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_type_hints

from mentorship.core.names import Case, decline
from mentorship.core.positions import decline_position
from mentorship.core.wording import date_in_words
from mentorship.documents.agreements import Representative
from mentorship.documents.contexts import DocumentContext, NameInCase
from mentorship.documents.kinds import Kind
from mentorship.documents.uploaded.words import CHECK_CODE, names_of, word_for

_PERSON, _POSITION = "Лебедева Мария Ивановна", "учитель физики"
_DAY = date(2022, 9, 1)
ACCUSATIVE, GENITIVE, DATIVE = Case.ACCUSATIVE, Case.GENITIVE, Case.DATIVE
# In which case a name or a job title is put; a kind that differs stands in `_CASES_OF`.
_CASES: Mapping[str, Case] = {
    "control_name": ACCUSATIVE,
    "control_position": ACCUSATIVE,
    "curator": DATIVE,
    "curator_position": ACCUSATIVE,
    "deputy": ACCUSATIVE,
    "deputy_position": ACCUSATIVE,
    "head": ACCUSATIVE,
    "head_position": ACCUSATIVE,
    "supplier": ACCUSATIVE,
    "supplier_position": ACCUSATIVE,
    "responsible": ACCUSATIVE,
    "executor": DATIVE,
    "executor_position": DATIVE,
    "mentors": ACCUSATIVE,
    "acting": GENITIVE,
    "partner_acting": GENITIVE,
    "mentees": GENITIVE,
    "mentor_name": GENITIVE,
    "mentor_position": GENITIVE,
    "mentor_dative": DATIVE,
}
_LABOR = ("mentor_consent", "contract_addendum", "early_end_notice")
_CASES_OF: Mapping[tuple[str, str], Case] = {
    ("curator_order", "curator"): ACCUSATIVE,
    ("introduction_order", "curator"): ACCUSATIVE,
    **{(code, "head"): DATIVE for code in _LABOR},
}
# Fields of the engine that no form asks for.
_MEANINGS: Mapping[str, tuple[str, str]] = {
    "organization": ("полное наименование организации", "МОУ гимназия № 7"),
    "above_name": ("строки бланка над наименованием", "Управление образования"),
    "below_name": ("строки бланка под наименованием", "ул. Мира, 1"),
    "locality": ("населённый пункт", "г. Новоалександровск"),
    "number": ("номер; в проекте пусто", "204-ОД"),
    "school_year": ("учебный год", "2022/2023"),
    "signatory": ("кто подписывает", ""),
    "points": ("пункты с номерами, как в типовом тексте", "1. Закрепить пары …"),
    "acquainted": ("кого знакомят, фамилии с инициалами", "Лебедева М. И."),
    "listed": ("кого знакомят, полностью", _PERSON),
    "regime": ("что внедряется", "наставничество обучающихся"),
    "place": ("организация после слова «в»", "МОУ гимназии № 7"),
    "regulation": ("Положение", ""),
    "parties": ("стороны соглашения", ""),
    "word": ("как сторона названа в тексте", "Наставник"),
    "lines": ("что стоит под именем стороны", "учитель физики"),
    "signed_by": ("имя у подписи", "М. И. Лебедева"),
    "category": ("категория человека", "педагог"),
    "representative": ("законный представитель, именительный падеж", _PERSON),
}
_MEANINGS_OF: Mapping[str, tuple[str, str]] = {
    "должность_или_класс": ("должность, у обучающегося – класс", "учитель физики"),
    "место_встреч": ("где встречается пара", "кабинет 12"),
    "место_проведения": ("где проходит обучение", "актовый зал"),
    "подписывает.должность": ("должность того, кто подписывает", "Директор"),
    "подписывает.имя": ("имя у подписи", "А. Н. Кравцова"),
    CHECK_CODE: ("рисунок QR зарегистрированного документа, в проекте пусто", ""),
}


@dataclass(frozen=True)
class Field:
    """A field as a page tells it; the example may be empty."""

    name: str
    meaning: str
    example: str


def explained(kind: Kind) -> list[Field]:
    """Every field of a kind in the order of the sample."""
    context = get_type_hints(kind.build)["return"]
    found = {field.name: field for field in _of(kind, context)}
    return [found[name] for name in names_of(kind)]


def told(kind: Kind, names: Iterable[str]) -> list[Field]:
    """These fields explained; a name of before is told as such."""
    known = {field.name: field for field in explained(kind)}
    return [known.get(name) or Field(name, "прежнее имя поля, печатается", "") for name in names]


def case_of(kind: Kind, name: str) -> Case | None:
    """The case in which the text of a kind has a name; None where the measure chooses it."""
    if (kind.code, name) == ("encourage_order", "mentors"):
        return None
    return _CASES_OF.get((kind.code, name)) or _CASES.get(name)


def _of(kind: Kind, owner: type, before: str = "", outer: str = "") -> Iterator[Field]:
    hints = get_type_hints(owner)
    for field in fields(owner):
        name, hint = f"{before}{word_for(owner, field.name)}", hints[field.name]
        parts = [part for part in (hint, *get_args(hint)) if isinstance(part, type)]
        yield Field(name, *_told(kind, name, field.name, outer, hint))
        for part in parts:
            if _has_parts(part) and field.name != "points":
                yield from _of(kind, part, f"{name}.", field.name)


def _told(kind: Kind, name: str, field: str, outer: str, hint: Any) -> tuple[str, str]:
    last = name.rpartition(".")[2]
    if known := _MEANINGS_OF.get(name) or _MEANINGS_OF.get(last) or _MEANINGS.get(field):
        return known
    said = _label(kind, field) or last.replace("_", " ")
    kinds = (hint, *get_args(hint))
    if NameInCase in kinds:
        return _in_case(said, "position" in field, case_of(kind, outer or field))
    if Representative in kinds:
        return f"{said}: части «должность» и «имя»", ""
    if date in kinds:
        return f"{said}, словами", date_in_words(_DAY)
    if "tuple" in str(hint):
        return f"{said}: список, повторяется по строкам", ""
    if bool in kinds:
        return f"{said}: да или нет, для условия", ""
    return said, _PERSON if field in ("name", "mentor", "full_name") else ""


def _in_case(said: str, is_position: bool, case: Case | None) -> tuple[str, str]:
    if case is None:
        return f"{said}, в падеже выбранной меры", ""
    title = f"{Case(case).label} падеж"
    if is_position:
        return f"{said}, {title}", decline_position(_POSITION, case)
    return f"{said}, {title}", decline(_PERSON).form(case)


def _label(kind: Kind, field: str) -> str:
    typed = kind.form.base_fields.get(field)
    return str(typed.label).lower() if typed else ""


def _has_parts(part: Any) -> bool:
    is_class = isinstance(part, type) and is_dataclass(part)
    return is_class and not issubclass(part, (NameInCase, DocumentContext))
