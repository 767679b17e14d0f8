"""As whom the numbers of a note are read: everybody who opens it reads the same."""

from dataclasses import dataclass
from typing import Any

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import limits_of
from monitoring.models import Note

MANY = {
    Organization.Type.SCHOOL: "школы",
    Organization.Type.COLLEGE: "профессиональные образовательные организации",
    Organization.Type.KINDERGARTEN: "детские сады",
    Organization.Type.SUPPLEMENTARY: "организации дополнительного образования",
}


@dataclass(frozen=True)
class Office:
    """An organization as the reader of its own branch, or of the part a note tells of."""

    organization: Organization
    institution_types: tuple[str, ...] = ()
    listed: tuple[int, ...] = ()

    @property
    def organization_id(self) -> int:
        return self.organization.pk

    @property
    def institutions(self) -> Any:
        return Organization.objects.filter(pk__in=self.listed)


def reader_of(note: Note) -> Any:
    """Reads what the note tells of, whoever opens it and whatever limits he has by now."""
    return Office(note.organization, tuple(note.part_types), tuple(note.part_listed))


def part_of(note: Note) -> Any:
    """The same of a part of the municipality; None of the whole."""
    return reader_of(note) if note.is_of_part else None


def part_words(member: Membership) -> str:
    """The institutions a methodist is narrowed to: «школы: СОШ № 1, СОШ № 2»; nothing for all."""
    types, listed = limits_of(member)
    kinds = ", ".join(words for code, words in MANY.items() if code in types)
    rows = Organization.objects.filter(pk__in=listed).order_by("short_name", "pk")
    return ": ".join(filter(None, (kinds, ", ".join(rows.values_list("short_name", flat=True)))))
