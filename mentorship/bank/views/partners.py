from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import CreateView, ListView, UpdateView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank import partners
from mentorship.bank.affiliations import place_on
from mentorship.bank.models import Agreement, Partner
from mentorship.bank.papers.starting import starts_with
from mentorship.bank.partner_forms import AgreementForm, PartnerForm
from mentorship.core.downloads import content_disposition
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


@method_decorator(member_required(Right.BANK_VIEW), name="dispatch")
class PartnerListView(ListView):
    template_name = "bank/partner_list.html"
    paginate_by = 25

    def get_queryset(self):
        member, year, today = partner_scope(self.request)
        return partners.partner_list(member, year, today).order_by("name", "pk")

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(**kwargs) | {
            "may_edit": self.request.membership.may(Right.BANK_EDIT),
            "soon": today + partners.ENDS_SOON,
            "forever": partners.FOREVER,
        }


@require_safe
@member_required(Right.BANK_VIEW)
def partner_detail(request, pk):
    """A partner: its agreements, the newest first, and the mentors it gives."""
    member, year, today = partner_scope(request)
    partner = get_object_or_404(Partner.objects.visible_to(member), pk=pk)
    mentors = partners.partner_mentors(member, year, today).filter(partner=partner)
    mentors = list(mentors.annotate(place=place_on(today, "pk")))
    if mentors:
        note_reading(Reading.Kind.LIST, [person.pk for person in mentors], about=partner)
    context = {
        "partner": partner,
        "agreements": partner.agreements.order_by("-signed_on", "-pk"),
        "mentors": mentors,
        "may_edit": member.may(Right.BANK_EDIT),
        "starts": starts_with(member, partner),
        "today": today,
        "soon": today + partners.ENDS_SOON,
    }
    return render(request, "bank/partner_detail.html", context)


def partner_scope(request):
    return request.membership, request.school_year, timezone.localdate()


class PartnerFormMixin:
    def get_context_data(self, **kwargs):
        known = self.object and Partner.objects.get(pk=self.object.pk)
        return super().get_context_data(**kwargs) | {
            "title": f"Партнёр: {known.name}" if known else "Новый партнёр",
            "hint": "Предприятие или организация, которая даёт наставников по договору.",
            "back_url": known.get_absolute_url() if known else reverse("bank:partner_list"),
            "back_title": known.name if known else "Партнёры",
        }

    def form_valid(self, form):
        messages.success(self.request, "Партнёр сохранён.")
        return super().form_valid(form)


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class PartnerCreateView(PartnerFormMixin, CreateView):
    form_class = PartnerForm
    template_name = "components/form_page.html"

    def get_form_kwargs(self):
        member = self.request.membership
        empty = Partner(institution=member.organization)
        return super().get_form_kwargs() | {"instance": empty, "member": member}


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class PartnerUpdateView(PartnerFormMixin, UpdateView):
    form_class = PartnerForm
    template_name = "components/form_page.html"

    def get_queryset(self):
        return Partner.objects.visible_to(self.request.membership)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"member": self.request.membership}


class AgreementFormMixin:
    """An agreement of a partner; after saving back to the partner."""

    def get_context_data(self, **kwargs):
        partner = self.partner
        return super().get_context_data(**kwargs) | {
            "title": f"Договор {self.object}" if self.object else "Новый договор",
            "hint": partner.name,
            "back_url": partner.get_absolute_url(),
            "back_title": partner.name,
        }

    def get_success_url(self):
        messages.success(self.request, "Договор сохранён.")
        return self.partner.get_absolute_url()


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class AgreementCreateView(AgreementFormMixin, CreateView):
    form_class = AgreementForm
    template_name = "components/form_page.html"

    @cached_property
    def partner(self):
        own = Partner.objects.visible_to(self.request.membership)
        return get_object_or_404(own, pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        empty = Agreement(institution=self.partner.institution, partner=self.partner)
        return super().get_form_kwargs() | {"instance": empty}


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class AgreementUpdateView(AgreementFormMixin, UpdateView):
    form_class = AgreementForm
    template_name = "components/form_page.html"

    def get_queryset(self):
        return Agreement.objects.visible_to(self.request.membership).select_related("partner")

    @property
    def partner(self):
        return self.object.partner


@require_POST
@member_required(Right.BANK_EDIT)
def agreement_delete(request, pk):
    agreement = get_object_or_404(Agreement.objects.visible_to(request.membership), pk=pk)
    partner = agreement.partner
    partners.remove_agreement(member=request.membership, agreement=agreement)
    messages.success(request, "Договор убран; что в нём было, помнит журнал изменений.")
    return redirect(partner)


@require_safe
@member_required(Right.BANK_VIEW)
def agreement_scan(request, pk):
    agreement = get_object_or_404(Agreement.objects.visible_to(request.membership), pk=pk)
    if not agreement.scan:
        raise Http404
    kind = agreement.scan.name.rpartition(".")[2]
    response = FileResponse(agreement.scan.open(), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition(f"Договор_{agreement.pk}.{kind}")
    response["X-Content-Type-Options"] = "nosniff"
    return response
