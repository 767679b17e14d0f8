"""How long a document may be: what is made while the page waits, what by a job, what not at all.

A row of an annex costs about 12 ms of layout: 300 rows are a page's patience, 3,000 a worker's.
"""

from mentorship.core.exceptions import DomainError
from mentorship.core.wording import counted

MOST_AT_ONCE = 300
# Half a second of layout: so long others may wait for the counter of numbers.
MOST_UNDER_LOCK = 40
MOST_PRINTED = 3_000
# A worker has a hundred seconds for a job.
LONG_SECONDS = 80.0


def rows_in(text: str) -> int:
    """Rows of all tables of a rendered text; no typed text can hold a tag."""
    return text.count("<tr")


def is_long(text: str) -> bool:
    """Whether its PDF takes longer than a page may wait."""
    return rows_in(text) > MOST_AT_ONCE


def prints_first(text: str) -> bool:
    """Whether it is printed before it takes its number (docs/decisions/0017)."""
    return rows_in(text) > MOST_UNDER_LOCK


def refuse_endless(text: str) -> None:
    """DomainError for a text that nobody would print."""
    rows = rows_in(text)
    if rows > MOST_PRINTED:
        said = counted(rows, "строка", "строки", "строк")
        raise DomainError(
            f"В приложениях {said}: больше {MOST_PRINTED} не печатается. Скачайте приложение "
            "в Excel и приложите к приказу файлом или разделите приказ на несколько."
        )
