"""Numbers of documents: typed from the organization's order book, or counted by the system."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.documents.kinds import ORDERS, Kind, kind_of
from mentorship.documents.models import Document, NumberSeries, SeriesNumbering, TakenNumber
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.number_patterns import LONGEST, fill_pattern
from mentorship.organizations.roles import Right

_PASSED_OVER = re.compile("[\\s№.\\-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}]")
# What was typed on the wrong keyboard is the same number on paper: a Latin «OD» is «ОД».
# Stands for {n} while a pattern is read; no year holds it.
_MARK = 7777777
_LOOK_ALIKES = str.maketrans("ABCDEHKMOPTXY", "АВСДЕНКМОРТХУ")


class NumberError(DomainError):
    """The number cannot be given; it is told beside the number."""


def number_key(number: str) -> str:
    """What numbers are compared by: «203ОД», «203-од» and «№ 203 – OD» are one number."""
    return _PASSED_OVER.sub("", number).upper().replace("Ё", "Е").translate(_LOOK_ALIKES)


@dataclass(frozen=True)
class NumberRule:
    """How an organization numbers the documents of a series."""

    is_own: bool
    pattern: str


def rule_of(organization: Organization, kind: Kind) -> NumberRule:
    """What the organization has chosen for the kind's series, else what the kind says."""
    return rules_of(organization, [kind])[0]


def rules_of(organization: Organization, kinds: Sequence[Kind]) -> list[NumberRule]:
    """The rules of kinds, in one statement."""
    series = {kind.series for kind in kinds}
    rows = SeriesNumbering.objects.filter(organization=organization, series__in=series)
    chosen = {row.series: row for row in rows}
    return [_rule(organization, kind, chosen.get(kind.series)) for kind in kinds]


def _rule(organization: Organization, kind: Kind, chosen: SeriesNumbering | None) -> NumberRule:
    if chosen:
        return NumberRule(chosen.numbering == Organization.Numbering.OWN, chosen.pattern)
    is_own = kind.always_own or organization.order_numbering == Organization.Numbering.OWN
    return NumberRule(is_own, kind.number_pattern or organization.order_number_pattern)


def is_own(organization: Organization, kind: Kind) -> bool:
    """Whether the system counts the numbers itself; else they are typed from the order book."""
    return rule_of(organization, kind).is_own


@transaction.atomic
def set_numbering(
    *,
    member: Membership,
    series: str,
    numbering: str,
    pattern: str,
    begins_with: int | None = None,
) -> None:
    """Choose who numbers a series of the member's organization, and how; from the next number on.

    That of orders is a requisite of the organization, also edited there. `begins_with` is the first
    number counted in this calendar year, after those of the organization's own book; it is passed
    over once the system has counted in the year.
    """
    if not member.may(Right.DOCUMENTS_REGISTER):
        raise PermissionDenied
    if begins_with and numbering == Organization.Numbering.OWN:
        _begin_with(member.organization, series, begins_with)
    if series == ORDERS:
        organization = member.organization
        organization.order_numbering, organization.order_number_pattern = numbering, pattern
        organization.save(update_fields=["order_numbering", "order_number_pattern"])
        return
    SeriesNumbering.objects.update_or_create(
        organization=member.organization,
        series=series,
        defaults={"numbering": numbering, "pattern": pattern},
    )


def _begin_with(organization: Organization, series: str, number: int) -> None:
    year = timezone.localdate().year
    counter, _created = NumberSeries.objects.select_for_update().get_or_create(
        organization=organization, kind=series, year=year
    )
    if counter.last == counter.begins_after:
        counter.last = counter.begins_after = number - 1
        counter.save(update_fields=["last", "begins_after"])


def has_counted(organization: Organization, series: str, year: int) -> bool:
    """Whether the system has given a number of the series in a year."""
    counters = NumberSeries.objects.filter(organization=organization, kind=series, year=year)
    return counters.exclude(last=F("begins_after")).exists()


def highest_typed(organization: Organization, series: str, pattern: str, year: int) -> int:
    """The highest number of the year's own book that reads as the pattern does; 0 without any."""
    typed = TakenNumber.objects.filter(
        organization=organization, series=series, year=year, ordinal=None
    )
    before, _n, after = fill_pattern(pattern, _MARK, year).partition(str(_MARK))
    reads = re.compile(f"{re.escape(number_key(before))}([0-9]+){re.escape(number_key(after))}")
    found = [reads.fullmatch(key) for key in typed.values_list("number_key", flat=True)]
    return max((int(match[1]) for match in found if match), default=0)


