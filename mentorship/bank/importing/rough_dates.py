"""Dates of a programme as sheets have them: «сентябрь 2022», «2022/2023 уч. г.», «по н. в.»."""

import re
from calendar import monthrange
from datetime import date

from mentorship.core.wording import month_number, parse_school_year

_MONTH = re.compile(r"(?:с |до |по )?([а-яё]+)\.? (\d{4})(?: ?г(?:ода?|\.)?)?")
_GOES_ON = re.compile(
    r"(?:по )?(?:настоящее время|н\. ?в\.?|нв|продолжа\w*|действу\w*|в процессе|не заверш\w*)",
)


def goes_on(text: str) -> bool:
    """Whether the words in place of an end date say that there is none yet."""
    return bool(_GOES_ON.fullmatch(text.lower()))


def rough_day(text: str, *, is_end: bool) -> date | None:
    """First day of a month or of a school year, or the last one for an end; None for other text."""
    if match := _MONTH.fullmatch(text.lower()):
        month, year = month_number(match[1]), int(match[2])
        if month and 1900 <= year <= 2100:
            return date(year, month, monthrange(year, month)[1] if is_end else 1)
        return None
    try:
        year = parse_school_year(text)
    except ValueError:
        return None
    return date(year + 1, 8, 31) if is_end else date(year, 9, 1)
