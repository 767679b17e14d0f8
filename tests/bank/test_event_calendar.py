from datetime import UTC, date, datetime, time

import pytest

from mentorship.bank.event_calendar import event_as_ics
from mentorship.bank.models import EventSession
from tests.factories.bank import EventFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2022, 10, 1, 12, tzinfo=UTC)


def test_event_without_schedule_takes_its_days():
    event = EventFactory(title="Школа; наставника, 1", ends_on=date(2022, 10, 6))

    assert event_as_ics(event, NOW).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Наставничество//RU",
        "BEGIN:VEVENT",
        f"UID:event-{event.pk}-0@mentorship",
        "DTSTAMP:20221001T120000Z",
        "DTSTART;VALUE=DATE:20221005",
        "DTEND;VALUE=DATE:20221007",
        r"SUMMARY:Школа\; наставника\, 1",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_each_session_is_an_entry_with_its_hour():
    event = EventFactory(title="Школа", place="каб. 12")
    EventSession.objects.create(
        event=event, held_on=event.starts_on, time=time(14, 30), title="Первая встреча"
    )

    lines = event_as_ics(event, NOW).split("\r\n")

    assert lines[6:9] == [
        "DTSTART:20221005T143000",
        "SUMMARY:Школа: Первая встреча",
        "LOCATION:каб. 12",
    ]


def test_long_lines_are_folded_by_bytes():
    event = EventFactory(title="Обучение наставников " * 10)

    text = event_as_ics(event, NOW)

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"SUMMARY:{event.title}\r\n" in text.replace("\r\n ", "")
