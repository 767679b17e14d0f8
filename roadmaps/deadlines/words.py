"""Spelling of deadline phrases: normal form, recurrences, and phrases that name no date."""

import re

from roadmaps.deadlines.values import Kind

# Applied in this order to the lower-cased text.
SPELLING = [
    (r"<[^>]*>", " "),
    (r"[\u00ad\u200b-\u200f\u2060\ufeff]", ""),
    (r"[‐-―−]", "-"),
    (r"ё", "е"),
    (r"[іi]", "i"),  # the Roman numerals of quarters, typed in either alphabet
    (r"\bв\s+течении\b", "в течение"),
    (r"[«»\"'()*_•]", " "),
    (r"(?<=\d)[оo](?=\d)", "0"),
    (r"(?<=[а-я])(?=\d)|(?<=\d)(?=[а-я]{3})", " "),  # «сентябрь2022», «15апреля»
    (r"\b(\d{1,2})\s*[./,]\s*(\d{1,2})\s*[./,]\s*(?=\d{4})", r"\1.\2."),
    (r"\b(\d{1,2}\.\d{1,2})[.,]?\s+(?=\d{4})", r"\1."),  # «15.04 2022»
    (r"\s*-\s*", "-"),
    (r"\bуч(?:ебн\w+|еб)?\.?\s*г(?:од\w*|г)?\b\.?", "учебный год"),
    (r"(\.\d\d\.\d\d)\s*г(?:ода?)?\b\.*", r"\1"),  # «01.06.23г.»
    # «2022г», «2022 года», «2023-2024 г..г»: the word «год» adds nothing to a year
    (
        r"(\d{4,5})\s*-?(?:й|го|м|ый|ом)?\s*г(?:од(?:а|у|ы|ов|ом|е)?\b|\.*\s*г\b|\b)[\s.]*",
        r"\1 ",
    ),
    (r"\b(\d\d)(\d\d)\s*/\s*(?:\1)?(\d\d)\b", r"\1\2/\g<1>\3"),  # «2022/23»
    (r"\b(\d\d)(\d\d)-(\d\d)(?=\s+учебный)", r"\1\2-\1\3"),
    (r"(?<![\d.-])(\d\d)[-/](\d\d)(?=\s+учебный)", r"20\1-20\2"),
    (r"(?<!\d)\.|\.(?!\d)", " "),
    # «I, II квартал», «1-2 полугодие»: the noun belongs to each number
    (
        r"\b(i{1,3}|iv|[1-4])\s*(,|и|-)\s*"
        r"(?=(?:(?:i{1,3}|iv|[1-4])\s*(?:,|и|-)\s*)*(?:i{1,3}|iv|[1-4])\s*(кв|полуг|четв))",
        r"\1 \3 \2 ",
    ),
    (r"\s+", " "),
]
SPELLING_RULES = [(re.compile(pattern), replacement) for pattern, replacement in SPELLING]

_TIMES = (
    r"(?:не\s+(?:реже|менее)\s+)?(?:чем\s+)?(?:(?:\d+|одн\w+|одного|двух|дв[ае])\s+)?раза?\s+в\s+"
)

_WEEKDAYS = r"(?:понедельник|вторник|сред|четверг|пятниц|суббот)(?:ам|ям)"

# The first that matches names the recurrence; all of them are taken out of the text.
RECURRENCES = [
    ("half_yearly", rf"{_TIMES}полугоди\w*|(?:2|два|двух)\s+раза?\s+в\s+год\w*"),
    ("quarterly", rf"ежекварт\w+|{_TIMES}кварт\w+"),
    ("termly", rf"{_TIMES}(?:учебную\s+)?четверть"),
    ("fortnightly", rf"{_TIMES}(?:2|две)\s+недел\w+"),
    ("monthly", rf"ежемес\w+|{_TIMES}месяц\w*|кажд\w+\s+месяц\w*"),
    (
        "weekly",
        rf"еженед\w+(?:\s+по\s+{_WEEKDAYS})?|по\s+{_WEEKDAYS}|{_TIMES}недел\w+|кажд\w+\s+(?:понедельник|вторник|сред|четверг|пятниц)\w*",
    ),
    ("daily", r"ежедневн\w+"),
    ("yearly", rf"ежегодн\w+|{_TIMES}год\b|кажд\w+\s+год\w*"),
    (
        "as_needed",
        r"(?:по\s+мере|при|в\s+случае|по)\s+(?:\w+\s+)?необходимости|по\s+(?:запрос|требовани)\w+",
    ),
    (
        "continuous",
        r"постоянно|регулярно|систематически|непрерывно|"
        r"на\s+(?:регулярной|постоянной|систематической)\s+основе",
    ),
]
RECURRENCE_RULES = [(code, re.compile(rf"\b(?:{pattern})\b")) for code, pattern in RECURRENCES]

