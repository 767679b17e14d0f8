"""The one call that every page, file and job makes when it gives out data of people."""

from collections.abc import Iterable

from django.db import models

from mentorship.audit.context import current_actor
from mentorship.audit.models import Reading

_LONGEST = Reading._meta.get_field("selection").max_length


def note_reading(
    kind: Reading.Kind,
    people: Iterable[int],
    *,
    about: models.Model | None = None,
    selection: str = "",
) -> None:
    """Write who is shown whose data now: one statement, in the transaction of the page.

    `people` are pks of Person, `about` the row that was opened (a consent, a document),
    `selection` the filter in words, never a name. Nobody shown is nothing to write. When the log
    cannot be written the page is not given: the error goes up.
    """
    pks = sorted(set(people))
    if not pks and about is None:
        return
    who = current_actor()
    Reading.objects.create(
        kind=kind,
        user_id=who.user,
        membership_id=who.membership,
        organization_id=who.organization,
        people=pks,
        count=len(pks),
        subject=about._meta.label_lower if about else "",
        subject_pk=about.pk if about else None,
        selection=selection[:_LONGEST],
        request_id=who.request,
        job=who.job,
        address=who.address,
    )
