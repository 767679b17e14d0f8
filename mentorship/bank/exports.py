"""The two banks in the columns of their official forms, and the sample made of the same columns."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.banks import BANKS, Bank, BankInfo
from mentorship.bank.companions import Companion, companions_of
from mentorship.bank.importing.columns import SheetColumn, official_columns
from mentorship.bank.models import Person
from mentorship.bank.sheets import VALUES
from mentorship.bank.summaries import entry_list
from mentorship.core.spreadsheets.writing import Column, write_table
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear


@dataclass(frozen=True)
class ExportRow:
    number: int
    entry: Any
    companions: list[Companion]


def export_bank(*, member: Membership, bank: BankInfo, year: SchoolYear, today: date) -> bytes:
    """The bank of the year as .xlsx: only people, and companions, with a consent in force today."""
    entries = entry_list(bank, member, year, today).filter(is_disclosed=True)
    page = list(entries.order_by("person__sort_name", "pk"))
    companions = companions_of(bank.code, [entry.pk for entry in page], year)
    open_to_show = _disclosed(companions, today)
    rows = [
        ExportRow(
            n, entry, [c for c in companions.get(entry.pk, []) if c.person.pk in open_to_show]
        )
        for n, entry in enumerate(page, start=1)
    ]
    given = [entry.person_id for entry in page] + sorted(open_to_show)
    note_reading(Reading.Kind.EXPORT, given, selection=f"{bank.title}, {year}")
    return write_table(bank.title, export_columns(bank.code), rows)


def _disclosed(companions: dict[int, list[Companion]], today: date) -> set[int]:
    pks = {companion.person.pk for found in companions.values() for companion in found}
    return set(
        Person.objects.filter(pk__in=pks).with_consent_on(today).values_list("pk", flat=True)
    )


def export_columns(bank: Bank) -> list[Column[ExportRow]]:
    return [
        Column(column.heading, partial(_value, bank, column), width=column.width)
        for column in official_columns(bank)
    ]


def _value(bank: Bank, column: SheetColumn, row: ExportRow) -> Any:
    if column.code == "number":
        return row.number
    return VALUES[bank][column.code](row.entry, row.companions)


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
        for column in official_columns(bank)
    ]
    return write_table(BANKS[bank].title, columns, [row])


def _sampled(code: str, row: dict[str, Any]) -> Any:
    return row.get(code)
