from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank import consent_people
from mentorship.bank import consent_printing as services
from mentorship.bank.affiliations import place_on
from mentorship.bank.consent_filters import purpose_of
from mentorship.bank.consent_jobs import SHEETS
from mentorship.bank.consent_sheets import Sheets
from mentorship.bank.models import Consent, ConsentSheet, Person, SheetRun
from mentorship.bank.views.consents import people_of, scope_of
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import keys_of
from mentorship.documents.files import CONTENT_TYPES
from mentorship.documents.rendering import pdf_is_available, pdf_of_many
from mentorship.documents.word import word_file
from mentorship.jobs.services import enqueue
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


@require_POST
@member_required(Right.BANK_EDIT)
def sheet_create(request, pk):
    """Print a sheet for one person: who signs is told by the age on this day."""
    person = get_object_or_404(Person.objects.visible_to(request.membership), pk=pk)
    try:
        sheet = services.give_sheet(
            member=request.membership,
            person=person,
            purpose=purpose_of(request.POST),
            today=timezone.localdate(),
        )
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect(person)
    return redirect(sheet)


def sheet_of(request, pk):
    """A printed sheet with its person, and its text with today's names."""
    sheets = ConsentSheet.objects.visible_to(request.membership)
    sheet = get_object_or_404(sheets.select_related("person", "text", "institution"), pk=pk)
    place = place_on(sheet.printed_on, "pk")
    placed = Person.objects.filter(pk=sheet.person_id).values_list(place, flat=True)
    maker = Sheets(sheet.institution)
    return sheet, maker.html_of(sheet.text, sheet.person, placed.get() or "")


@require_safe
@member_required(Right.BANK_EDIT)
def sheet_detail(request, pk):
    """The sheet as an A4 page, with what can be done with it."""
    sheet, html = sheet_of(request, pk)
    note_reading(Reading.Kind.SHEET, [sheet.person_id], about=sheet)
    context = {"sheet": sheet, "sheets": html, "has_pdf": pdf_is_available()}
    return render(request, "bank/sheet_detail.html", context)


@require_safe
@member_required(Right.BANK_EDIT)
def sheet_file(request, pk, role):
    """The sheet as a PDF or a Word file."""
    sheet, html = sheet_of(request, pk)
    if role == "pdf" and pdf_is_available():
        content = pdf_of_many("Согласие", [html])
    elif role == "docx":
        content = word_file(html, title="Согласие", author=sheet.institution.short_name)
    else:
        raise Http404
    note_reading(Reading.Kind.SHEET, [sheet.person_id], about=sheet)
    response = HttpResponse(content, content_type=CONTENT_TYPES[role])
    response["Content-Disposition"] = content_disposition(f"Согласие_{sheet.pk}.{role}")
    return response


@require_POST
@member_required(Right.BANK_EDIT)
def sheet_run_create(request):
    """Sheets for ticked people, or for everybody the filter leaves: at once, or as a job."""
    member, scope = request.membership, scope_of(request)
    filterset, _ = people_of(request, scope)
    people = filterset.qs
    if "everyone" not in request.POST:
        ticked = keys_of(sent := request.POST.getlist("people"))
        if len(ticked) < len(sent):
            raise BadRequest
        people = people.filter(pk__in=ticked)
    try:
        run = services.order_run(member=member, people=people, purpose=scope.purpose)
        if len(run.people) > services.AT_ONCE:
            return redirect("jobs:job_detail", print_later(member, run).pk)
        services.print_run(member=member, run=run, today=scope.today)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect(f"{reverse('bank:consent_list')}?{request.GET.urlencode()}")
    return redirect(run)


def print_later(member, run):
    return enqueue(
        kind=SHEETS,
        title=f"Листы согласий: {len(run.people)}",
        member=member,
        params={"run": run.pk, "membership": member.pk},
    )


@require_safe
@member_required(Right.BANK_EDIT)
def sheet_run_detail(request, pk):
    """What was printed and who was left out; the file while it is kept."""
    runs = SheetRun.objects.visible_to(request.membership).select_related("created_by__user")
    run = get_object_or_404(runs, pk=pk)
    names = consent_people.names_of([pk for pk, _ in run.left_out], request.membership)
    printed = list(run.sheets.values_list("person", flat=True))
    note_reading(Reading.Kind.SHEET, [*printed, *names], about=run)
    context = {
        "run": run,
        "printed": len(printed),
        "left_out": [(names.get(key, "человек не найден"), reason) for key, reason in run.left_out],
        "purpose": Consent.Purpose(run.purpose).label,
        "kept_days": services.KEPT_DAYS,
    }
    return render(request, "bank/sheet_run_detail.html", context)


@require_safe
@member_required(Right.BANK_EDIT)
def sheet_run_file(request, pk):
    run = get_object_or_404(SheetRun.objects.visible_to(request.membership), pk=pk)
    if not run.file:
        raise Http404
    people = list(run.sheets.values_list("person", flat=True))
    note_reading(Reading.Kind.SHEET, people, about=run)
    kind = run.file.name.rpartition(".")[2]
    response = FileResponse(run.file.open(), content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = content_disposition(f"Согласия_{run.pk}.{kind}")
    return response
