"""The names a form may use, what each of them shows, and the nearest one to a mistaken name."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from typing import Any

from mentorship.bank.models import Affiliation, MentoringForm, Person
from mentorship.organizations.dimensions import DIMENSIONS
from mentorship.organizations.figures import FIGURES, Figure
from mentorship.organizations.models import Headcount, Organization
from mentorship.pairs.models import Meeting
from monitoring.models import Indicator
from monitoring.summaries import current_indicators
from monitoring.workbooks.layouts import FormBlock
from monitoring.workbooks.manual import manual_field
from monitoring.workbooks.marks import Mark, MarkError

ORGANIZATION = {
    "name": "краткое наименование",
    "full": "полное наименование",
    "genitive": "краткое наименование в родительном падеже",
    "municipality": "муниципалитет",
    "region": "регион",
    "locality": "населённый пункт",
    "address": "адрес",
    "contacts": "телефоны, почта",
    "inn": "ИНН",
    "type": "тип организации",
    "code": "код организации в системе",
}
PERIOD = {
    "": "учебный год: 2022/2023",
    "dashed": "учебный год через дефис: 2022-2023",
    "first_year": "первый календарный год: 2022",
    "second_year": "второй календарный год: 2023",
    "starts_on": "первый день учебного года",
    "ends_on": "последний день учебного года",
    "counted_on": "день, на который посчитано",
}
PAIR = {
    "mentor": "ФИО наставника",
    "mentees": "ФИО наставляемых",
    "size": "сколько наставляемых",
    "form": "форма наставничества",
    "topic": "направление пары",
    "starts_on": "дата начала",
    "ends_on": "дата окончания",
    "state": "состояние пары",
    "order_number": "номер приказа",
    "order_date": "дата приказа",
}
TITLED = {"title": "название", "code": "код"}
ROW = {"number": "номер строки по порядку", "title": "название строки"}
INDICATOR = {
    "title": "наименование показателя",
    "formula": "как считается",
    "text": "значение словами: «55 из 108 – 51 %»",
    "fact": "значение, %",
    "percent": "значение, %",
    "numerator": "числитель",
    "denominator": "знаменатель",
    "plan": "плановое значение, %",
    "difference": "отклонение от плана, процентных пунктов",
    "stated": "заявлено в прежнем отчёте, %",
    "reason": "почему значения нет",
}
# Names that have a meaning inside the rows of a block only.
OF_ROWS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "school": ("schools", ORGANIZATION),
    "municipality": ("municipalities", ORGANIZATION),
    "pair": ("pairs", PAIR),
    "direction": ("directions", TITLED),
    "form": ("forms", TITLED),
}
ANYWHERE: Mapping[str, Mapping[str, str]] = {"organization": ORGANIZATION, "period": PERIOD}
# Filters whose values are known by a list: the code, and the word a coordinator may write.
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "role": {"mentee": "наставляемый", "mentor": "наставник"},
    "sex": dict(Person.Sex.choices),
    "category": dict(Affiliation.Category.choices),
    "regime": dict(MentoringForm.Regime.choices),
    "institution_type": dict(Organization.Type.choices),
    "direction": dict(Meeting.Direction.choices),
    "stage": dict(Meeting.Stage.choices),
}
_RANGE = re.compile(r"(\d{1,3})\s*[-–—]\s*(\d{1,3})")
_IN_RANGES = frozenset({"age", "age_september", "age_entry", "experience", "parallel"})
_NOT_FILTERS = frozenset({"institution", "municipality", "region"})
# What may be summed by values: a person has one age and one sex, but may be in two forms.
Where = tuple[tuple[str, Any], ...]
KnownIndicators = Callable[[], Mapping[str, Indicator]]


@dataclass(frozen=True)
class Meaning:
    """What a mark shows, in words; `figure` and `where` when it is counted."""

    shows: str
    figure: Figure | None = None
    where: Where = ()
    is_number: bool = False
    for_institution: bool = False


@dataclass(frozen=True)
class Entry:
    """A line of the list of names: the mark to copy, and what it shows."""

    written: str
    shows: str
    filters: tuple[str, ...] = ()


def known_indicators() -> dict[str, Indicator]:
    """Indicators by code; a region's own too: which is meant is known when a form is filled."""
    own = Indicator.objects.filter(archived_on=None).exclude(organization=None)
    return {row.code: row for row in [*own, *current_indicators()]}


