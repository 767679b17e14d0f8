"""Emptying the database after a transactional test: the rows that it left, and nothing else.

Django truncates all tables and fills in its own anew, half a second each time; a test leaves rows
in some forty of 240 tables and seldom changes the reference data.
"""

import pgtrigger
from django.db import connection, transaction

from mentorship.reference import load_reference

# What migrations wrote.
OF_MIGRATIONS = frozenset({"django_migrations", "django_content_type", "auth_permission"})


class Reference:
    """The rows of the reference data as they were loaded, told by their places in the tables."""

    def load(self) -> None:
        load_reference()
        self.loaded = _marks(_tables_with_rows())

    def is_untouched(self, tables: set[str]) -> bool:
        return self.loaded.keys() <= tables and _marks(self.loaded) == self.loaded

    def empty_the_rest(self) -> None:
        """Take away what a test wrote; reference data that it changed is loaded anew."""
        tables = _tables_with_rows()
        is_kept = self.is_untouched(tables)
        # Triggers forbid to delete registered and frozen rows; references are checked at the end.
        with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
            for table in sorted(tables - (self.loaded.keys() if is_kept else set())):
                cursor.execute(f'DELETE FROM "{table}"')
        if not is_kept:
            self.load()


def _tables_with_rows() -> set[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    looks = [f"(SELECT '{table}' FROM \"{table}\" LIMIT 1)" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(looks))
        return {table for (table,) in cursor.fetchall()} - OF_MIGRATIONS


def _marks(tables) -> dict[str, str]:
    """One mark a table; every written row has a new place or a new transaction."""
    look = "(SELECT '{0}', count(*) || ':' || sum(hashtext(ctid::text || xmin::text)) FROM \"{0}\")"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(look.format(table) for table in sorted(tables)))
        return dict(cursor.fetchall())
