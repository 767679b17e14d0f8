"""The order «О закреплении наставнических пар (групп)» (S001, п. 4.6; S002, 20; S003, 1.2).

The room of pairs registers the kind: it gives the rows, this module the rest of the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from mentorship.core.forms import RussianDateField
from mentorship.core.names import Case, guess_sex, initials_after
from mentorship.documents.contexts import DocumentContext, NameInCase, requisites
from mentorship.documents.forms import KindForm
from mentorship.documents.models import Document
from mentorship.documents.names import Declension

CODE = "pairs_order"
TITLE = "Приказ о закреплении наставнических пар (групп)"
SUBJECT = "О закреплении наставнических пар (групп)"
FOLDER = "pairs_order"
# Over this many the point names the annex instead of a paragraph of names.
MENTORS_BY_NAME = 8
ONESELF, PERSON = "self", "person"


@dataclass(frozen=True)
class PairRow:
    """A line of the annex: full names in the nominative, the period, where they meet if it is said.

    `mentor_sex` is "m", "f" or ""; a group has several mentees and may have a title.
    """

    mentor: str
    mentor_sex: str
    mentees: tuple[str, ...]
    form: str
    starts_on: date
    ends_on: date
    place: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class PairsOrderContext(DocumentContext):
    basis: str
    protocol_number: str
    protocol_on: date | None
    curator: NameInCase | None
    programs_due_on: date | None
    mentors: tuple[NameInCase, ...]
    extra_points: tuple[str, ...]
    control_position: NameInCase | None
    control_name: NameInCase | None
    pairs: tuple[PairRow, ...]
    acquainted: tuple[str, ...]

    @property
    def mentors_are_named(self) -> bool:
        return len(self.mentors) <= MENTORS_BY_NAME

    @property
    def has_places(self) -> bool:
        return any(row.place for row in self.pairs)


class PairsOrderForm(KindForm):
    """What a curator types; the room of pairs adds the choice of pairs."""

    basis = forms.CharField(
        label="Основание",
        max_length=600,
        initial="Положением о системе наставничества",
        help_text="Продолжение слов «В соответствии с …».",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
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
    control = forms.ChoiceField(
        label="Контроль",
        choices=[(ONESELF, "оставляю за собой"), (PERSON, "возложить на сотрудника")],
        initial=ONESELF,
    )
    control_position = forms.CharField(
        label="Контроль: должность сотрудника", max_length=200, required=False
    )
    control_name = forms.CharField(
        label="Контроль: фамилия, имя, отчество сотрудника", max_length=200, required=False
    )
    extra_points = forms.CharField(
        label="Дополнительные пункты",
        max_length=6000,
        required=False,
        help_text="Каждый пункт с новой строки, без номера.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    acquaint = forms.BooleanField(label="Лист ознакомления", required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("protocol_number")) != bool(cleaned.get("protocol_on")):
            self.add_error(
                "protocol_on", "Укажите и номер, и дату протокола или ни того, ни другого."
            )
        if cleaned.get("control") == PERSON and not cleaned.get("control_name"):
            self.add_error("control_name", "Укажите, на кого возлагается контроль.")
        return cleaned


def build_context(document: Document, rows: Sequence[PairRow]) -> PairsOrderContext:
    """The context of an order over these lines; the typed fields may still be empty."""
    fields = document.fields
    names = Declension(document.organization)
    mentors = {row.mentor: row.mentor_sex for row in rows}
    curator, control = fields.get("curator", ""), fields.get("control_name", "")
    is_delegated = fields.get("control") == PERSON
    position = fields.get("control_position", "")
    listed = dict.fromkeys([curator, *([control] if is_delegated else []), *mentors])
    return PairsOrderContext(
        **requisites(document),
        basis=fields.get("basis", "").strip().rstrip("."),
        protocol_number=fields.get("protocol_number", ""),
        protocol_on=_day(fields.get("protocol_on")),
        curator=names.name(curator, Case.DATIVE) if curator else None,
        programs_due_on=_day(fields.get("programs_due_on")),
        mentors=tuple(names.name(name, Case.ACCUSATIVE, sex) for name, sex in mentors.items()),
        extra_points=_lines(fields.get("extra_points", "")),
        control_position=names.position(position, Case.ACCUSATIVE)
        if is_delegated and position
        else None,
        control_name=names.name(control, Case.ACCUSATIVE) if is_delegated and control else None,
        pairs=tuple(rows),
        acquainted=tuple(initials_after(name) for name in listed if name)
        if fields.get("acquaint", True)
        else (),
    )


def missing(context: PairsOrderContext) -> list[str]:
    """What forbids registration, in words."""
    wanted = {
        "не выбрана ни одна пара или группа": context.pairs,
        "не указано основание": context.basis,
        "не указан куратор": context.curator,
        "не указан срок разработки программ": context.programs_due_on,
        "не указан руководитель, который подписывает приказ": context.signatory,
    }
    return [words for words, value in wanted.items() if not value]


def remarks(context: PairsOrderContext) -> list[str]:
    """What is only worth a look before the order is printed."""
    found = [] if context.protocol_number else ["нет номера протокола педагогического совета"]
    unsure = [row for row in context.pairs if not (row.mentor_sex or guess_sex(row.mentor))]
    if unsure:
        found.append("не удалось определить пол наставника: проверьте склонение")
    return found


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _lines(text: str) -> tuple[str, ...]:
    stripped = (" ".join(line.split()) for line in text.splitlines())
    return tuple(f"{line.rstrip('.;')}." for line in stripped if line)