def explain(
    mark: Mark,
    block: FormBlock | None,
    indicators: KnownIndicators = known_indicators,
) -> Meaning:
    """What a mark shows where it stands; MarkError in Russian for an unknown name or filter.

    Whoever explains many marks reads the indicators once: `functools.cache(known_indicators)`.
    """
    if mark.kind == "indicator":
        return _indicator(mark, block, indicators())
    if mark.kind in _EXPLAINED:
        return _EXPLAINED[mark.kind](mark, block)
    raise MarkError(_unknown(mark))


def check_rows(block: FormBlock) -> None:
    """MarkError for a condition that rows of this kind do not know."""
    known = {"schools": "type", "pairs": "form"}.get(block.kind)
    for key, value in block.options.items():
        if key != known:
            raise MarkError(f"У строк rows.{block.kind} нет условия «{key}».")
        choices = _choices("form" if key == "form" else "institution_type")
        if value not in choices:
            raise MarkError(f"Значения «{value}» у условия {key} нет. Есть: {', '.join(choices)}.")


def filters_of(figure: Figure) -> list[str]:
    return [code for code in figure.dimensions if code not in _NOT_FILTERS]


def all_names() -> Iterator[str]:
    """Every name there is, for the list and for suggestions."""
    yield from (f"figure.{figure.code}" for figure in FIGURES)
    for indicator in current_indicators():
        yield from (f"indicator.{indicator.code}.{part}" for part in INDICATOR)
    for kind, parts in ANYWHERE.items():
        yield from (".".join(filter(None, (kind, part))) for part in parts)
    for kind, (_block, parts) in OF_ROWS.items():
        yield from (f"{kind}.{part}" for part in parts)
    yield from (f"row.{part}" for part in ROW)
    yield from (f"headcount.{category}" for category in Headcount.Category.values)
    yield "today"


def dictionary() -> dict[str, list[Entry]]:
    """The names by theme, as the page of names shows them."""
    figures = [
        Entry(
            f"figure.{figure.code}",
            f"{figure.title}. {figure.definition}",
            tuple(filters_of(figure)),
        )
        for figure in FIGURES
    ]
    indicators = [
        Entry(f"indicator.{row.code}.fact", f"{row.short_title}: значение, %")
        for row in current_indicators()
    ]
    named = {
        "Организация": _entries("organization", ORGANIZATION),
        "Период": [*_entries("period", PERIOD), Entry("today", "день заполнения")],
        "Показатели": indicators,
        "Части показателя, на примере первого": [
            Entry(f"{indicators[0].written.rsplit('.', 1)[0]}.{part}", words)
            for part, words in INDICATOR.items()
        ]
        if indicators
        else [],
        "Численность": [
            Entry(f"headcount.{category}", f"введённая численность: {label}")
            for category, label in Headcount.Category.choices
        ],
        "Внутри повторяемых строк": [
            entry for kind, (_, parts) in OF_ROWS.items() for entry in _entries(kind, parts)
        ]
        + _entries("row", ROW),
        "Условия величин": _conditions(),
        "Величины": figures,
    }
    return {title: entries for title, entries in named.items() if entries}


def _conditions() -> list[Entry]:
    """The filters of figures, each with its values; the others take numbers, ranges and codes."""
    used = {code for figure in FIGURES for code in filters_of(figure)}
    found = []
    for code, dimension in DIMENSIONS.items():
        if code in used:
            values = "; ".join(f"{value} – {label}" for value, label in _choices(code).items())
            range_words = "число или промежуток: 10-19" if code in _IN_RANGES else ""
            words = ": ".join(filter(None, (dimension.title, values or range_words)))
            found.append(Entry(code, words))
    return found


