"""Cuts a normalised phrase into tokens; one letter names each, so that shapes are regexes.

P part of a year · D part with its own year · Y year · R «текущего года» · S «учебный год» ·
f с · u до · n не позднее · t по · e конец · h dash · a list sign · s slash ·
w any other word · " " a word that adds nothing
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from roadmaps.deadlines.spans import (
    UNKNOWN_YEAR,
    Notes,
    Point,
    YearSpan,
    day_point,
    days_point,
    month_point,
    months_point,
)
from roadmaps.deadlines.values import Kind

FIRST_YEAR, LAST_YEAR = 2015, 2040
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100  # any other number is no year at all

MONTHS = [
    r"янв(?:ар\w*)?",
    r"фев(?:р(?:ал\w*)?)?",
    r"мар(?:т[аеу]?)?",
    r"апр(?:ел\w*)?",
    r"ма[йяею]",
    r"июн[ьяею]?",
    r"июл[ьяею]?",
    r"авг(?:уст\w*)?",
    r"сен(?:т(?:яб\w*)?)?",
    r"окт(?:яб\w*)?",
    r"ноя(?:б\w*)?",
    r"дек(?:аб\w*)?",
]
STEMS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
MONTH = rf"\b(?:{'|'.join(MONTHS)})\b"
NUMBER = r"(?P<n>iv|i{1,3}|[1-4]|перв|втор|трет|четв)(?:-?[а-я]{1,5})?"
NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "перв": 1, "втор": 2, "трет": 3, "четв": 4}
# Terms of a school year by their months; each school has its own holidays.
TERMS = {1: (9, 10), 2: (11, 12), 3: (1, 3), 4: (4, 5)}
SEASONS = {"осен": 9, "зим": 12, "весн": 3, "лет": 6}
CALENDAR = "PDYRS"
WORD, FILLER = "w", " "
FOLLOWED = dict.fromkeys("funt", CALENDAR + "e") | {"e": CALENDAR}


@dataclass(frozen=True)
class Token:
    letter: str
    text: str
    point: Point | None = None
    span: YearSpan | None = None
    is_lent: bool = False  # the year is a neighbour's


Match = re.Match[str]


@dataclass(frozen=True)
class Scan:
    """A phrase cut up: what carries dates, everything else, and the words of it that mean much."""

    dated: list[Token]
    rest: str
    unread: str


def scan(text: str, notes: Notes) -> Scan:
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        token, position = _next_token(text, position, notes)
        tokens.append(token)
    return _settle(tokens)


def _next_token(text: str, position: int, notes: Notes) -> tuple[Token, int]:
    for pattern, reader in RULES:
        if match := pattern.match(text, position):
            return reader(match, notes), match.end()
    return Token(FILLER, text[position]), position + 1


def _settle(tokens: list[Token]) -> Scan:
    """Keeps a preposition only where a date follows; elsewhere it is a word like any other."""
    dated: list[Token] = []
    rest: list[str] = []
    unread: list[str] = []
    following = WORD
    for token in reversed(tokens):
        letter = token.letter
        if letter in FOLLOWED and following not in FOLLOWED[letter]:
            letter = WORD
        if letter in (WORD, FILLER):
            rest.append(token.text)
        else:
            dated.append(token)
        if letter == WORD:
            unread.append(token.text)
        if letter != FILLER:
            following = letter
    return Scan(dated[::-1], _words(rest), _words(unread))


def _words(reversed_words: list[str]) -> str:
    return " ".join(" ".join(reversed(reversed_words)).split())


def _month(text: str) -> int:
    """The month of a word that MONTH has matched; three letters tell, but for «мая», «мае»."""
    stem = text.strip()[:3]
    return STEMS.index(stem) + 1 if stem in STEMS else 5


def _year(digits: str, notes: Notes) -> int:
    """The year; a slip of the pen such as «20222» is read by its first or last four digits."""
    year = int(digits) if len(digits) > 2 else 2000 + int(digits)
    if len(digits) > 4:
        guesses = [int(digits[:4]), int(digits[-4:])]
        year = next((guess for guess in guesses if _plausible(guess)), guesses[0])
        notes.add(f"Год «{digits}» записан с ошибкой: прочитан как {year}", 0.7)
    if not _plausible(year):
        notes.add(f"Год {year:04} вне пределов {FIRST_YEAR}–{LAST_YEAR}: проверьте", 0.7)
    return year if EARLIEST_YEAR <= year <= LATEST_YEAR else UNKNOWN_YEAR


def _plausible(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def _dated(point: Point, digits: str, text: str, notes: Notes) -> Token:
    year = _year(digits, notes)
    return Token("D", text, point, YearSpan(year, year))


def _read_iso(match: Match, notes: Notes) -> Token:
    point = day_point(int(match["d"]), int(match["m"]))
    return _dated(point, match["y"], match[0], notes)


def _read_date(match: Match, notes: Notes) -> Token:
    """«20.03.2022», «20-25.03.2022», «20.03»."""
    first, last, month = int(match["from"] or match["d"]), int(match["d"]), int(match["m"])
    point = days_point(first, last, month) if match["from"] else day_point(last, month)
    if match["y"]:
        return _dated(point, match["y"], match[0], notes)
    return Token("P", match[0], point)


def _read_day(match: Match, notes: Notes) -> Token:
    """«20 марта», «20-25 марта», «с 20 по 25 марта»."""
    last, month = int(match["d"]), _month(match["m"])
    if match["from"]:
        return Token("P", match[0], days_point(int(match["from"]), last, month))
    return Token("P", match[0], day_point(last, month))


def _read_month(match: Match, notes: Notes) -> Token:
    return Token("P", match[0], month_point(_month(match[0])))


def _read_decade(match: Match, notes: Notes) -> Token:
    """«Вторая декада мая» is 11–20 May."""
    number, month = NUMBERS.get(match["n"]) or int(match["n"]), _month(match["m"])
    return Token(
        "P", match[0], days_point(10 * number - 9, 10 * number if number < 3 else 0, month)
    )


def _read_season(match: Match, notes: Notes) -> Token:
    first = next(month for stem, month in SEASONS.items() if match[0].startswith(stem))
    last = (first + 1) % 12 + 1
    notes.add(f"«{match[0]}» – месяцы с {first:02} по {last:02}", 0.1)
    return Token("P", match[0], Point((first, 1), (last, 0), Kind.MONTHS))


def _read_part(match: Match, notes: Notes) -> Token:
    """A quarter or a half-year."""
    word = match["n"]
    number = NUMBERS.get(word) or int(word)
    if match["unit"] == "кв":
        return Token("P", match[0], months_point(number, 3, Kind.QUARTER))
    if number > 2:
        return Token(WORD, match[0])
    return Token("P", match[0], months_point(number, 6, Kind.HALF_YEAR))


def _read_term(match: Match, notes: Notes) -> Token:
    """«I четверть»: the holidays around it are the school's own, so it is asked."""
    first, last = TERMS[NUMBERS.get(match["n"]) or int(match["n"])]
    notes.add(f"Четверть прочитана как месяцы с {first:02} по {last:02}: сверьте с каникулами", 0.5)
    return Token("P", match[0], Point((first, 1), (last, 0), Kind.MONTHS))


