"""Which people a pair shows, for the reading log."""

from collections.abc import Iterable
from typing import Any

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.pairs.models import Pair


def people_in(pairs: Iterable[Pair]) -> set[int]:
    """The mentor and the mentees, former ones too; reads `mentor_entry` and `members`."""
    return {
        person
        for pair in pairs
        for person in (pair.mentor_entry.person_id, *(m.person_id for m in pair.members.all()))
    }


def note_pairs(kind: Reading.Kind, pairs: Iterable[Pair], **about: Any) -> None:
    note_reading(kind, people_in(pairs), **about)