def take_number(document: Document, kind: Kind, typed: str, year: int) -> None:
    """Give the document its number in the book of a calendar year, for ever; its row is locked.

    Must run in the registering transaction: a counted number is lost to nobody when it is undone.
    Raises DomainError for an empty, too long or taken number.
    """
    rule = rule_of(document.organization, kind)
    if rule.is_own:
        _count_number(document, kind, rule.pattern, year)
        return
    _put(document, typed)
    if not document.number_key:
        raise NumberError("Укажите номер из книги приказов, например 204-ОД.")
    if len(document.number) > LONGEST:
        raise NumberError(f"Номер длиннее {LONGEST} знаков: проверьте его.")
    _is_kept(document, kind, None, year)


def took_foreseen(document: Document, kind: Kind, year: int) -> bool:
    """Take the counted number the document carries already, if it is the next one still.

    False when others were quicker: nothing is taken then, and the counter is free again.
    """
    foreseen = document.number
    with transaction.atomic():
        take_number(document, kind, "", year)
        if document.number == foreseen:
            return True
        transaction.set_rollback(True)
    return False


def next_number(document: Document, day: date) -> str:
    """The number that will be counted next, shown before registration; empty where it is typed."""
    kind = kind_of(document)
    rule = rule_of(document.organization, kind)
    if not rule.is_own:
        return ""
    return foreseen_number(document.organization_id, kind.series, rule.pattern, day.year)


def foreseen_number(organization: int, series: str, pattern: str, year: int) -> str:
    """The number the pattern gives next; those that were typed into the book are passed over."""
    return foreseen_numbers(organization, {series: pattern}, year)[series]


def foreseen_numbers(organization: int, patterns: Mapping[str, str], year: int) -> dict[str, str]:
    """The next number of each series by its pattern, in two statements."""
    counters = NumberSeries.objects.filter(
        organization=organization, kind__in=patterns.keys(), year=year
    )
    typed = TakenNumber.objects.filter(
        organization=organization, series__in=patterns.keys(), year=year, ordinal=None
    )
    last, taken = (
        dict(counters.values_list("kind", "last")),
        set(typed.values_list("series", "number_key")),
    )
    found = {}
    for series, pattern in patterns.items():
        ordinal = last.get(series, 0) + 1
        while (series, number_key(fill_pattern(pattern, ordinal, year))) in taken:
            ordinal += 1
        found[series] = fill_pattern(pattern, ordinal, year)
    return found


def is_taken(organization: int, series: str, number: str, year: int) -> bool:
    """Whether a document of the year holds the number, in whatever spelling."""
    taken = TakenNumber.objects.filter(organization=organization, series=series, year=year)
    return taken.filter(number_key=number_key(number)).exists()


def _put(document: Document, number: str) -> None:
    document.number = " ".join(number.split())
    document.number_key = number_key(document.number)


def _count_number(document: Document, kind: Kind, pattern: str, year: int) -> None:
    """The next number that nobody has typed; a typed one it meets becomes part of the count.

    So an organization that hands its book over to the system in the middle of a year is not stuck
    at a number of the book, and the count has no gap.
    """
    is_kept = False
    while not is_kept:
        ordinal = _next_ordinal(document, kind, year)
        _put(document, fill_pattern(pattern, ordinal, year))
        is_kept = _is_kept(document, kind, ordinal, year)


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


def _is_kept(document: Document, kind: Kind, ordinal: int | None, year: int) -> bool:
    """Whether the number is the document's now; False where a typed one took the ordinal instead.

    DomainError for a number that another document holds.
    """
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
    else:
        return True
    if ordinal and _holders(taken).filter(ordinal=None).update(ordinal=ordinal):
        return False
    raise NumberError(_taken_words(taken, document))


def _holders(taken: TakenNumber) -> QuerySet[TakenNumber]:
    return TakenNumber.objects.filter(
        organization_id=taken.organization_id,
        year=taken.year,
        series=taken.series,
        number_key=taken.number_key,
    )


def _taken_words(taken: TakenNumber, document: Document) -> str:
    holder = _holders(taken).select_related("document").get()
    held = holder.document
    words = f"Номер {document.number} в {taken.year} году уже занят: № {held.number}"
    state = " (отменён)" if held.state == Document.State.CANCELLED else ""
    way_out = " Выберите в настройках нумерации другой образец." if taken.ordinal else ""
    return f"{words} от {held.dated_on:%d.%m.%Y}, «{held.title}»{state}.{way_out}"
