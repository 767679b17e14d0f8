"""An event as an iCalendar file (RFC 5545): one entry a session, or one for the whole event."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from mentorship.bank.models import Event

# Bytes a line may take; the rest is folded to the next line after a space.
_LINE = 74


def event_as_ics(event: Event, now: datetime) -> str:
    """Times are local to whoever opens the file: the event is held where they are."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Наставничество//RU"]
    for number, (title, day, last, hour) in enumerate(_entries(event)):
        lines += [
            "BEGIN:VEVENT",
            f"UID:event-{event.pk}-{number}@mentorship",
            f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            *_when(day, last, hour),
            f"SUMMARY:{_escaped(title)}",
            *([f"LOCATION:{_escaped(event.place)}"] if event.place else []),
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _entries(event: Event) -> Iterator[tuple[str, date, date, time | None]]:
    sessions = list(event.sessions.all())
    if not sessions:
        yield event.title, event.starts_on, event.last_day, event.starts_time
    for session in sessions:
        yield f"{event.title}: {session.title}", session.held_on, session.held_on, session.time


def _when(day: date, last: date, hour: time | None) -> list[str]:
    """With an hour an appointment of that hour, without one whole days; the end is exclusive."""
    if hour:
        return [f"DTSTART:{datetime.combine(day, hour):%Y%m%dT%H%M%S}"]
    return [
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
    ]


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """Cut by characters so that no line passes 75 bytes (a Russian letter takes two)."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > _LINE:
            parts.append(part)
            part = " "
        part += letter
    return "\r\n".join([*parts, part])
