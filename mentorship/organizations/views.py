from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import CreateView, ListView, UpdateView

from mentorship.organizations.access import member_required
from mentorship.organizations.forms import HeadcountForm, OrganizationForm
from mentorship.organizations.middleware import MEMBERSHIP_KEY, YEAR_KEY
from mentorship.organizations.models import Headcount, Organization, Signatory
from mentorship.organizations.roles import Right


@method_decorator(member_required(Right.ORGANIZATIONS_VIEW), name="dispatch")
class OrganizationListView(ListView):
    """Institutions below a municipality or a region."""

    template_name = "organizations/organization_list.html"
    paginate_by = 50

    def get_queryset(self):
        visible = Organization.objects.visible_to(self.request.membership).institutions()
        return visible.select_related("parent").order_by("parent__name", "name", "pk")


@require_safe
@member_required(Right.ORGANIZATION_EDIT)
def organization_detail(request):
    member = request.membership
    context = {
        "organization": member.organization,
        "headcounts": Headcount.objects.visible_to(member),
        "signatories": Signatory.objects.visible_to(member),
    }
    return render(request, "organizations/organization_detail.html", context)


@method_decorator(member_required(Right.ORGANIZATION_EDIT), name="dispatch")
class OrganizationUpdateView(UpdateView):
    form_class = OrganizationForm
    template_name = "components/form_page.html"
    success_url = reverse_lazy("organizations:organization_detail")
    extra_context = {"title": "Реквизиты организации"}

    def get_object(self, queryset=None):
        return Organization.objects.visible_to(self.request.membership).get(
            pk=self.request.membership.organization_id
        )


@method_decorator(member_required(Right.ORGANIZATION_EDIT), name="dispatch")
class HeadcountCreateView(CreateView):
    form_class = HeadcountForm
    template_name = "components/form_page.html"
    success_url = reverse_lazy("organizations:organization_detail")
    extra_context = {
        "title": "Численность",
        "hint": "Знаменатель показателей. Система не подставляет это число сама.",
    }

    def get_form_kwargs(self):
        empty = Headcount(organization=self.request.membership.organization)
        return super().get_form_kwargs() | {"instance": empty}

    def form_valid(self, form):
        messages.success(self.request, "Численность записана.")
        return super().form_valid(form)


@require_POST
@member_required()
def membership_switch(request):
    """Work in another of one's own roles."""
    own = {str(member.pk): member for member in request.memberships}
    chosen = own.get(request.POST.get("membership", ""))
    if chosen is None:
        return HttpResponseBadRequest("Такой роли у вас нет.")
    request.session[MEMBERSHIP_KEY] = chosen.pk
    messages.success(request, f"Теперь вы работаете как {chosen}.")
    return redirect("home")


@require_POST
@member_required()
def year_switch(request):
    """Look at another school year; the choice is kept for the session."""
    year = request.POST.get("year", "")
    if not (year.isdecimal() and 2015 <= int(year) <= 2040):
        return HttpResponseBadRequest("Такого учебного года нет.")
    request.session[YEAR_KEY] = int(year)
    return redirect("home")
