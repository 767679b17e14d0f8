"""Results of a program written back into both banks (S002, row 33; the columns of domain C)."""

from datetime import date
from typing import Any

from django.db import transaction

from mentorship.bank.access import refuse_foreign
from mentorship.bank.models import MenteeEntry, MentorEntry, Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership

Entry = MentorEntry | MenteeEntry


@transaction.atomic
def record_results(
    *,
    member: Membership,
    entry: Entry,
    outcome: str,
    case_link: str,
    today: date,
    completion_mark: str = "",
    left_on: date | None = None,
) -> Entry:
    """«Результаты», «ссылка на кейс» and, for a mentee, «отметка о прохождении».

    With `left_on` the entry leaves the bank on that day; without, it stays as it is. Raises
    DomainError for a day before the entering and for whoever has no consent in force.
    """
    refuse_foreign(member, entry)
    entry = type(entry).objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if Person.objects.filter(pk=entry.person_id).without_consent_on(today).exists():
        raise DomainError(
            f"{entry.person.short_name}: нет действующего согласия, результаты не записываются."
        )
    if left_on and left_on < entry.entered_on:
        raise DomainError(
            f"{entry.person.short_name}: дата завершения раньше даты вхождения "
            f"({entry.entered_on:%d.%m.%Y})."
        )
    written: dict[str, Any] = {"outcome": outcome, "case_link": case_link}
    if left_on:
        written["left_on"] = left_on
    if isinstance(entry, MenteeEntry):
        written["completion_mark"] = completion_mark
    for name, value in written.items():
        setattr(entry, name, value)
    entry.save(update_fields=list(written))
    return entry
