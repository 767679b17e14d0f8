"""A region's note is issued by the worker: counting it takes longer than a page should wait."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.jobs.progress import CancelledError, Progress
from mentorship.jobs.services import enqueue
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from monitoring.models import Note
from monitoring.notes.services import count_note, issue_counted, next_number, refuse_issuing

ISSUE = "monitoring.issue_note"


def is_issued_by_job(note: Note) -> bool:
    return bool(note.organization.level == Organization.Level.REGION)


def issue_later(*, member: Membership, note: Note, seen: str) -> Job:
    """Ask the worker to issue what was looked at; gives the job on its way if there is one.

    What can be refused without counting is refused at once (DomainError).
    """
    if not member.may(Right.DOCUMENTS_REGISTER):
        raise PermissionDenied
    refuse_issuing(note, seen)
    last = last_job(note)
    if last is not None and last.is_open:
        return last
    params = {"membership": member.pk, "note": note.pk, "seen": seen, "number": next_number(note)}
    return enqueue(kind=ISSUE, title=f"{note}: выпуск"[:200], member=member, params=params)


def issue(params: dict[str, Any], progress: Progress) -> tuple[dict[str, Any], str]:
    """Issue the note as it was looked at; one changed meanwhile stays a draft, and says so.

    Of two runs of the same job, whose worker died or was silent for long, one issues: the other
    finds its version and ends alike.
    """
    member = Membership.objects.select_related("organization").get(pk=params["membership"])
    note = Note.objects.visible_to(member).filter(pk=params["note"]).first()
    if note is None:
        raise DomainError("Справка не выпущена: проект больше вам не открыт.")
    issued = note.versions.filter(number=params["number"])
    if not issued.exists():
        progress.step(0, 1, "считаются числа и диаграммы")
        try:
            counted = count_note(
                member=member, note=note, today=timezone.localdate(), seen=params["seen"]
            )
            progress.begin_writing()
            issue_counted(member=member, note=note, counted=counted)
        except (CancelledError, DomainError):
            if not issued.exists():
                raise
    return {}, note.get_absolute_url()


def last_job(note: Note) -> Job | None:
    """The newest job that issues the next version; it tells how far it is or why it failed."""
    asked = {"note": note.pk, "number": next_number(note)}
    jobs = Job.objects.filter(kind=ISSUE, organization=note.organization_id, params__contains=asked)
    return jobs.select_related("requested_by").order_by("-pk").first()
