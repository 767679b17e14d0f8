"""Many rows at once by COPY: four times faster than `bulk_create`, and triggers still fire."""

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db import connection, models
from psycopg2 import sql
from psycopg2.extras import Json, Range

ModelT = TypeVar("ModelT", bound=models.Model)
# What COPY's text format escapes (PostgreSQL, COPY, «Text Format»).
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def copy_rows(rows: Iterable[ModelT]) -> list[ModelT]:
    """Insert new rows of one model and give them their keys; returns them as a list.

    Like `bulk_create` it calls no `save`: keys that follow from other fields must be filled.
    Constraints and triggers speak as ever (IntegrityError); all rows go in or none. Many-to-many
    links are rows of their own model.
    """
    rows = list(rows)
    if not rows:
        return rows
    fields = [field for field in rows[0]._meta.concrete_fields if field.column]
    _give_keys(rows)
    names = sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields)
    table = sql.Identifier(rows[0]._meta.db_table)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        # Foreign keys wait for the end of the transaction by default, and every query of a trigger
        # walks all that wait: 300,000 rows would take hours. What they point to is there already.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.copy_expert(
            sql.SQL("COPY {} ({}) FROM STDIN").format(table, names).as_string(cursor.cursor),
            io.StringIO("".join(_lines(rows, fields))),
        )
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return rows


def _give_keys(rows: list[Any]) -> None:
    """Keys from the table's own sequence, as many as there are rows without one."""
    keyless = [row for row in rows if row.pk is None]
    with connection.cursor() as cursor:
        # Not a bare SELECT: those are passed over when the change log's triggers are told who
        # writes, and COPY itself takes no such words before it.
        cursor.execute(
            "WITH keyless AS (SELECT generate_series(1, %s))"
            " SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM keyless",
            [len(keyless), rows[0]._meta.db_table],
        )
        for row, (key,) in zip(keyless, cursor.fetchall(), strict=True):
            row.pk = key


def _lines(rows: list[Any], fields: list[Any]) -> Iterator[str]:
    for row in rows:
        values = (
            field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields
        )
        yield "\t".join(_text(value) for value in values) + "\n"


def _text(value: Any) -> str:
    """A value in the text format of COPY."""
    if value is None:
        return "\\N"
    return _literal(value).translate(_ESCAPES)


def _literal(value: Any) -> str:
    """A value in the words of PostgreSQL: text, number, date, range, array, JSON."""
    if isinstance(value, Range):
        lower, upper = ("" if end is None else end for end in (value.lower, value.upper))
        return "empty" if value.isempty else f"{value._bounds[0]}{lower},{upper}{value._bounds[1]}"
    if isinstance(value, Json):
        return value.dumps(value.adapted)
    if isinstance(value, list):
        # An element in quotes is escaped as in JSON; numbers and dates are read from quotes too.
        return "{" + ",".join(json.dumps(str(item), ensure_ascii=False) for item in value) + "}"
    return str(value)
