from datetime import date

from django.db import IntegrityError, transaction

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from monitoring.access import can_set_plan
from monitoring.catalogue.tables import Choice
from monitoring.models import FigureTable


def save_table(
    *, member: Membership, title: str, choice: Choice, is_shared: bool = False
) -> FigureTable:
    """Keep a choice under a name of the member's organization.

    Raises DomainError for a name that is taken, and for a role that keeps no tables.
    """
    if not can_set_plan(member):
        raise DomainError("Сохранять таблицы ваша роль не может.")
    try:
        with transaction.atomic():
            return FigureTable.objects.create(
                organization=member.organization,
                title=title.strip(),
                query=choice.query,
                is_shared=is_shared and not member.organization.is_institution,
                created_by=member,
            )
    except IntegrityError:
        raise DomainError(f"Таблица «{title.strip()}» уже есть: назовите эту иначе.") from None


def archive_table(*, member: Membership, table: FigureTable, today: date) -> None:
    """Take a table of the own organization off the list; the change log keeps it."""
    if not can_set_plan(member) or table.organization_id != member.organization_id:
        raise DomainError("Убрать таблицу может только организация, которая её сохранила.")
    table.archived_on = today
    table.save(update_fields=["archived_on"])
