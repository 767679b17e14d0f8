"""Recommendations of issued notes, as the institution they are addressed to reads them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Func, JSONField, Value

from mentorship.organizations.models import Organization
from monitoring.models import NoteVersion


@dataclass(frozen=True)
class Advice:
    """What one issued note advises an institution."""

    title: str
    whose: str
    version: NoteVersion
    texts: tuple[str, ...]


def advice_for(institution: Organization, *, since: date = date.min) -> list[Advice]:
    """Advice of the last versions of notes from above, issued since the day, the newest first.

    The note itself is not shown: it speaks of other institutions too.
    """
    addressed = [{"institution": institution.pk}]
    # A region's note advises thousands: the database picks out the own lines.
    own = Func(
        F("advice"),
        Value(f"$[*] ? (@.institution == {institution.pk})"),
        function="jsonb_path_query_array",
        output_field=JSONField(),
    )
    versions = (
        NoteVersion.objects.newest()
        .filter(advice__contains=addressed, issued_at__date__gte=since)
        .exclude(note__organization=institution)
        .annotate(own=own)
        .defer("body", "shown", "advice")
        .select_related("note__organization__parent")
        .order_by("-issued_at", "-pk")
    )
    return [
        Advice(
            str(version.note),
            version.note.organization.short_name,
            version,
            tuple(row["text"] for row in version.own),
        )
        for version in versions
    ]
