from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.export_jobs import name_of, people_in
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.jobs.models import Job
from mentorship.organizations.access import member_required
from mentorship.organizations.models import Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import FormVersion, ReportForm
from monitoring.workbooks import services
from monitoring.workbooks.fill_jobs import FILL, MOST_AT_ONCE, asked, fill_later, selection_of
from monitoring.workbooks.filling import fill, fill_cells, outline_of
from monitoring.workbooks.forms import FormUploadForm, ManualForm, WorkbookForm
from monitoring.workbooks.layouts import layout_of
from monitoring.workbooks.pages import found_organizations, listed_forms, looked, people_shown
from monitoring.workbooks.vocabulary import dictionary


@require_safe
@member_required(Right.INDICATORS_VIEW)
def form_list(request):
    """Forms that reach the member: shipped, of those above, one's own."""
    member, year = request.membership, request.school_year
    context = {
        "forms": listed_forms(member, year),
        "archived": listed_forms(member, year, archived=True),
        "may_edit": member.may(Right.FORMS_EDIT),
    }
    return render(request, "monitoring/workbooks/form_list.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def form_names(request):
    """Every name a form may use."""
    return render(request, "monitoring/workbooks/form_names.html", {"themes": dictionary()})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.FORMS_EDIT)
def form_create(request):
    form = FormUploadForm(request.POST or None, request.FILES or None, year=request.school_year)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"content": form.cleaned_data["file"].read()}
        filename = given.pop("file").name
        try:
            version = services.create_form(member=request.membership, filename=filename, **given)
        except DomainError as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(version)
    return render(request, "monitoring/workbooks/form_create.html", {"form": form})