def _read_year(match: Match, notes: Notes) -> Token:
    year = _year(match[0], notes)
    return Token("Y", match[0], span=YearSpan(year, year))


def _read_relative(match: Match, notes: Notes) -> Token:
    """«текущего года», or «года» alone; the shift from the base year is kept as the span."""
    word = match["which"] or ""
    shift = (
        1 if word.startswith(("след", "буд")) else -1 if word.startswith(("прош", "пред")) else 0
    )
    return Token("R", match[0], span=YearSpan(shift, shift))


def _sign(letter: str) -> Callable[[Match, Notes], Token]:
    return lambda match, notes: Token(letter, match[0])


def _read_rough_part(match: Match, notes: Notes) -> Token:
    notes.add(f"Уточнение «{match[0]}» не учтено: взят весь срок", 0.2)
    return Token(FILLER, match[0])


# The first rule that matches at a position takes it.
RULES: list[tuple[re.Pattern[str], Callable[[Match, Notes], Token]]] = [
    (re.compile(pattern), reader)
    for pattern, reader in [
        (r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b", _read_iso),
        (
            r"\b(?:(?P<from>\d{1,2})-)?(?P<d>\d{1,2})\.(?P<m>\d\d?)"
            r"(?:\.(?P<y>\d{4,5}|\d\d))?(?![\d.]*\d)",
            _read_date,
        ),
        (
            rf"\b(?:(?:с )?(?P<from>\d\d?)(?:-?го)?(?:-| (?:по|до) ))?"
            rf"(?P<d>\d\d?)(?:-?го| числа)?\s*(?P<m>{MONTH})",
            _read_day,
        ),
        (
            rf"\b(?P<n>перв|втор|трет|[1-3])(?:-?[а-я]{{1,5}})?\s+декад\w*\s+(?P<m>{MONTH})",
            _read_decade,
        ),
        (MONTH, _read_month),
        (r"\b(?:осень\w*|осени|весн\w+|лето\w*|лета|зим[аыоуе]\w*)\b", _read_season),
        (rf"\b{NUMBER}\s*(?P<unit>кв)(?:артал\w*|\b)", _read_part),
        (rf"\b{NUMBER}\s*(?P<unit>полуг)\w*", _read_part),
        (rf"\b{NUMBER}\s*(?P<unit>четв)(?:ерт\w*|\b)", _read_term),
        (r"\b\d{4,5}(?!\d)", _read_year),
        (r"\bучебный год\b", _sign("S")),
        (
            r"\b(?P<which>текущ\w+|нынешн\w+|этого|следующ\w+|будущ\w+|прошл\w+|предыдущ\w+)"
            r"\s+(?:год\w*|(?=учебный год))",
            _read_relative,
        ),
        (r"\b(?P<which>)год(?:а|у|е|ом)?\b", _read_relative),
        (r"\b(?:в срок )?до\b|\bк(?:о)?\b", _sign("u")),
        (r"\bне позднее\b|\bне позже\b", _sign("n")),
        (r"\b(?:с|со|от|начиная с)\b", _sign("f")),
        (r"\bпо\b", _sign("t")),
        (r"\bкон(?:ец|ц[ауе]|цом)\b", _sign("e")),
        (r"\b(?:начал[оаеу]|середин[аыеу])\b", _read_rough_part),
        (
            r"\b(?:в|во|на|за|срок|сроки|период|течение|весь|всего|месяц\w*|квартал\w*|годы|гг?|"
            r"включительно|число)\b",
            _sign(FILLER),
        ),
        (r"\bи\b|[,;]", _sign("a")),
        (r"/", _sign("s")),
        (r"-", _sign("h")),
        (r"\w+", _sign(WORD)),
    ]
]
