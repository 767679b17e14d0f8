"""The two banks in the columns of their official forms, and the sample made of the same columns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.affiliations import place_on
from mentorship.bank.banks import BANKS, Bank, BankInfo
from mentorship.bank.companions import Companion, companions_of
from mentorship.bank.importing.columns import (
    SheetColumn,
    official_columns,
    sample_columns,
)
from mentorship.bank.models import EntryQuerySet, Person
from mentorship.bank.sheets import VALUES
from mentorship.bank.summaries import entry_list, with_relations
from mentorship.core.spreadsheets.writing import Column, write_table
from mentorship.jobs.progress import Progress
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear


@dataclass(frozen=True)
class ExportRow:
    number: int
    entry: Any
    companions: list[Companion]


# So many entries are held in memory at once, with all that belongs to them.
AT_ONCE = 1000


def export_bank(
    *,
    member: Membership,
    bank: BankInfo,
    year: SchoolYear,
    today: date,
    progress: Progress | None = None,
) -> bytes:
    """The bank of the year as .xlsx: only people, and companions, with a consent in force today."""
    entries = exported(bank, member, year, today).order_by("person__sort_name", "pk")
    page = list(entries.values_list("pk", "person"))
    given = {person for _, person in page}
    rows = export_rows(bank, [pk for pk, _ in page], given, year, today, progress)
    content = write_table(bank.title, export_columns(bank.code), rows)
    note_reading(Reading.Kind.EXPORT, sorted(given), selection=f"{bank.title}, {year}")
    return content


def exported(bank: BankInfo, member: Membership, year: SchoolYear, today: date) -> EntryQuerySet:
    """Entries that an export holds."""
    return entry_list(bank, member, year, today).filter(is_disclosed=True)


def export_rows(
    bank: BankInfo,
    pks: list[int],
    given: set[int],
    year: SchoolYear,
    today: date,
    progress: Progress | None = None,
) -> Iterator[ExportRow]:
    """Rows of the entries in their order; companions that are shown join `given`."""
    entries = with_relations(
        bank, bank.model.objects.annotate(place=place_on(year.counted_on(today)))
    )
    for start in range(0, len(pks), AT_ONCE):
        if progress:
            progress.step(start, len(pks), f"Собираю строки: {start} из {len(pks)}")
        part = pks[start : start + AT_ONCE]
        by_pk = entries.in_bulk(part)
        companions = companions_of(bank.code, part, year)
        open_to_show = _disclosed(companions, today)
        given |= open_to_show
        for number, pk in enumerate(part, start + 1):
            shown = [c for c in companions.get(pk, []) if c.person.pk in open_to_show]
            yield ExportRow(number, by_pk[pk], shown)


def _disclosed(companions: dict[int, list[Companion]], today: date) -> set[int]:
    pks = {companion.person.pk for found in companions.values() for companion in found}
    if not pks:
        return set()
    return set(
        Person.objects.filter(pk__in=pks).with_consent_on(today).values_list("pk", flat=True)
    )


def export_columns(bank: Bank) -> list[Column[ExportRow]]:
    return [
        Column(column.heading, _reader(bank, column), width=column.width)
        for column in official_columns(bank)
    ]


def _reader(bank: Bank, column: SheetColumn) -> Callable[[ExportRow], Any]:
    if column.code == "number":
        return attrgetter("number")
    read = VALUES[bank][column.code]
    return lambda row: read(row.entry, row.companions)


def export_name(bank: BankInfo, member: Membership, year: SchoolYear) -> str:
    """«База_наставников_Школа № 1_2022-2023.xlsx» (ecosystem §5.3)."""
    return f"{bank.file_name}_{member.organization.short_name}_{year.first}-{year.first + 1}.xlsx"


SAMPLES: dict[Bank, dict[str, Any]] = {
    Bank.MENTORS: {
        "number": 1,
        "name": "Образцова Мария Петровна",
        "contacts": "8 900 000-00-00",
        "place": "учитель физики",
        "competences": "подготовка к олимпиадам, проектная работа",
        "achievements": "победитель районного конкурса «Учитель года»",
        "interests": "робототехника",
        "desired_age": "14–16 лет",
        "time_resource": "2 часа в неделю",
        "forms": "учитель – ученик",
    },
    Bank.MENTEES: {
        "number": 1,
        "name": "Образцов Артём Игоревич",
        "place": "7 «А»",
        "contacts": "представитель: Образцова Ольга Ивановна, 8 900 000-00-01",
        "birth": 2009,
        "request": "подготовка к олимпиаде по физике",
        "forms": "учитель – ученик",
    },
}


def sample(bank: Bank, year: SchoolYear) -> bytes:
    """A file that can be loaded as it is: the official headings and one row of the school year."""
    row = SAMPLES[bank] | {"entered_on": year.starts_on}
    columns: list[Column[dict[str, Any]]] = [
        Column(column.heading, partial(_sampled, column.code), width=column.width)
        for column in sample_columns(bank)
    ]
    return write_table(BANKS[bank].title, columns, [row])


def _sampled(code: str, row: dict[str, Any]) -> Any:
    return row.get(code)
