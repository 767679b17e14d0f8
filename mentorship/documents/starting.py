"""A draft begun from the page of what it is about: a pair, a mentor, a partner."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from mentorship.core.exceptions import DomainError
from mentorship.documents.kinds import KINDS, Kind
from mentorship.organizations.models import Membership

_TOKEN = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True)
class Start:
    """A button: the kind of the draft, and the field that is chosen already."""

    kind: str
    field: str
    value: int
    # What is said beside the title where a page offers one kind several times.
    about: str = ""

    @property
    def title(self) -> str:
        return KINDS[self.kind].title


def start_of(request: HttpRequest) -> str:
    """The press that `{% start_token %}` named; anything else is no name of a press."""
    given = request.POST.get("start_token", "")
    return given if _TOKEN.fullmatch(given) else ""


def chosen_fields(kind: Kind, member: Membership, given: QueryDict) -> dict[str, Any]:
    """Fields that another page has chosen, as a draft keeps them, checked by the kind's own form.

    Fields that were not sent keep their first values. Raises DomainError in the form's words.
    """
    form = kind.form(given, member=member)
    for name in set(form.fields) - set(given):
        del form.fields[name]
    if not form.is_valid():
        words = [str(error) for errors in form.errors.values() for error in errors]
        raise DomainError(" ".join(words))
    return form.as_fields()
