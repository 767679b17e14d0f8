"""The list of meetings as .xlsx."""

from collections.abc import Iterable

from mentorship.core.spreadsheets.writing import Column, write_table
from mentorship.pairs.meetings.summaries import mark_of, state_of
from mentorship.pairs.models import Meeting


def _mentees(meeting: Meeting) -> str:
    return ", ".join(member.person.short_name for member in meeting.pair.members.all())


def _came(meeting: Meeting) -> str:
    marks = [mark for mark in meeting.attendances.all() if mark.came]
    return ", ".join(mark.member.person.short_name for mark in marks)


def _word(meeting: Meeting) -> str:
    state = state_of(meeting)
    return state.word if state else "состоялась"


def _confirmed(meeting: Meeting) -> str:
    mark = mark_of(meeting)
    return mark.word if mark else ""


# What was said at a meeting is not among them: a file goes where nobody sees.
COLUMNS = [
    Column("№ пары", lambda m: m.pair_id, 9),
    Column("Наставник", lambda m: m.pair.mentor_entry.person.full_name, 32),
    Column("Наставляемые", _mentees, 32),
    Column("Запланирована", lambda m: m.planned_for, 15),
    Column("Состоялась", lambda m: m.held_on, 13),
    Column("Минут", lambda m: m.minutes, 8),
    Column("Этап", lambda m: m.get_stage_display(), 26),
    Column("Направление", lambda m: m.direction_title, 44),
    Column("Формат", lambda m: m.get_format_display(), 15),
    Column("Пришли", _came, 32),
    Column("Состояние", _word, 16),
    Column("Подтверждение", _confirmed, 24),
]


def as_xlsx(meetings: Iterable[Meeting]) -> bytes:
    return write_table("Встречи", COLUMNS, meetings, heading="Встречи наставников и наставляемых")
