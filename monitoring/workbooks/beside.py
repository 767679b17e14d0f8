"""What stands beside a cell that people fill by hand: the question in the words of the form."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

Place = tuple[int, int]
_MANUAL = re.compile(r"\{\{\s*(?:manual|вручную)\s*\.", re.IGNORECASE)
_LONGEST = 200


def is_words(text: str) -> bool:
    """Whether a cell says something: not a number, not «1.2»."""
    return any(letter.isalpha() for letter in text)


def beside(
    marked: Iterable[tuple[int, int, str]], words: Mapping[Place, str]
) -> list[tuple[int, int, str]]:
    """Of each manual cell the words at its left; with several in a row the heading above as well.

    Where nothing stands at the left, the heading alone.
    """
    asked = [(row, column) for row, column, text in marked if _MANUAL.search(text)]
    in_row = Counter(row for row, _ in asked)
    rows: dict[int, list[int]] = {}
    columns: dict[int, list[int]] = {}
    for row, column in words:
        rows.setdefault(row, []).append(column)
        columns.setdefault(column, []).append(row)
    found = []
    for row, column in asked:
        left = max((other for other in rows.get(row, ()) if other < column), default=0)
        above = max((other for other in columns.get(column, ()) if other < row), default=0)
        chosen = [(row, left)] if left else []
        if above and (not left or in_row[row] > 1):
            chosen.append((above, column))
        question = ": ".join(" ".join(words[place].split()).rstrip(" :") for place in chosen)
        if question:
            found.append((row, column, question[:_LONGEST]))
    return found
