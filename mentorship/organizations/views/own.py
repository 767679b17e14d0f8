from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from django.views.generic import CreateView, UpdateView
from django.views.generic.edit import ModelFormMixin

from mentorship.organizations.access import member_required
from mentorship.organizations.forms import OrganizationForm, SignatoryForm
from mentorship.organizations.headcounts import latest_headcounts, needed_headcounts
from mentorship.organizations.models import Organization, Signatory
from mentorship.organizations.roles import Right

OWN_URL = reverse_lazy("organizations:own_detail")
BACK = {"back_url": OWN_URL, "back_title": "Реквизиты и численность"}


@require_safe
@member_required(Right.ORGANIZATION_EDIT)
def own_detail(request):
    member, today = request.membership, timezone.localdate()
    latest = latest_headcounts(member.organization, request.school_year, today)
    context = {
        "organization": member.organization,
        "headcounts": list(latest.values()),
        "missing": [key for key in needed_headcounts() if key not in latest],
        "signatories": Signatory.objects.visible_to(member),
        "in_office": set(Signatory.objects.visible_to(member).in_office(today)),
    }
    return render(request, "organizations/own_detail.html", context)


@method_decorator(member_required(Right.ORGANIZATION_EDIT), name="dispatch")
class OwnUpdateView(UpdateView):
    form_class = OrganizationForm
    template_name = "components/form_page.html"
    success_url = OWN_URL
    extra_context = BACK | {"title": "Реквизиты организации"}

    def get_object(self, queryset=None):
        return Organization.objects.visible_to(self.request.membership).get(
            pk=self.request.membership.organization_id
        )


class SignatoryEditMixin(ModelFormMixin):
    """Who signs is named by those who register documents; each goes back to the own card."""

    model = Signatory
    form_class = SignatoryForm

    def get_success_url(self):
        member = self.request.membership
        if member.may(Right.ORGANIZATION_EDIT):
            return OWN_URL
        return reverse("organizations:organization_detail", args=[member.organization_id])

    def get_context_data(self, **kwargs):
        back = {"back_url": self.get_success_url(), "back_title": "К организации"}
        return super().get_context_data(**kwargs) | back

    def form_valid(self, form):
        messages.success(self.request, "Записано. Новые документы подпишет тот, чей срок идёт.")
        return super().form_valid(form)


@method_decorator(member_required(Right.DOCUMENTS_REGISTER), name="dispatch")
class SignatoryCreateView(SignatoryEditMixin, CreateView):
    template_name = "components/form_page.html"
    extra_context = {
        "title": "Подписывающее лицо",
        "hint": "Руководитель или тот, кто исполняет его обязанности: он стоит под приказами.",
    }

    def get_form_kwargs(self):
        empty = Signatory(organization=self.request.membership.organization)
        return super().get_form_kwargs() | {"instance": empty}


@method_decorator(member_required(Right.DOCUMENTS_REGISTER), name="dispatch")
class SignatoryUpdateView(SignatoryEditMixin, UpdateView):
    template_name = "components/form_page.html"
    extra_context = {
        "title": "Подписывающее лицо",
        "hint": "Чтобы завершить полномочия, укажите последний день. Документы не изменятся.",
    }

    def get_object(self, queryset=None):
        rows = Signatory.objects.visible_to(self.request.membership)
        return get_object_or_404(rows, pk=self.kwargs["pk"])
