"""Long exports, made by the worker and kept for a day under the number of their job."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from mentorship.audit.models import Reading
from mentorship.bank.banks import BANKS, Bank, BankInfo
from mentorship.bank.exports import export_bank
from mentorship.bank.models import Person
from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.jobs.progress import Progress
from mentorship.jobs.services import enqueue
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

EXPORT = "bank.export"
# So many rows are given while the page waits; more become a job.
MOST_AT_ONCE = 2_000
KEPT = timedelta(days=1)
FOLDER = "exports"


def export_later(*, member: Membership, bank: BankInfo, year: SchoolYear) -> Job:
    """Ask the worker for the file of a bank."""
    return enqueue(
        kind=EXPORT,
        title=f"{bank.title}, {year}: Excel",
        member=member,
        params={"bank": bank.code, "year": year.first, "membership": member.pk},
    )


def make_export(params: dict[str, Any], progress: Progress) -> tuple[dict[str, Any], str]:
    """Make the file; right and consents are asked now, a second run replaces the file."""
    member = Membership.objects.get(pk=params["membership"])
    if not member.may(Right.BANK_EDIT):
        raise DomainError("База не выгружена: возможно, сменилась роль.")
    bank, year = asked(params)
    today = timezone.localdate()
    content = export_bank(member=member, bank=bank, year=year, today=today, progress=progress)
    progress.begin_writing()
    name = name_of(progress.job_pk)
    default_storage.delete(name)
    default_storage.save(name, ContentFile(content))
    return {}, reverse("bank:export_file", args=[progress.job_pk])


def asked(params: dict[str, Any]) -> tuple[BankInfo, SchoolYear]:
    return BANKS[Bank(params["bank"])], SchoolYear(params["year"])


def name_of(job_pk: int) -> str:
    return f"{FOLDER}/{job_pk}.xlsx"


def people_in(job: Job) -> list[int]:
    """Whom the file of a job tells of; DomainError when it is not to be given any more.

    They stand in the log of readings since it was made. A consent that has ended meanwhile closes
    the whole file: it cannot be given in part.
    """
    if not default_storage.exists(name_of(job.pk)):
        raise DomainError("Файл хранится сутки и уже удалён. Соберите его заново.")
    noted = Reading.objects.filter(job=job.pk, kind=Reading.Kind.EXPORT).order_by("-pk").first()
    people = noted.people if noted else []
    agreed = Person.objects.filter(pk__in=people).with_consent_on(timezone.localdate())
    if agreed.count() < len(people):
        raise DomainError(
            "С тех пор как файл собран, чьё-то согласие перестало действовать. "
            "Соберите его заново: в новом файле этих людей не будет."
        )
    return people


def drop_old_exports(now: datetime) -> int:
    """Delete files made more than a day ago; returns how many."""
    names = default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []
    paths = [f"{FOLDER}/{name}" for name in names]
    old = [path for path in paths if default_storage.get_modified_time(path) < now - KEPT]
    for path in old:
        default_storage.delete(path)
    return len(old)
