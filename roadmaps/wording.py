"""The reading of a deadline in words: dates, recurrence, and why there are no dates."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from mentorship.core.wording import counted
from roadmaps.deadlines import Kind
from roadmaps.readings import MANUAL

MONTHS = (
    "", "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
RECURRENCES = {
    "yearly": "ежегодно",
    "half_yearly": "раз в полугодие",
    "quarterly": "ежеквартально",
    "termly": "раз в четверть",
    "monthly": "ежемесячно",
    "fortnightly": "раз в две недели",
    "weekly": "еженедельно",
    "daily": "ежедневно",
    "as_needed": "по мере необходимости",
    "continuous": "постоянно",
    "by_schedule": "даты задаёт график",
}
WITHOUT_DATES: dict[str, str] = {
    Kind.EXTERNAL: "срок устанавливает другой орган",
    Kind.EVENT: "срок зависит от события",
    Kind.RECURRING: "первая дата не названа",
    Kind.EMPTY: "срок не указан",
    Kind.UNKNOWN: "срок не распознан",
    MANUAL: "без даты",
}


def reading_in_words(
    windows: Sequence[Sequence[str | None]],
    recurrence: str,
    deadline_kind: str,
    next_due: date | None = None,
) -> str:
    """«до 20.03.2022», «01.04.2023 – 30.04.2023, ежегодно: октябрь», «даты задаёт график».

    `next_due` is the day of the next turn of a recurring task, if it has turns.
    """
    dated = "; ".join(window_in_words(*window) for window in windows)
    turn = f"ближайший срок {next_due:%d.%m.%Y}" if recurrence and next_due else ""
    undated = "" if turn else WITHOUT_DATES.get(deadline_kind, "")
    parts = [dated or undated, recurrence_in_words(recurrence), turn]
    return ", ".join(part for part in parts if part)


@lru_cache(maxsize=4096)  # the rows of a plan name the same days over and over
def window_in_words(start: str | None, end: str | None) -> str:
    """One window given by ISO dates; a side without a date is open."""
    first, last = day_in_digits(start), day_in_digits(end)
    if first and last:
        return first if first == last else f"{first} – {last}"
    return f"до {last}" if last else f"с {first}"


def day_in_digits(iso: str | None) -> str:
    return f"{date.fromisoformat(iso):%d.%m.%Y}" if iso else ""


@lru_cache(maxsize=512)
def recurrence_in_words(code: str) -> str:
    """«yearly:9-10» → «ежегодно: сентябрь–октябрь»; nothing for none."""
    name, _, months = code.partition(":")
    words = RECURRENCES.get(name, "")
    if not months:
        return words
    if name == "monthly":
        return f"{words} до {months} числа"
    named = "".join(MONTHS[int(part)] if part.isdecimal() else part for part in _parts(months))
    return f"{words}: {named}"


def _parts(months: str) -> list[str]:
    """«9-10,12» → 9, –, 10, «, », 12."""
    spaced = months.replace("-", " – ").replace(",", " , ").split()
    return [", " if part == "," else part for part in spaced]


def outside_in_words(days: Iterable[date | None], period: tuple[date, date]) -> str:
    """«2 срока выходят за период карты …», or nothing; such dates are kept, but said."""
    first, last = period
    count = sum(day is not None and not first <= day <= last for day in days)
    if not count:
        return ""
    words = counted(count, "срок выходит", "срока выходят", "сроков выходят")
    return f"{words} за период карты {first:%d.%m.%Y} – {last:%d.%m.%Y}."
