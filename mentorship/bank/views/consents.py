from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank import consent_people
from mentorship.bank import consents as services
from mentorship.bank.consent_filters import ConsentFilter, purpose_of
from mentorship.bank.consent_forms import ConsentForm, ManyConsentsForm, ScanForm
from mentorship.bank.consent_people import Scope
from mentorship.bank.consent_texts import settings_of
from mentorship.bank.models import Consent, Person
from mentorship.bank.renewals import needs_paper
from mentorship.bank.views.pages import form_about
from mentorship.bank.withdrawals import open_withdrawals
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.tables import chips_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right

ON_PAGE = 100


@require_safe
@member_required(Right.BANK_VIEW)
def consent_list(request):
    """Coverage of the year by classes, and people in a state of their consent."""
    return page(request)


def page(request, form=None):
    """The page; a form with errors keeps what was typed."""
    scope = scope_of(request)
    filterset, rows = people_of(request, scope)
    form = form or form_of(rows, scope, everyone_ticked=bool(request.GET.get("tick")))
    people = [person.pk for person in form.listed]
    note_reading(Reading.Kind.LIST, people, selection=f"Согласия: {filterset.asked_state}")
    counts = consent_people.counts_of(scope)
    context = {
        "scope": scope,
        "coverage": consent_people.coverage_of(scope, counts),
        "counts": counts,
        "sheets_given_on": consent_people.sheets_given_on(scope),
        "classes": filterset.classes,
        "withdrawals": open_withdrawals(scope.member).count(),
        "filter": filterset,
        "chips": chips_of(filterset, request.GET),
        "page_obj": rows,
        "rows": [row | {"words": words(row, scope)} for row in form.rows],
        "form": form,
        "may_edit": scope.member.may(Right.BANK_EDIT),
    }
    return render(request, "bank/consent_list.html", context)


def words(row, scope):
    return consent_people.words_of(row["person"], scope)


def scope_of(request):
    member = request.membership
    return Scope(
        member=member,
        year=request.school_year,
        purpose=purpose_of(request.GET),
        today=timezone.localdate(),
        asks_joint=settings_of(member.organization).asks_joint,
    )


def people_of(request, scope):
    """The filter of the page, and the page of people it leaves."""
    classes = consent_people.by_class(scope)
    filterset = ConsentFilter(request.GET, scope=scope, groups=[row.place for row in classes])
    filterset.classes = classes
    people = consent_people.listed(scope, filterset.qs)
    return filterset, Paginator(people, ON_PAGE).get_page(request.GET.get("page"))


def form_of(rows, scope, data=None, **options):
    listed = list(rows)
    options.setdefault("initial", first_day(scope.year, scope.today))
    return ManyConsentsForm(
        data, listed=listed, wanted=wanted_among(scope, listed), scope=scope, **options
    )


def wanted_among(scope, listed):
    """Who of the page may be given a sheet or have a paper recorded."""
    people = Person.objects.filter(pk__in=[person.pk for person in listed])
    wanted = needs_paper(people, scope.purpose, scope.today, scope.asks_joint)
    late = consent_people.in_state(scope, people, "lacking")
    return {*wanted.values_list("pk", flat=True), *late.values_list("pk", flat=True)}


def first_day(year, today):
    """Today is offered only while the year runs: a past year needs the date on the paper."""
    return {"signed_on": today} if year.counted_on(today) == today else {}


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def consent_record(request):
    """Record the papers of all ticked people at once, or show what is missing."""
    back = f"{reverse('bank:consent_list')}?{request.GET.urlencode()}"
    if request.method == "GET":
        # Links of a page with errors lead here; the list is what they mean.
        return redirect(back)
    scope = scope_of(request)
    _, rows = people_of(request, scope)
    form = form_of(rows, scope, request.POST)
    if form.is_valid():
        try:
            recorded = services.record_consents(
                member=request.membership, rows=form.papers, today=scope.today
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, told_of(recorded, scope))
            return redirect(back)
    return page(request, form)


def told_of(recorded, scope):
    """How many; of papers signed after the end of a past year, where they count."""
    words = f"Записано согласий: {len(recorded)}."
    later = sum(consent.signed_on > scope.day for consent in recorded)
    if not later:
        return words
    return (
        f"{words} Подписанные после {scope.day:%d.%m.%Y} действуют с дня подписания и охват "
        f"{scope.year} учебного года не меняют: {later}."
    )


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def consent_create(request, pk):
    """One paper of one person, with its scan."""
    person = get_object_or_404(Person.objects.visible_to(request.membership), pk=pk)
    today = timezone.localdate()
    form = ConsentForm(
        request.POST or None,
        request.FILES or None,
        person=person,
        today=today,
        initial=first_day(request.school_year, today) | {"purpose": purpose_of(request.GET)},
    )
    if request.method == "POST" and form.is_valid():
        services.record_consents(member=request.membership, rows=[form.row], today=today)
        messages.success(request, f"{person.full_name}: согласие записано.")
        return redirect(person)
    hint = "Одно согласие – один лист и одна цель (152-ФЗ, ст. 9)."
    return form_about(request, person, form, title="Согласие", hint=hint)


@require_safe
@member_required(Right.BANK_EDIT)
def consent_scan(request, pk):
    """The signed sheet, always as a download: its passport lines never open in the page."""
    consent = get_object_or_404(Consent.objects.visible_to(request.membership), pk=pk)
    if not consent.scan:
        raise Http404
    note_reading(Reading.Kind.FILE, [consent.person_id], about=consent)
    kind = consent.scan.name.rpartition(".")[2]
    response = FileResponse(consent.scan.open(), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition(f"Согласие_{consent.pk}.{kind}")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def scan_attach(request, pk):
    """The scan of a paper that is recorded already; one scanned anew takes its place."""
    consents = Consent.objects.visible_to(request.membership).select_related("person")
    consent = get_object_or_404(consents, pk=pk)
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        services.attach_scan(
            member=request.membership, consent=consent, scan=form.cleaned_data["scan"]
        )
        messages.success(request, "Скан приложен.")
        return redirect(consent.person)
    hint = f"Согласие: {consent}. Паспортные данные со скана никуда не переносятся."
    return form_about(request, consent.person, form, title="Скан согласия", hint=hint)
