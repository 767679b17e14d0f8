"""Rows that were made before those they point to were written."""

from collections.abc import Iterable
from typing import Any


def with_keys(rows: Iterable[Any], *names: str) -> None:
    """Tell each row the keys of what it points to by these names, now that they are known.

    The row itself is given, not its key: with another key Django would forget the row it holds.
    """
    for row in rows:
        for name in names:
            setattr(row, name, getattr(row, name))
