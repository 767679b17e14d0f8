"""What the end of a program says: first words of the report, results offered to the banks."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.bank.results import Entry, record_results
from mentorship.core.wording import counted
from mentorship.organizations.models import Membership
from mentorship.pairs.models import Meeting, Pair
from mentorship.programs.models import Activity, MentorReport, Program
from mentorship.programs.summaries import progress_of
from mentorship.programs.workflow import can_write_results


def first_words(program: Program) -> dict[str, Any]:
    """The report as the plan tells it, to be put right by the mentor."""
    rows = list(program.activities.all())
    done = [_said(row) for row in rows if row.mark in {Activity.Mark.DONE, Activity.Mark.PARTLY}]
    left = [row.title for row in rows if row.mark in {Activity.Mark.MISSED, ""}]
    return {
        "achieved": "\n".join([summary_of(program), *done]),
        "remaining": "\n".join(left),
        "reported_on": timezone.localdate(),
    }


def summary_of(program: Program) -> str:
    """«Выполнено 4 из 6 мероприятий, частично 1.»"""
    progress = progress_of(program)
    words = f"Выполнено {progress.done} из {counted(progress.total, *ACTIVITIES)}"
    return f"{words}, частично {progress.partly}." if progress.partly else f"{words}."


ACTIVITIES = ("мероприятия", "мероприятий", "мероприятий")


def meetings_held(pair: Pair, today: date) -> int:
    """Meetings of the pair up to the day."""
    return Meeting.objects.filter(pair=pair, held_on__lte=today).count()


def own_entries(member: Membership, program: Program) -> list[Entry]:
    """Entries of the pair in the member's own banks: the mentor of another school is theirs."""
    pair = program.pair
    members = pair.members.select_related("mentee_entry__person").order_by("person__sort_name")
    entries: list[Entry] = [row.mentee_entry for row in members]
    if pair.mentor_institution_id == member.organization_id:
        entries.insert(0, pair.mentor_entry)
    return entries


def offered_results(entry: Entry, program: Program) -> dict[str, Any]:
    """What stands in the bank, else what the program and the report say."""
    report = MentorReport.objects.filter(program=program).first()
    offered = {
        "outcome": entry.outcome or (report.achieved if report else summary_of(program)),
        "case_link": entry.case_link,
        "left_on": entry.left_on,
    }
    if isinstance(entry, MenteeEntry):
        offered["completion_mark"] = entry.completion_mark or passed_on(program)
    return offered


def passed_on(program: Program) -> str:
    """«программа пройдена 31.05.2023»; nothing while the program goes on."""
    today = timezone.localdate()
    if program.ends_on > today and program.state != Program.State.COMPLETED:
        return ""
    return f"программа пройдена {min(program.ends_on, today):%d.%m.%Y}"


def is_mentor(entry: Entry) -> bool:
    return isinstance(entry, MentorEntry)


def prefix_of(entry: Entry) -> str:
    return f"{'mentor' if is_mentor(entry) else 'mentee'}-{entry.pk}"


@transaction.atomic
def write_results(
    *, member: Membership, program: Program, values: list[tuple[Entry, dict[str, Any]]]
) -> None:
    """Write the results of everybody at once; one refusal leaves all of them unwritten."""
    if not can_write_results(member, program):
        raise PermissionDenied
    today = timezone.localdate()
    for entry, written in values:
        record_results(member=member, entry=entry, today=today, **written)


def _said(row: Activity) -> str:
    result = row.actual_result or row.get_mark_display()
    return f"{row.title}: {result}"
