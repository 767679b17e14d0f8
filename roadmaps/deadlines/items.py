"""From tokens to items: every month finds its year, and two dates with a dash become a range."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from roadmaps.deadlines.scanner import Token
from roadmaps.deadlines.spans import (
    UNKNOWN_YEAR,
    Bounds,
    Notes,
    Point,
    YearSpan,
    bounds,
    bounds_within,
    day_of,
)
from roadmaps.deadlines.values import Kind, Window

# A run of years is one span: «2023-2024», «2022/2023 учебный год», «текущего года».
YEARS = re.compile(r"Y[hsa]YS|YsY|YhY|Y(?:aY)+|YS|RS|S|R|Y")
POINT_BEFORE_YEAR = re.compile(r"Pa?C")
POINT_AFTER_YEAR = re.compile(r"Ca?P")
ITEM = re.compile(r"(?P<lead>[funt]?)(?P<end>e?)(?P<first>[PDC])(?:[htun]e?(?P<last>[PDC]))?")


@dataclass(frozen=True)
class Context:
    """What the roadmap knows and the phrase does not say."""

    period: tuple[date, date] | None
    base_year: int | None
    is_yearly: bool = False


@dataclass(frozen=True)
class Item:
    """One part of the calendar, or a range of two; `lead` is the letter of its preposition."""

    lead: str
    is_end: bool
    first: Token
    last: Token | None

    @property
    def parts(self) -> list[Token]:
        return [self.first, self.last] if self.last else [self.first]

    @property
    def kinds(self) -> list[Kind]:
        return [_point(part).kind for part in self.parts]

    @property
    def is_until(self) -> bool:
        return self.last is None and self.lead in tuple("unt")

    @property
    def is_open(self) -> bool:
        return self.last is None and self.lead == "f" and not _is_run_of_years(self.first)


def items_of(tokens: list[Token], context: Context, notes: Notes) -> list[Item]:
    tokens = _rewrite(tokens, YEARS, lambda run: _year_span(run, context, notes))
    tokens = _rewrite(tokens, POINT_BEFORE_YEAR, lambda run: [_dated(run[0], run[-1].span)])
    tokens = _rewrite(tokens, POINT_AFTER_YEAR, lambda run: [_dated(run[-1], run[0].span)])
    tokens = _lend_years(tokens, context, notes)
    tokens = _with_assumed_years(tokens, context, notes)
    return [_item(tokens, match) for match in ITEM.finditer(_signature(tokens))]


def _signature(tokens: list[Token]) -> str:
    return "".join(token.letter for token in tokens)


def _rewrite(
    tokens: list[Token], pattern: re.Pattern[str], build: Callable[[list[Token]], list[Token]]
) -> list[Token]:
    """Replaces every run of tokens whose letters match the pattern."""
    written: list[Token] = []
    position = 0
    for match in pattern.finditer(_signature(tokens)):
        written += tokens[position : match.start()] + build(tokens[match.start() : match.end()])
        position = match.end()
    return written + tokens[position:]


def _item(tokens: list[Token], match: re.Match[str]) -> Item:
    last = tokens[match.start("last")] if match["last"] else None
    return Item(match["lead"], bool(match["end"]), tokens[match.start("first")], last)


def _dated(token: Token, span: YearSpan | None, *, is_lent: bool = False) -> Token:
    return replace(token, letter="D", span=span, is_lent=is_lent)


def _year_span(run: list[Token], context: Context, notes: Notes) -> list[Token]:
    """One token C for a run of year tokens; runs such as «2022, 2024» stay separate."""
    years = [token.span.first for token in run if token.letter == "Y" and token.span]
    letters = _signature(run)
    is_school = "S" in letters or "s" in letters or _is_year_of_plan(run, context)
    text = " ".join(token.text for token in run)
    if not years:
        return [Token("C", text, span=_base_span(run[0], text, is_school, context, notes))]
    if not is_school and "h" not in letters and len(years) != years[-1] - years[0] + 1:
        return [replace(token, letter="C") if token.span else token for token in run]
    span = YearSpan(years[0], years[-1] + (len(years) == 1 and is_school), is_school)
    if span.last < span.first + is_school:
        notes.add(f"Годы «{text}» идут не по порядку", 0.9)
        span = YearSpan(UNKNOWN_YEAR, UNKNOWN_YEAR + is_school, is_school)
    return [Token("C", text, span=span)]


def _is_year_of_plan(run: list[Token], context: Context) -> bool:
    """«В течение года» in the plan of one school year means that year."""
    is_bare = len(run) == 1 and run[0].letter == "R" and run[0].text.startswith("год")
    return is_bare and _is_of_school_year(context)


def _is_of_school_year(context: Context) -> bool:
    """Whether the plan is that of one school year, begun in its autumn."""
    is_autumn = context.period is not None and context.period[0].month > 6
    return is_autumn and _only_school_year(context) is not None


def _base_span(
    token: Token, text: str, is_school: bool, context: Context, notes: Notes
) -> YearSpan:
    base = context.base_year
    if base is None and is_school:
        base = _only_school_year(context)
    if base is None:
        notes.add(f"Не сказано, какой это год: «{text}»", 0.7)
        return YearSpan(UNKNOWN_YEAR, UNKNOWN_YEAR + is_school, is_school)
    year = base + (token.span.first if token.span else 0)
    span = YearSpan(year, year + is_school, is_school)
    notes.add(f"«{text}» прочитано как {span}", 0.1)
    return span


def _only_school_year(context: Context) -> int | None:
    """The first year of the school year a roadmap of one year belongs to."""
    if context.period is None:
        return None
    start, end = context.period
    if (end - start).days > 366:
        return None
    return start.year if start.month > 6 else start.year - 1


def _lend_years(tokens: list[Token], context: Context, notes: Notes) -> list[Token]:
    """A month without a year takes the one named after it, else the one before it."""
    lent: list[Token] = []
    span = None
    for token in reversed(tokens):
        own = token
        if token.letter == "P" and span:
            own = _dated(token, _span_before(token, lent, span, context, notes), is_lent=True)
        lent.insert(0, own)
        span = own.span or span
    before = None
    for position, token in enumerate(lent):
        if token.letter == "P" and before:
            lent[position] = _dated(token, _span_after(before, token, notes), is_lent=True)
        before = lent[position] if lent[position].span else before
    return lent


def _span_before(
    token: Token, following: list[Token], span: YearSpan, context: Context, notes: Notes
) -> YearSpan:
    """The year of a month listed before a dated one: «октябрь, январь 2023» of the plan of
    2022/2023 begins in 2022."""
    listed, after = _signature(following[:1]) == "a", following[1:2]
    if not (listed and after and after[0].point and token.point and context.period):
        return span
    day = day_of(span.first - 1, token.point.first, Notes()) if span.kind is Kind.YEAR else None
    is_later = token.point.first > after[0].point.first
    if not (is_later and day and context.period[0] <= day <= context.period[1]):
        return span
    notes.add(f"«{token.text}» стоит в списке раньше: принят {day.year} год", 0.2)
    return YearSpan(day.year, day.year)


def _span_after(before: Token, token: Token, notes: Notes) -> YearSpan | None:
    """The year of a month named after a dated one: «ноябрь 2022 – январь» ends in 2023."""
    span = before.span
    is_earlier = before.point and token.point and token.point.first < before.point.first
    if span and is_earlier and span.kind is Kind.YEAR:
        span = YearSpan(span.first + 1, span.last + 1)
        notes.add(f"Год для «{token.text}» не указан: принят {span.first}", 0.2)
    return span


def _with_assumed_years(tokens: list[Token], context: Context, notes: Notes) -> list[Token]:
    """Years for a phrase that names none: the plan's, and the next one after a New Year: of
    «сентябрь – май» and «октябрь, январь» the second part is in the year after."""
    assumed: list[Token] = []
    before: Token | None = None
    for token in tokens:
        dated = token
        if token.letter == "P" and token.point:
            dated = _after(before, token, notes) if before else _assumed(token, context, notes)
            before = dated if dated.span else None
        assumed.append(dated)
    return assumed


def _after(before: Token, token: Token, notes: Notes) -> Token:
    span = before.span or YearSpan(UNKNOWN_YEAR, UNKNOWN_YEAR)
    is_earlier = before.point and token.point and token.point.first < before.point.first
    if not is_earlier:
        return _dated(token, span)
    notes.add(f"Год для «{token.text}» не указан: принят {span.first + 1}", 0.0)
    return _dated(token, YearSpan(span.first + 1, span.last + 1))


def _assumed(token: Token, context: Context, notes: Notes) -> Token:
    """The only year the period allows; of several the base year or the first, and it is asked."""
    years = _years_in_period(token.point, context) if token.point else []
    if context.is_yearly:
        is_day = token.point is not None and token.point.kind in (Kind.DATE, Kind.DATES)
        # «ежегодно до 1 октября» begins with the first such day of the plan
        return _dated(token, YearSpan(years[0], years[0])) if is_day and years else token
    if len(years) != 1 and context.base_year is None:
        notes.add("Год не указан", 0.7)
        return token
    base = context.base_year or years[0]
    year = base if base in years or not years else years[0]
    notes.add(f"Год не указан: принят {year}", 0.5 if len(years) > 1 else 0.3)
    school = _only_school_year(context) if _is_of_school_year(context) else None
    if school is not None and token.point and token.point.kind is Kind.HALF_YEAR:
        return _dated(token, YearSpan(school, school + 1, is_school=True))
    return _dated(token, YearSpan(year, year))


def _years_in_period(point: Point, context: Context) -> list[int]:
    if context.period is None:
        return []
    start, end = context.period
    ignored = Notes()
    days = [(year, day_of(year, point.first, ignored)) for year in range(start.year, end.year + 1)]
    return [year for year, day in days if day and start <= day <= end]


def windows_of(item: Item, notes: Notes) -> Iterator[Window]:
    if any(_span(part).first <= UNKNOWN_YEAR for part in item.parts):
        return
    _ask_about(item, notes)
    found = list(_within(item.first, item.last or item.first, notes))
    if item.is_until:
        yield from (Window(None, _last_day(item, start, end, notes)) for start, end in found)
    elif item.is_open:
        yield from (Window(start, None) for start, _ in found[:1])
    else:
        yield from (Window(start, end) for start, end in found)


def _ask_about(item: Item, notes: Notes) -> None:
    if item.is_end and not item.is_until:
        notes.add("Слово «конец» не учтено: взят весь срок", 0.2)
    if not item.lead and not item.last and _is_day(item.first):
        notes.add("Не сказано, «к» этой дате или «до» неё", 0.1)


def _is_day(token: Token) -> bool:
    return token.point is not None and token.point.kind is Kind.DATE


def _is_run_of_years(token: Token) -> bool:
    return token.span is not None and token.span.kind is Kind.YEARS


def _point(token: Token) -> Point:
    return token.point or _span(token).whole


def _span(token: Token) -> YearSpan:
    return token.span or YearSpan(UNKNOWN_YEAR, UNKNOWN_YEAR)


def _within(first: Token, last: Token, notes: Notes) -> Iterator[Bounds]:
    """All bounds from the first part to the last one."""
    shares_years = first is last or first.is_lent or last.is_lent
    if first.point and last.point and shares_years and _span(first) == _span(last):
        yield from bounds_within(first.point, last.point, _span(first), notes)
        return
    start_year = _years(first, _point(first).first[0])[0]
    end_year = _years(last, _point(last).last[0])[-1]
    start = day_of(start_year, _point(first).first, notes)
    yield from bounds(start, day_of(end_year, _point(last).last, notes), notes)


def _years(token: Token, month: int) -> list[int]:
    return _span(token).years_of(month)


def _last_day(item: Item, start: date, end: date, notes: Notes) -> date:
    """«До 20.03» includes the day. «До декабря» ends before December, the safer of two readings;
    «до 2024 года» includes the year, as the plans «на 2020–2024 годы» mean it. Both are asked."""
    if item.lead != "u" or item.is_end or _is_single_days(item.first):
        return end
    before = start - timedelta(days=1)
    notes.add(f"Неясно, до начала или до конца: {before:%d.%m.%Y} или {end:%d.%m.%Y}", 0.5)
    is_calendar_year = item.first.point is None and not _span(item.first).is_school
    return end if is_calendar_year else before


def _is_single_days(token: Token) -> bool:
    return token.point is not None and token.point.kind in (Kind.DATE, Kind.DATES)