@require_safe
@member_required(Right.INDICATORS_VIEW)
def form_detail(request, pk):
    form = _shared_form(request, pk)
    context = {
        "object": form,
        "versions": FormVersion.objects.shared_with(request.membership).filter(form=form).light(),
        "current": form.version_for(request.school_year),
        "is_own": _is_own(request, form),
    }
    return render(request, "monitoring/workbooks/form_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.FORMS_EDIT)
def version_create(request, pk):
    report_form = get_object_or_404(ReportForm.objects.visible_to(request.membership), pk=pk)
    form = WorkbookForm(request.POST or None, request.FILES or None, year=request.school_year)
    if request.method == "POST" and form.is_valid():
        given = _given(form.cleaned_data)
        try:
            version = services.add_version(member=request.membership, form=report_form, **given)
        except DomainError as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(version)
    context = {
        "title": "Новая редакция",
        "hint": f"{report_form}. Прежние редакции останутся у тех отчётов, что по ним собирали.",
        "form": form,
        "back_url": report_form.get_absolute_url(),
        "back_title": report_form.title,
    }
    return render(request, "components/form_page.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def form_version(request, pk):
    """What each cell of a version shows, on the example of an organization."""
    member, version = request.membership, _shared_version(request, pk)
    chosen = key_of(request.GET.get("organization", ""))
    organization = member.organization
    if chosen is not None:
        organization = get_object_or_404(Organization.objects.visible_to(member), pk=chosen)
    look = looked(version, organization, request.school_year, timezone.localdate(), member)
    selection = f"Форма «{version.form.title}», {request.school_year}"
    note_reading(Reading.Kind.ROWS, people_shown(look), selection=selection)
    text = request.GET.get("q", "")
    context = {
        "object": version,
        "look": look,
        "is_own": _is_own(request, version.form),
        "asks": bool(version.accepted_at) and member.may(Right.REPORTS_REVIEW),
        "q": text,
        "found": found_organizations(member, text),
    }
    return render(request, "monitoring/workbooks/form_version.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def version_file(request, pk):
    version = _shared_version(request, pk)
    return _workbook(version.file_name, bytes(version.content))


@require_POST
@member_required(Right.FORMS_EDIT)
def version_accept(request, pk):
    version = _own_version(request, pk)
    try:
        services.accept_version(member=request.membership, version=version)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Редакция принята: действует с {version.year} учебного года.")
    return redirect(version)


@require_POST
@member_required(Right.FORMS_EDIT)
def version_discard(request, pk):
    version = _own_version(request, pk)
    try:
        left = services.discard_version(member=request.membership, version=version)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(version)
    messages.success(request, "Файл, который не приняли, удалён.")
    return redirect(left or "monitoring:form_list")


@require_POST
@member_required(Right.FORMS_EDIT)
def form_archive(request, pk):
    form = get_object_or_404(ReportForm.objects.visible_to(request.membership), pk=pk)
    services.archive_form(member=request.membership, form=form)
    messages.success(request, "Форма убрана в архив. Вернуть её можно на этой странице.")
    return redirect(form)


@require_POST
@member_required(Right.FORMS_EDIT)
def form_restore(request, pk):
    form = get_object_or_404(ReportForm.objects.visible_to(request.membership), pk=pk)
    services.restore_form(member=request.membership, form=form)
    messages.success(request, "Форма возвращена в список.")
    return redirect(form)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.INDICATORS_VIEW)
def form_fill(request, pk):
    """Fill a form for one's own organization and year; a long workbook is filled by a job."""
    form, member, year = _shared_form(request, pk), request.membership, request.school_year
    try:
        version = _version_in_use(form, year)
        outline = outline_of(layout_of(version.layout), member.organization, year, member)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(form)
    is_long = outline.rows > MOST_AT_ONCE
    entry = ManualForm(request.POST or None, entered=outline.manual, rows=outline.row_titles)
    if request.method == "POST" and (entry.is_valid() or not outline.manual):
        manual = entry.cleaned_data if outline.manual else {}
        if is_long:
            job = fill_later(member=member, version=version, year=year, manual=manual)
            return redirect("jobs:job_detail", job.pk)
        return _filled_workbook(request, version, manual)
    context = {
        "object": form,
        "version": version,
        "form": entry,
        "outline": outline,
        "is_long": is_long,
        "unknown": [] if is_long else _unknown_cells(request, version),
    }
    return render(request, "monitoring/workbooks/form_fill.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def form_filled(request, pk):
    """The workbook that a job has filled, while it is kept."""
    own = Job.objects.visible_to(request.membership).filter(kind=FILL, state=Job.State.DONE)
    job = get_object_or_404(own, pk=pk)
    version = asked(request.membership, job.params)
    if version is None:
        messages.warning(request, "Формы, по которой собрана книга, больше нет.")
        return redirect("monitoring:form_list")
    try:
        people = people_in(job)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect("monitoring:form_list")
    year = SchoolYear(job.params["year"])
    note_reading(Reading.Kind.EXPORT, people, selection=selection_of(version, year))
    with default_storage.open(name_of(job.pk)) as file:
        return _workbook(_filled_name(version, request.membership, year), file.read())


def _version_in_use(form, year):
    if form.archived_at:
        raise DomainError("Форма в архиве: по ней отчёты больше не собирают.")
    version = form.version_for(year)
    if version is None:
        raise DomainError(f"На {year} учебный год у формы нет принятой редакции.")
    return version


def _unknown_cells(request, version):
    member, layout = request.membership, layout_of(version.layout)
    filled = fill_cells(layout, member.organization, request.school_year, member=member)
    return [cell for cell in filled.cells if cell.state == "unknown"]


def _filled_workbook(request, version, manual):
    member, year = request.membership, request.school_year
    content, filled = fill(version, member.organization, year, manual, member=member)
    note_reading(Reading.Kind.EXPORT, filled.people, selection=selection_of(version, year))
    return _workbook(_filled_name(version, member, year), content)


def _filled_name(version, member, year):
    whose = member.organization.short_name
    return f"{version.form.title} {whose} {year.first}-{year.first + 1}.xlsx"


def _given(cleaned):
    """The year of a version, and its file when there is one."""
    file = cleaned["file"]
    return {"year": cleaned["year"]} | (
        {"content": file.read(), "filename": file.name} if file else {}
    )


def _shared_form(request, pk):
    rows = ReportForm.objects.shared_with(request.membership).select_related("organization")
    return get_object_or_404(rows, pk=pk)


def _shared_version(request, pk):
    rows = FormVersion.objects.shared_with(request.membership).light()
    return get_object_or_404(rows.select_related("form__organization"), pk=pk)


def _own_version(request, pk):
    rows = FormVersion.objects.visible_to(request.membership).select_related("form")
    return get_object_or_404(rows.light(), pk=pk)


def _is_own(request, form):
    own = form.organization_id == request.membership.organization_id
    return own and request.membership.may(Right.FORMS_EDIT)


def _workbook(name, content):
    headers = {"Content-Disposition": content_disposition(name)}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
