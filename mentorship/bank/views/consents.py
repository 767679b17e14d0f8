from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank import consents as services
from mentorship.bank.affiliations import category_on, place_on
from mentorship.bank.consent_forms import ConsentForm, ManyConsentsForm
from mentorship.bank.models import Consent, Person
from mentorship.bank.views.pages import form_about
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right

MOST_LISTED = 100


@method_decorator(member_required(Right.BANK_VIEW), name="dispatch")
class ConsentListView(ListView):
    """Coverage of the year, who lacks a consent, and all papers below."""

    template_name = "bank/consent_list.html"
    paginate_by = 25

    def get_queryset(self):
        consents = Consent.objects.visible_to(self.request.membership)
        return consents.select_related("person").order_by("-signed_on", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | page_context(self.request)
        people = [consent.person_id for consent in context["page_obj"]]
        people += [person.pk for person in context["form"].listed]
        note_reading(Reading.Kind.LIST, people, selection="Согласия")
        return context


def page_context(request, form=None):
    """What the page shows above the papers; a form with errors keeps what was typed."""
    member, year, today = request.membership, request.school_year, timezone.localdate()
    form = form or ManyConsentsForm(
        listed=listed(request), today=today, initial=first_day(year, today)
    )
    return {
        "coverage": services.coverage(member, year, today),
        "lacking": services.people_without_consent(member, year, today).count(),
        "listed": len(form.listed),
        "form": form,
        "day": year.counted_on(today),
        "today": today,
        "may_edit": member.may(Right.BANK_EDIT),
    }


def first_day(year, today):
    """Today is offered only while the year runs: a past year needs the date on the paper."""
    return {"signed_on": today} if year.counted_on(today) == today else {}


def listed(request):
    """The first people of «Без согласия» with class, for the page and for its form."""
    member, year, today = request.membership, request.school_year, timezone.localdate()
    day = year.counted_on(today)
    people = services.people_without_consent(member, year, today)
    placed = people.annotate(place=place_on(day, "pk"), category=category_on(day, "pk"))
    return placed.order_by("sort_name", "pk")[:MOST_LISTED]


@require_POST
@member_required(Right.BANK_EDIT)
def consent_record(request):
    """Record the papers of all ticked people at once, or show what is missing."""
    today = timezone.localdate()
    form = ManyConsentsForm(request.POST, listed=listed(request), today=today)
    if form.is_valid():
        try:
            recorded = services.record_consents(
                member=request.membership, rows=form.papers, today=today
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Записано согласий: {len(recorded)}.")
            return redirect("bank:consent_list")
    return render(request, "bank/consent_list.html", page_context(request, form))


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
        initial=first_day(request.school_year, today),
    )
    if request.method == "POST" and form.is_valid():
        services.record_consents(member=request.membership, rows=[form.row], today=today)
        messages.success(request, f"{person.full_name}: согласие записано.")
        return redirect(person)
    hint = "Одно согласие – один лист и одна цель (152-ФЗ, ст. 9)."
    return form_about(request, person, form, title="Согласие", hint=hint)


@require_POST
@member_required(Right.BANK_EDIT)
def consent_withdraw(request, pk):
    consents = Consent.objects.visible_to(request.membership).select_related("person")
    consent = get_object_or_404(consents, pk=pk)
    try:
        services.withdraw_consent(
            member=request.membership, consent=consent, today=timezone.localdate()
        )
        messages.success(request, "Согласие отозвано: сведения о человеке скрыты с этого дня.")
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect(consent.person)


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
