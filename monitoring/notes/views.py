"""Pages of analytic notes: the list, the note itself, its sections, issuing and files."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.documents.files import CONTENT_TYPES
from mentorship.documents.rendering import pdf_is_available
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from monitoring.models import Note, NoteVersion
from monitoring.notes import services
from monitoring.notes.advice import advice_for
from monitoring.notes.body import body_of
from monitoring.notes.checking import obstacles_of
from monitoring.notes.forms import CorrectionForm, NoteForm, SectionForm
from monitoring.notes.issue_jobs import is_issued_by_job, issue_later, last_job
from monitoring.notes.names import problems_in
from monitoring.notes.pages import changed_sections, live_numbers, sealed, unsealed
from monitoring.notes.printing import printed_draft, printout_of, printout_of_version
from monitoring.notes.readers import part_words
from monitoring.notes.services import StaleTextError, stamp_of

NOTES_PER_PAGE = 30


@require_safe
@member_required(Right.INDICATORS_VIEW)
def note_list(request):
    """Notes of the organization; in an institution also what was recommended to it."""
    member = request.membership
    notes = Note.objects.visible_to(member).select_related("organization")
    light = NoteVersion.objects.defer("body", "shown", "advice")
    inside, may_write = member.organization.is_institution, member.may(Right.DOCUMENTS_DRAFT)
    context = {
        "page_obj": Paginator(
            notes.in_use().prefetch_related(Prefetch("versions", light)), NOTES_PER_PAGE
        ).get_page(request.GET.get("page")),
        "advice": advice_for(member.organization) if inside else [],
        "inside": inside,
        "deleted": notes.filter(state=Note.State.ARCHIVED) if may_write else [],
        "may_write": may_write,
        "part": part_words(member),
        "has_of_year": notes.in_use().filter(first_year=request.school_year.first).exists(),
    }
    return render(request, "monitoring/notes/note_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.DOCUMENTS_DRAFT)
def note_create(request):
    member, year = request.membership, request.school_year
    form = NoteForm(request.POST or None, member=member, year=year)
    if request.method == "POST" and (form.is_valid() or not form.fields):
        round_ = form.cleaned_data.get("round") if form.is_bound else None
        try:
            note = services.create_note(
                member=member, year=year, round_=round_, today=timezone.localdate()
            )
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("monitoring:note_list")
        messages.success(request, "Проект составлен: проверьте разделы и рекомендации.")
        return redirect(note)
    context = {
        "title": "Составить проект",
        "hint": f"{Note(organization=member.organization).title} за {year} учебный год: разделы "
        "с живыми числами и предложенные рекомендации. Текст каждого раздела можно изменить.",
        "form": form,
        "back_url": reverse("monitoring:note_list"),
        "back_title": "Аналитические отчёты и справки",
    }
    return render(request, "components/form_page.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def note_detail(request, pk):
    note, today, member = _note(request, pk), timezone.localdate(), request.membership
    versions = list(note.versions.defer("shown", "advice").select_related("issued_by__user"))
    context = {
        "object": note,
        "versions": versions,
        "has_pdf": pdf_is_available(),
        "may_write": member.may(Right.DOCUMENTS_DRAFT),
        "may_issue": member.may(Right.DOCUMENTS_REGISTER),
    }
    if note.is_draft:
        context |= _draft(note, today) | {"job": last_job(note)}
    elif note.is_archived:
        context["sheets"] = printed_draft(body_of(note, today))
    else:
        context["sheets"] = mark_safe(versions[0].body)  # noqa: S308 -- escaped when rendered
    return render(request, "monitoring/notes/note_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.DOCUMENTS_DRAFT)
def note_section(request, pk, code):
    """The text of a section; saved by itself while one types, with its mistakes."""
    section = _section(request, pk, code)
    if not section.note.is_draft and request.method != "POST":
        return redirect(section.note)
    if request.method != "POST":
        return _section_page(request, section)
    form = SectionForm(request.POST, member=request.membership, section=section)
    if not form.is_valid():
        return _section_page(request, section, form=form)
    try:
        section = services.save_section(
            member=request.membership,
            section=section,
            fields=form.cleaned_data,
            remembered=unsealed(request.POST.get("shown", "")),
            seen=_seen(request),
        )
    except StaleTextError as refusal:
        return _section_page(request, section, form=form, conflict=refusal)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _section_page(request, section, form=form)
    if request.htmx:
        return _section_page(request, section, form=form)
    messages.success(request, "Раздел сохранён.")
    problems = list(problems_in(section.text, section.note.organization))
    return redirect(section if problems else section.note)


@require_POST
@member_required(Right.DOCUMENTS_REGISTER)
def note_issue(request, pk):
    note, seen = _note(request, pk), request.POST.get("stamp", "")
    try:
        if is_issued_by_job(note):
            issue_later(member=request.membership, note=note, seen=seen)
            messages.success(request, "Выпуск начат.")
            return redirect(note)
        version = services.issue_note(
            member=request.membership, note=note, today=timezone.localdate(), seen=seen
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Выпущено, {version}: текст и числа больше не изменятся.")
    return redirect(note)


@require_POST
@member_required(Right.DOCUMENTS_DRAFT)
def note_delete(request, pk):
    note = _note(request, pk)
    try:
        services.delete_note(
            member=request.membership, note=note, seen=request.POST.get("stamp", "")
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(note)
    messages.success(request, "Проект удалён. Вернуть его можно здесь же, под списком.")
    return redirect("monitoring:note_list")


@require_POST
@member_required(Right.DOCUMENTS_DRAFT)
def note_restore(request, pk):
    note = _note(request, pk)
    try:
        services.restore_note(member=request.membership, note=note)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Проект возвращён: его тексты целы.")
    return redirect(note)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.DOCUMENTS_REGISTER)
def note_correct(request, pk):
    note, form = _note(request, pk), CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_note(member=request.membership, note=note, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Проект новой редакции открыт; прежняя пока действует.")
            return redirect(note)
    context = {
        "title": "Исправить",
        "hint": str(note),
        "form": form,
        "back_url": note.get_absolute_url(),
        "back_title": note.title,
    }
    return render(request, "components/form_page.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def note_file(request, pk, number, role):
    """PDF or Word of a version, or of the draft (number 0); a version is made of frozen words."""
    note = _note(request, pk)
    version = note.versions.filter(number=number).first() if number else None
    if role not in ("pdf", "docx") or (number and version is None):
        raise Http404
    if version is not None:
        printout, name = printout_of_version(version), f"{note}, редакция {number}"
    elif note.is_draft:
        body = printed_draft(body_of(note, timezone.localdate()))
        printout, name = printout_of(str(note), note.organization, body), f"{note}, проект"
    else:
        raise Http404
    try:
        content = printout.pdf() if role == "pdf" else printout.docx()
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(note)
    headers = {"Content-Disposition": content_disposition(f"{name}.{role}")}
    return HttpResponse(content, content_type=CONTENT_TYPES[role], headers=headers)


def _note(request, pk):
    rows = Note.objects.visible_to(request.membership).with_readers()
    return get_object_or_404(rows.prefetch_related("sections"), pk=pk)


def _section(request, pk, code):
    note = _note(request, pk)
    section = get_object_or_404(note.sections.select_related("saved_by__user"), code=code)
    section.note = note
    return section


def _draft(note, today):
    body = body_of(note, today)
    moved = changed_sections(note, body.shown)
    obstacles = obstacles_of(note)
    return {
        "sheets": printed_draft(body),
        "sections": [(row, moved.get(row.code, 0)) for row in note.sections.all()],
        "obstacles": obstacles,
        "unknown": body.unknown,
        "stamp": stamp_of(note),
        "advised": note.recommendations.in_force().count(),
    }


def _seen(request):
    """The saving the page shows; «Сохранить моё» says the newest was seen."""
    seen = key_of(request.POST.get("over") or request.POST.get("seen", ""))
    return -1 if seen is None else seen


def _section_page(request, section, *, form=None, conflict=None):
    member, today = request.membership, timezone.localdate()
    typed = form["text"].value() or "" if form is not None else section.text
    context = {
        "object": section,
        "form": form or SectionForm(member=member, section=section),
        "conflict": conflict,
        # After a refusal the next autosave is refused too, until one chooses which text stays.
        "seen": _seen(request) if conflict else section.draft,
        "problems": list(dict.fromkeys(problems_in(typed, section.note.organization))),
    }
    if request.htmx:
        return render(request, "monitoring/notes/_saved.html", context)
    numbers = live_numbers(section, member, today, typed)
    context |= {
        "numbers": numbers,
        "shown": sealed(numbers),
        "standard": services.standard_text(section.note, section.code, member),
    }
    return render(request, "monitoring/notes/note_section.html", context)
