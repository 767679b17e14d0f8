"""Long workbooks, filled by the worker and kept for a day under the number of their job."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.export_jobs import name_of
from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.jobs.progress import Progress
from mentorship.jobs.services import enqueue
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import FormVersion
from monitoring.workbooks.filling import fill_cells, refuse_wrong, written
from monitoring.workbooks.layouts import layout_of

FILL = "monitoring.fill_form"
# So many rows are filled while the page waits; more become a job.
MOST_AT_ONCE = 200


def fill_later(
    *, member: Membership, version: FormVersion, year: SchoolYear, manual: Mapping[str, str]
) -> Job:
    """Ask the worker for the workbook; manual values as they were typed."""
    return enqueue(
        kind=FILL,
        title=f"{version.form.title}, {year}: Excel",
        member=member,
        params={
            "version": version.pk,
            "year": year.first,
            "membership": member.pk,
            "manual": dict(manual),
        },
    )


def make_workbook(params: dict[str, Any], progress: Progress) -> tuple[dict[str, Any], str]:
    """Count and write the workbook; right and form are asked now, a second run replaces the file.

    Rows of pairs name people: whom the book names is noted as read, and `people_in` asks for their
    consents again when it is given out.
    """
    member = Membership.objects.select_related("organization").get(pk=params["membership"])
    version = asked(member, params)
    if not member.may(Right.INDICATORS_VIEW) or version is None:
        raise DomainError("Книга не заполнена: возможно, сменилась роль или форма убрана.")
    progress.step(0, 2, "Считаю числа")
    filled = fill_cells(
        layout_of(version.layout),
        member.organization,
        SchoolYear(params["year"]),
        params["manual"],
        today=timezone.localdate(),
        member=member,
    )
    refuse_wrong(filled)
    progress.step(1, 2, "Записываю книгу")
    content = written(bytes(version.content), filled)
    progress.begin_writing()
    name = name_of(progress.job_pk)
    default_storage.delete(name)
    default_storage.save(name, ContentFile(content))
    selection = selection_of(version, SchoolYear(params["year"]))
    note_reading(Reading.Kind.EXPORT, filled.people, selection=selection)
    return {}, reverse("monitoring:form_filled", args=[progress.job_pk])


def asked(member: Membership, params: Mapping[str, Any]) -> FormVersion | None:
    """The version of a job, while its form still reaches the member."""
    shared = FormVersion.objects.shared_with(member).accepted().select_related("form")
    return shared.filter(pk=params["version"]).first()


def selection_of(version: FormVersion, year: SchoolYear) -> str:
    """What stands in the log of readings about a workbook."""
    return f"Форма «{version.form.title}», {year}"
