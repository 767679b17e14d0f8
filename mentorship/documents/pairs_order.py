"""The order «О закреплении наставнических пар (групп)» (S001, п. 4.6; S002, 20; S003, 1.2).

The room of pairs registers the kind: it gives the rows, this module the rest of the text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms

from mentorship.core.forms import RussianDateField
from mentorship.core.names import Case, guess_sex
from mentorship.documents.contexts import NameInCase
from mentorship.documents.models import Document
from mentorship.documents.names import Declension
from mentorship.documents.orders import (
    OrderContext,
    OrderForm,
    day_of,
    order_missing,
    order_values,
)

CODE = "pairs_order"
TITLE = "Приказ о закреплении наставнических пар (групп)"
SUBJECT = "О закреплении наставнических пар (групп)"
FOLDER = "pairs_order"
# Over this many the point names the annex instead of a paragraph of names.
MENTORS_BY_NAME = 8


@dataclass(frozen=True)
class PairRow:
    """A line of the annex: full names in the nominative, the period, where they meet if it is said.

    `mentor_sex` is "m", "f" or ""; a group has several mentees and may have a title.
    """

    WORDS: ClassVar[Mapping[str, str]] = {"place": "место_встреч"}

    mentor: str
    mentor_sex: str
    mentees: tuple[str, ...]
    form: str
    starts_on: date
    ends_on: date
    place: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class PairsOrderContext(OrderContext):
    protocol_number: str
    protocol_on: date | None
    curator: NameInCase | None
    programs_due_on: date | None
    mentors: tuple[NameInCase, ...]
    pairs: tuple[PairRow, ...]

    @property
    def mentors_are_named(self) -> bool:
        return len(self.mentors) <= MENTORS_BY_NAME

    @property
    def has_places(self) -> bool:
        return any(row.place for row in self.pairs)


class PairsOrderForm(OrderForm):
    """What a curator types; the room of pairs adds the choice of pairs."""

    standard_points = {
        "pairs": "Закрепить пары",
        "mentors": "Возложить обязанности на наставников",
        "programs": "Разработать программы",
    }
    rests_on_regulation = True

    protocol_number = forms.CharField(
        label="Номер протокола педагогического совета",
        max_length=40,
        required=False,
        help_text="Необязательно: если протокола нет, строка в приказ не войдёт.",
    )
    protocol_on = RussianDateField(label="Дата протокола", required=False)
    curator = forms.CharField(
        label="Куратор: фамилия, имя, отчество", max_length=200, required=False
    )
    programs_due_on = RussianDateField(label="Программы разработать до", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("protocol_number")) != bool(cleaned.get("protocol_on")):
            self.add_error(
                "protocol_on", "Укажите и номер, и дату протокола или ни того, ни другого."
            )
        return cleaned


def build_context(
    document: Document, rows: Sequence[PairRow], positions: Mapping[str, str] | None = None
) -> PairsOrderContext:
    """The context of an order over these lines; the typed fields may still be empty.

    `positions` are what mentors and the curator are, by full name, for the acquaintance list.
    """
    fields, names = document.fields, Declension(document.organization)
    mentors = {row.mentor: row.mentor_sex for row in rows}
    curator = fields.get("curator", "")
    return PairsOrderContext(
        **order_values(document, PairsOrderForm, names, [curator, *mentors], positions),
        protocol_number=fields.get("protocol_number", ""),
        protocol_on=day_of(fields.get("protocol_on")),
        curator=names.name(curator, Case.DATIVE) if curator else None,
        programs_due_on=day_of(fields.get("programs_due_on")),
        mentors=tuple(names.name(name, Case.ACCUSATIVE, sex) for name, sex in mentors.items()),
        pairs=tuple(rows),
    )


def missing(context: PairsOrderContext) -> list[str]:
    """What forbids registration, in words."""
    wanted = {
        "не выбрана ни одна пара или группа": context.pairs,
        "не указан куратор": context.curator,
        "не указан срок разработки программ": context.programs_due_on,
    }
    return order_missing(context, wanted)


def remarks(context: PairsOrderContext) -> list[str]:
    """What is only worth a look before the order is printed."""
    found = [] if context.protocol_number else ["нет номера протокола педагогического совета"]
    unsure = [row for row in context.pairs if not (row.mentor_sex or guess_sex(row.mentor))]
    if unsure:
        found.append("не удалось определить пол наставника: проверьте склонение")
    return found