def _entries(kind: str, parts: Mapping[str, str]) -> list[Entry]:
    return [Entry(".".join(filter(None, (kind, part))), words) for part, words in parts.items()]


def _unknown(mark: Mark) -> str:
    """«Имени … нет. Может быть, …»."""
    names = list(all_names())
    near = get_close_matches(mark.name, names, 1, 0.6) or get_close_matches(
        mark.path[-1] if mark.path else mark.name, [name.split(".")[-1] for name in names], 1, 0.75
    )
    if near and near[0] not in names:
        near = [next(name for name in names if name.endswith(near[0]))]
    hint = f" Может быть, {near[0]}?" if near else " Список имён – на странице «Имена для форм»."
    return f"Имени {mark.name} нет.{hint}"


def _nothing_else(mark: Mark, known: frozenset[str] = frozenset()) -> None:
    if extra := [key for key in (*mark.options, *mark.flags) if key not in known]:
        raise MarkError(f"У имени {mark.name} нет условия «{extra[0]}».")


def _figure(mark: Mark, block: FormBlock | None) -> Meaning:
    code = ".".join(mark.path)
    if code not in FIGURES:
        raise MarkError(_unknown(mark))
    figure = FIGURES[code]
    if mark.flags:
        raise MarkError(f"Условие «{min(mark.flags)}» пишется со значением: {min(mark.flags)}=…")
    where = {key: _wanted(figure, key, value) for key, value in mark.options.items()}
    if block and block.kind == "pairs":
        raise MarkError("В строках по парам величины не считаются: они говорят об организации.")
    for kind, dimension in (("directions", "direction"), ("forms", "form")):
        if block and block.kind == kind and dimension not in figure.dimensions:
            raise MarkError(f"Величина «{figure.title}» {block.title} не считается.")
    conditions = [_told(key, value) for key, value in mark.options.items()]
    return Meaning(
        ", ".join([figure.title, *conditions]),
        figure,
        tuple(sorted(where.items())),
        is_number=True,
        for_institution=any(DIMENSIONS[key].is_inner for key in where),
    )


def _told(key: str, value: str) -> str:
    title = DIMENSIONS[key].title
    choices = _choices(key)
    words = ", ".join(choices.get(part.strip(), part.strip()) for part in value.split(","))
    return f"{title[:1].lower()}{title[1:]}: {words}"


def _choices(key: str) -> Mapping[str, str]:
    if key == "form":
        return dict(MentoringForm.objects.values_list("code", "title"))
    return _CHOICES.get(key, {})


def _wanted(figure: Figure, key: str, text: str) -> Any:
    """The value of a filter: a number, a range «10-19», a code, or several through a comma."""
    if key not in filters_of(figure):
        known = ", ".join(filters_of(figure)) or "нет ни одного"
        near = get_close_matches(key, filters_of(figure), 1, 0.5)
        hint = f" Может быть, {near[0]}?" if near else ""
        raise MarkError(
            f"У величины {figure.code} нет условия «{key}».{hint} Есть условия: {known}."
        )
    if match := _RANGE.fullmatch(text):
        first, last = int(match[1]), int(match[2])
        if first > last:
            raise MarkError(f"В условии {key}={text} первое число больше второго.")
        return ("range", first, last)
    values = [part.strip() for part in text.split(",") if part.strip()]
    if not values:
        raise MarkError(f"У условия «{key}» нет значения.")
    wanted = tuple(_value(key, value) for value in values)
    return wanted[0] if len(wanted) == 1 else ("any", *wanted)


def _value(key: str, text: str) -> Any:
    choices = _choices(key)
    if not choices:
        return int(text) if text.isdecimal() else text
    by_word = {str(label).lower(): code for code, label in choices.items()}
    if text in choices:
        return text
    if text.lower() in by_word:
        return by_word[text.lower()]
    near = get_close_matches(text.lower(), [*choices, *by_word], 1, 0.5)
    hint = f" Может быть, {near[0]}?" if near else ""
    raise MarkError(f"Значения «{text}» у условия {key} нет.{hint} Есть: {', '.join(choices)}.")


