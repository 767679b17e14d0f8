"""Many querysets asked in one statement, whose text can be kept and asked again.

Put together as text: through the ORM, subqueries of one statement cost more than the answer.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


@dataclass(frozen=True)
class Statement:
    """Answers what `names` say in their order; what `empty` names has no rows by itself."""

    names: tuple[str, ...]
    empty: tuple[str, ...]
    sql: str
    values: tuple[Any, ...]

    def answers(self) -> dict[str, int]:
        """The answers by name: numbers, or true and false; 0 for what is empty by itself."""
        found = dict.fromkeys([*self.names, *self.empty], 0)
        if self.names:
            with connection.cursor() as cursor:
                cursor.execute(self.sql, self.values)
                found.update(zip(self.names, cursor.fetchone(), strict=True))
        return found


def counting(querysets: Mapping[str, QuerySet[Any]]) -> Statement:
    """How many rows each has."""
    queries = {name: rows.order_by().query for name, rows in querysets.items()}
    return _statement(queries, "(SELECT COUNT(*) FROM ({}) AS n)")


def looking(querysets: Mapping[str, QuerySet[Any]]) -> Statement:
    """Whether each has any row."""
    queries = {name: rows.query.exists() for name, rows in querysets.items()}
    return _statement(queries, "EXISTS ({})")


def _statement(queries: Mapping[str, Any], asked: str) -> Statement:
    parts: dict[str, str] = {}
    values: list[Any] = []
    for name, query in queries.items():
        with suppress(EmptyResultSet):
            parts[name], given = query.sql_with_params()
            values += given
    empty = tuple(name for name in queries if name not in parts)
    # Texts of the ORM alone, with their values apart.
    sql = f"SELECT {', '.join(asked.format(part) for part in parts.values())}"
    return Statement(tuple(parts), empty, sql, tuple(values))