_UNIT = r"(?:дн\w+|день|недел\w+|месяц\w*|сут\w+|час\w*)"
_COUNT = r"(?:\d+|одн\w+|двух|две|трех|три|пяти|десяти|нескольких)(?:-?\w{1,2})?"

# These are counted from something else, even if a number or a date stands in them.
COUNTED_FROM = re.compile(
    rf"\b(?:через|в течение|за|не позднее(?: чем)?(?: за| через)?)\s+{_COUNT}\s+(?:\w+\s+)?{_UNIT}"
    r"|\b(?:приказ|письм|распоряжени|постановлени)\w*\s+(?:\w+\s+){0,3}от\s+\d"
)

# Looked for in what is left when dates and recurrences are taken out; the first match wins.
PHRASES = [
    (Kind.EXTERNAL, r"соответствии с[о]?\b.*\bсрок|срок\w*,?\s+(?:устан|указан|определ)"),
    (Kind.EXTERNAL, r"(?:установлен|указанн|определен)\w+\s+(?:\w+\s+)?срок|четверт|каникул"),
    (Kind.SCHEDULE, r"график|расписани|\b(?:по|согласно)\b.*\bплан|соответствии с\b.*\bплан"),
    (
        Kind.PERIOD,
        r"\b(?:вес[ьего]+|течение|протяжении|период\w*)\s+(?:\w+\s+)?"
        r"(?:период|срок|реализаци|внедрени|действи)",
    ),
    (
        Kind.EVENT,
        r"\bпосле\b|\bпо (?:мере|заверш|оконч|итог|результат|поступл)|зависимости|\bходе\b|"
        r"\bдо (?:заверш|оконч|начал)|\bперед\b|\bпри\b|завтра|сегодня|незамедлительно|немедленно|"
        r"согласовани|\bсо? (?:момента|дня)\b|"
        rf"\bтечение {_UNIT}|\bв день\b",
    ),
]
PHRASE_RULES = [(kind, re.compile(pattern)) for kind, pattern in PHRASES]

DAY_OF_MONTH = re.compile(r"\bдо\s+(\d{1,2})(?:\s*-?\s*го)?(?:\s+числа|\s*$)")
LATER = re.compile(
    r"[,;-]?\s*\b(?:далее|затем|впоследствии|в дальнейшем|в последующ\w+)\b\s*[,:-]*"
)
PLANNED = re.compile(r"\b(?:за)?планир\w+(?:\s+на\b)?")
ROUGHLY = re.compile(r"\b(?:ориентировочн|предположительн|предварительн|примерн)\w+")


def normalise(text: str) -> str:
    """Lower case, one kind of dash, single spaces, «г.» after a year and stray dots removed."""
    text = text.lower()
    for pattern, replacement in SPELLING_RULES:
        text = pattern.sub(replacement, text)
    return text.strip(" -,;:")


def take_recurrence(text: str) -> tuple[str, str]:
    """The code of the recurrence, or "", and the text without all words of recurrence."""
    code, day = "", DAY_OF_MONTH.search(text)
    for name, pattern in RECURRENCE_RULES:
        text, found = pattern.subn(" ", text)
        if found and not code:
            code = name
    if code == "monthly" and day and 1 <= int(day[1]) <= 31:
        code, text = f"monthly:{int(day[1])}", DAY_OF_MONTH.sub(" ", text)
    return code, " ".join(text.split())


def phrase_kind(text: str) -> Kind | None:
    """The class of a phrase that names no date, or None."""
    return next((kind for kind, pattern in PHRASE_RULES if pattern.search(text)), None)