def _indicator(mark: Mark, block: FormBlock | None, indicators: Mapping[str, Indicator]) -> Meaning:
    _nothing_else(mark)
    if len(mark.path) != 2 or mark.path[0] not in indicators or mark.path[1] not in INDICATOR:
        raise MarkError(_unknown(mark))
    if block and block.kind in ("pairs", "directions", "forms", "municipalities"):
        raise MarkError(f"Показатели {block.title} не считаются: только по организациям.")
    indicator, part = indicators[mark.path[0]], mark.path[1]
    if block and part not in ("fact", "percent", "numerator", "denominator", "reason", "title"):
        raise MarkError(f"В строках по организациям у показателя нет части «{part}».")
    is_text = part in ("title", "formula", "text", "reason")
    return Meaning(f"{indicator}: {INDICATOR[part]}", is_number=not is_text)


def _headcount(mark: Mark, block: FormBlock | None) -> Meaning:
    _nothing_else(mark, frozenset({"age", "experience"}))
    labels = dict(Headcount.Category.choices)
    if len(mark.path) != 1 or mark.path[0] not in labels:
        raise MarkError(_unknown(mark))
    if block and block.kind != "schools":
        raise MarkError(f"Численность {block.title} не ведётся.")
    if "age" in mark.options and not _RANGE.fullmatch(mark.options["age"]):
        raise MarkError("Возраст численности пишется промежутком: age=10-19.")
    if "experience" in mark.options and not mark.options["experience"].isdecimal():
        raise MarkError("Стаж численности пишется числом: experience=3.")
    told = {"age": "возраст", "experience": "стаж до"}
    words = ", ".join(f"{told[key]}: {value}" for key, value in mark.options.items())
    shown = f"численность: {labels[mark.path[0]]}{f', {words}' if words else ''}"
    return Meaning(shown, is_number=True)


def _of_row(mark: Mark, block: FormBlock | None) -> Meaning:
    kind, parts = OF_ROWS[mark.kind]
    _nothing_else(mark)
    if mark.kind == "municipality" and block and block.kind == "schools":
        kind = "schools"
    if block is None or block.kind != kind:
        raise MarkError(f"Имя {mark.name} стоит вне строк rows.{kind}: показывать в нём некого.")
    if len(mark.path) != 1 or mark.path[0] not in parts:
        raise MarkError(_unknown(mark))
    return Meaning(parts[mark.path[0]], for_institution=mark.kind == "pair")


def _row(mark: Mark, block: FormBlock | None) -> Meaning:
    _nothing_else(mark)
    if len(mark.path) != 1 or mark.path[0] not in ROW:
        raise MarkError(_unknown(mark))
    if block is None:
        raise MarkError(f"Имя {mark.name} стоит вне повторяемых строк.")
    return Meaning(ROW[mark.path[0]])


def _anywhere(parts: Mapping[str, str], mark: Mark, block: FormBlock | None) -> Meaning:
    _nothing_else(mark)
    part = ".".join(mark.path)
    if part not in parts:
        raise MarkError(_unknown(mark))
    return Meaning(parts[part])


def _today(mark: Mark, block: FormBlock | None) -> Meaning:
    _nothing_else(mark)
    return Meaning("день заполнения")


def _manual(mark: Mark, block: FormBlock | None) -> Meaning:
    entered = manual_field(mark)
    question = f"«{entered.title}», " if entered.title else ""
    return Meaning(question + entered.told, is_number=entered.is_number)


_EXPLAINED: dict[str, Callable[[Mark, FormBlock | None], Meaning]] = {
    "figure": _figure,
    "headcount": _headcount,
    **dict.fromkeys(OF_ROWS, _of_row),
    "row": _row,
    "organization": partial(_anywhere, ORGANIZATION),
    "period": partial(_anywhere, PERIOD),
    "today": _today,
    "manual": _manual,
}
