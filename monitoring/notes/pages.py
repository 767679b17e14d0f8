"""What the pages of a note show beside its text: live numbers of a section, what they were."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core import signing

from mentorship.organizations.models import Membership
from monitoring.models import Note, NoteSection
from monitoring.notes.body import Reader, known_marks
from monitoring.notes.names import told
from monitoring.notes.services import standard_text
from monitoring.workbooks.shown import HIDDEN, UNKNOWN, Shown

SALT = "monitoring.notes.remembered"
COUNTED = frozenset({"figure", "indicator", "headcount", "round"})


@dataclass(frozen=True)
class LiveNumber:
    """A number that a section tells or told: what it reads now, and what it was when written.

    `stands` says whether the text still has its mark; else a person has written it by hand, and
    `is_changed` tells that the number has moved since.
    """

    code: str
    shows: str
    now: Shown
    before: str
    stands: bool

    @property
    def is_changed(self) -> bool:
        return bool(self.before) and self.before != self.now.text

    @property
    def needs_a_look(self) -> bool:
        """Written by hand, and not true any more."""
        return self.is_changed and not self.stands

    @property
    def is_unknown(self) -> bool:
        return self.now.state == UNKNOWN

    @property
    def is_hidden(self) -> bool:
        return self.now.state == HIDDEN


def live_numbers(
    section: NoteSection, member: Membership, today: date, text: str | None = None
) -> list[LiveNumber]:
    """Numbers of the text and of the standard text, in their order.

    They are read with the marks of the whole note, or a small number could be worked out.
    """
    note = section.note
    text = section.text if text is None else text
    standing = [mark.written for mark in known_marks(text, note)]
    standard = standard_text(note, section.code, member)
    wanted = {mark.written: mark for mark in known_marks(f"{text}\n{standard}", note)}
    everywhere = {
        mark.written: mark for row in note.sections.all() for mark in known_marks(row.text, note)
    }
    reader = Reader(note, today, tuple((everywhere | wanted).values()))
    return [
        LiveNumber(
            code,
            told(mark, note.organization),
            reader.shown[code],
            section.remembered.get(code, ""),
            code in standing,
        )
        for code, mark in wanted.items()
        if mark.kind in COUNTED
    ]


def changed_sections(note: Note, shown: Mapping[str, Shown]) -> dict[str, int]:
    """By code of the section: how many numbers written by hand have moved since."""
    found = {}
    for section in note.sections.all():
        standing = {mark.written for mark in known_marks(section.text, note)}
        moved = [
            code
            for code, before in section.remembered.items()
            if code not in standing and code in shown and shown[code].text != before
        ]
        if moved:
            found[section.code] = len(moved)
    return found


def sealed(numbers: list[LiveNumber]) -> str:
    """What the page showed, to come back with the text that was written beside it."""
    return signing.dumps({row.code: row.now.text for row in numbers}, salt=SALT)


def unsealed(text: str) -> dict[str, str]:
    try:
        found: dict[str, str] = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return {}
    return found
