"""What the application's database role may do: everything but changing the logs."""

import pghistory
from django.apps import apps
from django.db import connection, transaction
from psycopg2 import sql

from mentorship.audit.models import Reading


def append_only_tables() -> list[str]:
    """Tables of both logs: rows are added, the changes by triggers, and never changed."""
    events = [m._meta.db_table for m in apps.get_models() if issubclass(m, pghistory.models.Event)]
    return [*events, Reading._meta.db_table]


@transaction.atomic
def grant_application_role(role: str) -> None:
    """Give the role its rights anew (idempotent); creates the role where the server lacks it.

    Run by the owner after migrations. Raises ProgrammingError when the caller may not grant.
    """
    name = sql.Identifier(role)
    with connection.cursor() as cursor:

        def run(statement: str, *names: sql.Identifier) -> None:
            # As text: the change log looks at every statement of a command that says who it is.
            cursor.execute(sql.SQL(statement).format(*names).as_string(cursor.cursor))

        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if not cursor.fetchone():
            run("CREATE ROLE {} LOGIN", name)
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
            "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}",
            # Runs as its owner and removes nothing that is still to be kept.
            "GRANT EXECUTE ON FUNCTION audit_purge_readings(timestamptz) TO {}",
            # So does this: it empties lines about people who are there no more, and no others.
            "GRANT EXECUTE ON FUNCTION bank_scrub_history(bigint[]) TO {}",
        ):
            run(statement, name)
        for table in append_only_tables():
            run("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}", sql.Identifier(table), name)
