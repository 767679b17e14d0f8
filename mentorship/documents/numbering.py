"""Numbers of documents: typed from the organization's order book, or counted by the system."""

import re
from datetime import date

from django.db import IntegrityError, connection, transaction

from mentorship.core.exceptions import DomainError
from mentorship.documents.kinds import Kind, kind_of
from mentorship.documents.models import Document, NumberSeries, TakenNumber
from mentorship.organizations.models import Organization

LONGEST = 40
_PASSED_OVER = re.compile("[\\s№.\\-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}]")
# What was typed on the wrong keyboard is the same number on paper: a Latin «OD» is «ОД».
_LOOK_ALIKES = str.maketrans("ABCDEHKMOPTXY", "АВСДЕНКМОРТХУ")


def number_key(number: str) -> str:
    """What numbers are compared by: «203ОД», «203-од» and «№ 203 – OD» are one number."""
    return _PASSED_OVER.sub("", number).upper().replace("Ё", "Е").translate(_LOOK_ALIKES)


def is_own(organization: Organization, kind: Kind) -> bool:
    """Whether the system counts the numbers itself; else they are typed from the order book."""
    return kind.always_own or organization.order_numbering == Organization.Numbering.OWN


def take_number(document: Document, kind: Kind, typed: str, year: int) -> None:
    """Give the document its number in the book of a calendar year, for ever; its row is locked.

    Must run in the registering transaction: a counted number is lost to nobody when it is undone.
    Raises DomainError for an empty, too long or taken number.
    """
    ordinal = None
    if is_own(document.organization, kind):
        ordinal = _next_ordinal(document, kind, year)
        typed = _pattern(document, kind).replace("{n}", str(ordinal))
    document.number = " ".join(typed.split())
    document.number_key = number_key(document.number)
    if not document.number_key:
        raise DomainError("Укажите номер из книги приказов, например 204-ОД.")
    if len(document.number) > LONGEST:
        raise DomainError(f"Номер длиннее {LONGEST} знаков: проверьте его.")
    _keep(document, kind, ordinal, year)


def next_number(document: Document, day: date) -> str:
    """The number that will be counted next, shown before registration; empty where it is typed."""
    kind = kind_of(document)
    if not is_own(document.organization, kind):
        return ""
    series = NumberSeries.objects.filter(
        organization=document.organization_id, kind=kind.series, year=day.year
    ).first()
    return _pattern(document, kind).replace("{n}", str((series.last if series else 0) + 1))


def _pattern(document: Document, kind: Kind) -> str:
    return kind.number_pattern or document.organization.order_number_pattern


# One statement makes, locks and counts on the row: a lock held through three costs a third of the
# registrations that eight processes can make.
_COUNT_ON = """
    INSERT INTO documents_numberseries (organization_id, kind, year, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (organization_id, kind, year)
    DO UPDATE SET last = documents_numberseries.last + 1
    RETURNING last
"""


def _next_ordinal(document: Document, kind: Kind, year: int) -> int:
    """Count on under the lock of the counter row: it is held until the registration commits."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ON, [document.organization_id, kind.series, year])
        return int(cursor.fetchone()[0])


def _keep(document: Document, kind: Kind, ordinal: int | None, year: int) -> None:
    taken = TakenNumber(
        organization_id=document.organization_id,
        year=year,
        series=kind.series,
        number_key=document.number_key,
        ordinal=ordinal,
        document=document,
    )
    try:
        with transaction.atomic():
            taken.save(force_insert=True)
    except IntegrityError as error:
        if "takennumber_unique_in_year" not in str(error):
            raise
        raise DomainError(_taken_words(taken, document)) from None


def _taken_words(taken: TakenNumber, document: Document) -> str:
    holder = TakenNumber.objects.select_related("document").get(
        organization_id=taken.organization_id,
        year=taken.year,
        series=taken.series,
        number_key=taken.number_key,
    )
    held = holder.document
    words = f"Номер {document.number} в {taken.year} году уже занят: № {held.number}"
    state = " (отменён)" if held.state == Document.State.CANCELLED else ""
    return f"{words} от {held.dated_on:%d.%m.%Y}, «{held.title}»{state}."
