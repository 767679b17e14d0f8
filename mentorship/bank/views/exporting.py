from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.banks import MENTEES, MENTORS
from mentorship.bank.export_jobs import (
    EXPORT,
    MOST_AT_ONCE,
    asked,
    export_later,
    name_of,
    people_in,
)
from mentorship.bank.exports import export_bank, export_name, exported
from mentorship.bank.views.imports import download
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.jobs.models import Job
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def mentor_export(request):
    return export(request, MENTORS)


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def mentee_export(request):
    return export(request, MENTEES)


def export(request, bank):
    """The file at once; of a long bank a job makes it, which begins with a POST only."""
    member, year, today = request.membership, request.school_year, timezone.localdate()
    if exported(bank, member, year, today).count() <= MOST_AT_ONCE:
        content = export_bank(member=member, bank=bank, year=year, today=today)
        return download(content, export_name(bank, member, year))
    if request.method == "POST":
        return redirect("jobs:job_detail", export_later(member=member, bank=bank, year=year).pk)
    messages.info(request, "База большая: нажмите «Скачать Excel», файл соберёт задание.")
    return redirect(bank.url("list"))


@require_safe
@member_required(Right.BANK_EDIT)
def export_file(request, pk):
    """The file that a job has made, while it is kept and everybody in it still agrees."""
    own = Job.objects.visible_to(request.membership).filter(kind=EXPORT, state=Job.State.DONE)
    job = get_object_or_404(own, pk=pk)
    bank, year = asked(job.params)
    try:
        people = people_in(job)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect(bank.url("list"))
    note_reading(Reading.Kind.EXPORT, people, selection=f"{bank.title}, {year}")
    file = default_storage.open(name_of(job.pk))
    response = FileResponse(file, content_type=CONTENT_TYPE)
    filename = export_name(bank, request.membership, year)
    response["Content-Disposition"] = content_disposition(filename)
    return response
