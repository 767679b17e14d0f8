"""The made region ten times over: its institutions with all that their indicators count.

Rows are copied inside the database with keys moved on, without the triggers and foreign keys of
these tables and without the index of search by parts of names: it is a database of the benchmark
alone, and no indicator reads them.
"""

from typing import Any

from django.db import connection, models

from mentorship.bank.models import (
    Affiliation,
    Consent,
    MenteeEntry,
    MentorEntry,
    Person,
)
from mentorship.documents.models import Document
from mentorship.organizations.models import Headcount, Organization
from mentorship.pairs.models import MentorTerm, Pair, PairMember
from mentorship.surveys.models import Response

TIMES = 10
STEP = 100_000_000
COPIED: tuple[type[models.Model], ...] = (
    *(Organization, Headcount, Person, Affiliation, MentorEntry, MenteeEntry, Consent),
    *(Document, Pair, MentorTerm, PairMember, Response),
)
FOREIGN = """
    SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass
"""
SEARCH = """
    SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
    JOIN pg_am a ON a.oid = i.relam WHERE x.indrelid = %s::regclass AND a.amname = 'gin'
"""


def grow(region: Organization) -> None:
    """Copy everything below the region nine times more."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for model in COPIED:
            _loosen(cursor, model._meta.db_table)
        for model in COPIED:
            cursor.execute(_copied(model), [region.pk] if model is Organization else [])
        cursor.execute("VACUUM ANALYZE")


def _loosen(cursor: Any, table: str) -> None:
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for query, drop in (
        (FOREIGN, f"ALTER TABLE {table} DROP CONSTRAINT "),
        (SEARCH, "DROP INDEX "),
    ):
        cursor.execute(query, [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'{drop}"{name}"')


def _copied(model: type[models.Model]) -> str:
    table = model._meta.db_table
    columns = [str(field.column) for field in model._meta.concrete_fields if field.column]
    made = ", ".join(_made(model, column) for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    below = "WHERE t.id <> %s" if model is Organization else ""
    # Names of our own tables and columns.
    return f"""
        INSERT INTO {table} ({names})
        SELECT {made} FROM {table} t, generate_series(1, {TIMES - 1}) AS copy {below}
    """  # noqa: S608 -- see above


def _made(model: type[models.Model], column: str) -> str:
    moved = f'(t."{column}" + {STEP} * copy)'
    field = next(field for field in model._meta.concrete_fields if field.column == column)
    if field.primary_key:
        return moved
    if model is Organization and column == "code":
        return f"(t.\"{column}\" || '-' || copy)"
    if model is Organization and column == "parent_id":
        # Municipalities of the copies stand under the one region.
        return f"CASE WHEN t.level = 'institution' THEN {moved} ELSE t.parent_id END"
    if field.related_model in COPIED:
        return moved
    return f't."{column}"'
