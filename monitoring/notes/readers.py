"""As whom the numbers of a note are read: everybody who opens it reads the same."""

from dataclasses import dataclass
from typing import Any

from mentorship.organizations.models import Organization
from monitoring.models import Note


@dataclass(frozen=True)
class Office:
    """An organization as the reader of its own branch: the whole of it, whoever opens the note."""

    organization: Organization
    institution_types: tuple[str, ...] = ()

    @property
    def organization_id(self) -> int:
        return self.organization.pk

    @property
    def institutions(self) -> Any:
        """Nothing is listed: the branch is not narrowed."""
        return Organization.objects.none()


def reader_of(note: Note) -> Any:
    """The methodist of whose institutions the note tells, else the whole organization."""
    return note.reach or Office(note.organization)
