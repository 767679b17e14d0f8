"""Reads a whole phrase: takes out recurrences and hints, then finds dates or a class of phrase."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from roadmaps.deadlines.items import Context, Item, items_of, windows_of
from roadmaps.deadlines.scanner import Scan, Token, scan
from roadmaps.deadlines.spans import Notes, join
from roadmaps.deadlines.values import Deadline, Kind, Window
from roadmaps.deadlines.words import (
    COUNTED_FROM,
    LATER,
    PLANNED,
    ROUGHLY,
    normalise,
    phrase_kind,
    take_recurrence,
)

LONGEST_PHRASE = 300  # a longer cell is a paragraph; only its beginning is read
RECURRENCE_KINDS = {"continuous": Kind.CONTINUOUS, "as_needed": Kind.AS_NEEDED}


@lru_cache(maxsize=4096)  # a plan says «в течение всего периода» over and over
def read(
    text: str, *, period: tuple[date, date] | None = None, base_year: int | None = None
) -> Deadline:
    """Reads a deadline phrase; never raises.

    `period` is the roadmap's own, for «в течение всего периода» and for months without a year;
    `base_year` is the calendar year meant by «текущего года».
    """
    notes = Notes()
    phrase = normalise(text[:LONGEST_PHRASE])
    if not phrase:
        return Deadline(text, (), "", Kind.EMPTY, 0.0, ())
    if len(text) > LONGEST_PHRASE:
        notes.add(f"Прочитаны только первые {LONGEST_PHRASE} знаков срока", 0.3)
    windows, recurrence, kind = _read_phrase(phrase, Context(period, base_year), notes)
    confidence = 0.0 if kind is Kind.UNKNOWN else round(notes.confidence, 2)
    return Deadline(text, tuple(windows), recurrence, kind, confidence, tuple(notes.texts))


Reading = tuple[list[Window], str, Kind]


def _read_phrase(phrase: str, context: Context, notes: Notes) -> Reading:
    if COUNTED_FROM.search(phrase):
        return [], take_recurrence(phrase)[0], Kind.EVENT
    phrase = _take_hints(phrase, notes)
    head, _, tail = LATER.sub("\n", phrase, count=1).partition("\n")
    recurrence, head = take_recurrence(head)
    later_recurrence, tail = take_recurrence(tail)
    recurrence = later_recurrence or recurrence
    found, later = scan(head, notes), scan(tail, notes)
    if tail and not later_recurrence:
        # «апрель 2023, далее сентябрь 2023» is a list of two
        found, later = _chain(found, later), Scan([], "", "")
    context = replace(context, is_yearly=recurrence == "yearly" and not later.dated)
    items = items_of(found.dated, context, notes)
    if recurrence == "yearly":
        recurrence += _months_code(later.dated or found.dated)
    if not items:
        return _read_undated(found, recurrence, context, notes)
    windows = [each for item in items for each in windows_of(item, notes)]
    return windows, _explain_rest(found, recurrence, notes), _kind(items, windows)


def _take_hints(phrase: str, notes: Notes) -> str:
    phrase, planned = PLANNED.subn(" ", phrase)
    phrase, rough = ROUGHLY.subn(" ", phrase)
    if planned:
        notes.add("Указано «планируется»: срок предварительный", 0.1)
    if rough:
        notes.add("Срок назван приблизительно", 0.2)
    return phrase


def _chain(first: Scan, second: Scan) -> Scan:
    return Scan(
        [*first.dated, Token("a", ","), *second.dated],
        f"{first.rest} {second.rest}".strip(),
        f"{first.unread} {second.unread}".strip(),
    )


def _months_code(tokens: list[Token]) -> str:
    """ ":9-10" or ":9,12": the months in which a yearly term comes round."""
    code = ""
    for token in tokens:
        if token.point:
            first, last = token.point.first[0], token.point.last[0]
            code += f"{first}" if first == last else f"{first}-{last}"
        elif code and token.letter in "hta":
            code += "," if token.letter == "a" else "-"
    return f":{code.strip(',-')}" if code else ""


def _kind(items: list[Item], windows: list[Window]) -> Kind:
    if all(item.is_until for item in items):
        return Kind.UNTIL
    if all(item.is_open for item in items):
        return Kind.OPEN
    kinds = [kind for item in items for kind in item.kinds]
    return join(kinds if len(kinds) > 1 else kinds * max(1, len(windows)))


def _explain_rest(found: Scan, recurrence: str, notes: Notes) -> str:
    """Notes what stands beside the dates; returns the recurrence."""
    beside = phrase_kind(found.rest)
    if beside is Kind.SCHEDULE:
        return recurrence or "by_schedule"
    if beside in (Kind.EVENT, Kind.EXTERNAL):
        notes.add(f"Срок зависит ещё от условия: «{found.rest}»", 0.2)
    elif beside is None and found.unread:
        notes.add(f"Не разобрано: «{found.unread}»", 0.5)
    return recurrence


def _read_undated(found: Scan, recurrence: str, context: Context, notes: Notes) -> Reading:
    kind = phrase_kind(found.rest)
    if kind is Kind.PERIOD:
        return _whole_period(context, notes), recurrence, kind
    if kind is Kind.SCHEDULE:
        return [], recurrence or "by_schedule", kind
    if kind is not None and recurrence != "continuous":
        return [], recurrence, kind
    if not recurrence:
        notes.add("Срок не распознан", 1.0)
        return [], "", Kind.UNKNOWN
    if found.unread:
        notes.add(f"Не разобрано: «{found.rest}»", 0.5)
    return [], recurrence, RECURRENCE_KINDS.get(recurrence, Kind.RECURRING)


def _whole_period(context: Context, notes: Notes) -> list[Window]:
    if context.period is None:
        notes.add("Период дорожной карты не задан", 0.3)
        return []
    return [Window(*context.period)]
