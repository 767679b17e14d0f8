from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import CreateView, ListView, UpdateView

from mentorship.core.exceptions import DomainError
from mentorship.core.tables import address, chips_of
from mentorship.organizations import tree
from mentorship.organizations.access import member_required
from mentorship.organizations.filters import InstitutionFilter, NodeFilter
from mentorship.organizations.models import Organization, Signatory
from mentorship.organizations.roles import Right
from mentorship.organizations.summaries import card_of, with_open_institutions, with_staff
from mentorship.organizations.tree_forms import ClosingForm, NodeForm


class NodeListView(ListView):
    """Nodes of one level below the member's organization; closed ones only when asked for."""

    paginate_by = 50

    def get_queryset(self):
        self.everything = self.nodes(Organization.objects.visible_to(self.request.membership))
        self.filterset = self.filterset_class(
            self.request.GET, self.everything, member=self.request.membership
        )
        return self.filterset.qs

    def get_context_data(self, **kwargs):
        member, names = self.request.membership, self.filterset.form.fields
        return super().get_context_data(**kwargs) | {
            "filter": self.filterset,
            "chips": chips_of(self.filterset, self.request.GET),
            "reset_url": address(self.request.GET, **dict.fromkeys([*names, "page"])),
            "is_empty": not self.everything.exists(),
            "may_add_institution": bool(tree.types_open_to(member)),
            "may_add_municipality": tree.can_add_municipality(member),
        }


@method_decorator(member_required(Right.ORGANIZATIONS_VIEW), name="dispatch")
class OrganizationListView(NodeListView):
    template_name = "organizations/organization_list.html"
    filterset_class = InstitutionFilter

    def nodes(self, visible):
        institutions = with_staff(visible.institutions(), timezone.localdate())
        return institutions.select_related("parent").order_by("parent__name", "name", "pk")


@method_decorator(member_required(Right.ORGANIZATIONS_VIEW), name="dispatch")
class MunicipalityListView(NodeListView):
    template_name = "organizations/municipality_list.html"
    filterset_class = NodeFilter

    def nodes(self, visible):
        member, today = self.request.membership, timezone.localdate()
        numbered = with_open_institutions(visible.municipalities(), member, today)
        return with_staff(numbered, today).order_by("name", "pk")


def node_of(request, pk):
    visible = Organization.objects.visible_to(request.membership)
    return get_object_or_404(visible.select_related("parent__parent"), pk=pk)


@require_safe
@member_required(Right.ORGANIZATIONS_VIEW)
def organization_detail(request, pk):
    """The card for those above: requisites and numbers, never a participant's name."""
    member, organization = request.membership, node_of(request, pk)
    context = card_of(organization, member, request.school_year, timezone.localdate()) | {
        "organization": organization,
        "may_edit": tree.can_edit(member, organization),
        "may_close": tree.can_close(member, organization),
        "may_add_institution": bool(tree.types_open_to(member)),
        "is_own": organization == member.organization,
    }
    if context["is_own"]:
        signatories = Signatory.objects.visible_to(member)
        context["signatories"] = signatories
        context["in_office"] = set(signatories.in_office(timezone.localdate()))
    return render(request, "organizations/organization_detail.html", context)


class NodeCreateView(CreateView):
    form_class = NodeForm
    template_name = "components/form_page.html"

    def dispatch(self, request, *args, **kwargs):
        if not self.may_add(request.membership):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        member = self.request.membership
        return super().get_form_kwargs() | {"instance": self.empty(member), "member": member}

    def form_valid(self, form):
        self.object = tree.save_organization(
            member=self.request.membership, organization=form.instance
        )
        messages.success(self.request, f"Добавлено: {self.object}. Код – {self.object.code}.")
        return redirect("organizations:organization_detail", self.object.pk)


@method_decorator(member_required(Right.ORGANIZATIONS_EDIT), name="dispatch")
class MunicipalityCreateView(NodeCreateView):
    may_add = staticmethod(tree.can_add_municipality)

    def empty(self, member):
        region = member.organization
        return Organization(level="municipality", parent=region, time_zone=region.time_zone)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "title": "Новый муниципалитет",
            "back_url": reverse("organizations:municipality_list"),
            "back_title": "Муниципалитеты",
        }


@method_decorator(member_required(Right.ORGANIZATIONS_EDIT), name="dispatch")
class InstitutionCreateView(NodeCreateView):
    may_add = staticmethod(tree.types_open_to)

    def empty(self, member):
        place = member.organization
        municipality = place if place.level == Organization.Level.MUNICIPALITY else None
        return Organization(level="institution", parent=municipality, time_zone=place.time_zone)

    def get_initial(self):
        return {"parent": self.request.GET.get("municipality")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "title": "Новая организация",
            "back_url": reverse("organizations:organization_list"),
            "back_title": "Организации",
        }


@method_decorator(member_required(Right.ORGANIZATIONS_EDIT), name="dispatch")
class OrganizationUpdateView(UpdateView):
    form_class = NodeForm
    template_name = "components/form_page.html"

    def get_object(self, queryset=None):
        organization = node_of(self.request, self.kwargs["pk"])
        if not tree.can_edit(self.request.membership, organization):
            raise PermissionDenied
        return organization

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"member": self.request.membership}

    def get_context_data(self, **kwargs):
        organization = Organization.objects.get(pk=self.kwargs["pk"])
        return super().get_context_data(**kwargs) | {
            "title": f"Изменение: {organization}",
            "back_url": reverse("organizations:organization_detail", args=[organization.pk]),
            "back_title": organization,
        }

    def form_valid(self, form):
        tree.save_organization(member=self.request.membership, organization=form.instance)
        messages.success(self.request, "Сохранено.")
        return redirect("organizations:organization_detail", form.instance.pk)


@require_http_methods(["GET", "POST"])
@member_required(Right.ORGANIZATIONS_EDIT)
def organization_close(request, pk):
    member, organization = request.membership, node_of(request, pk)
    if not tree.can_close(member, organization):
        raise PermissionDenied
    form = ClosingForm(request.POST or None, initial={"closed_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            tree.close_organization(member=member, organization=organization, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("closed_on", str(refusal))
        else:
            return redirect("organizations:organization_detail", organization.pk)
    context = {
        "title": f"Закрыть: {organization}",
        "hint": "Данные останутся в отчётах прошлых лет. Закрытие можно отменить.",
        "form": form,
        "back_url": reverse("organizations:organization_detail", args=[organization.pk]),
        "back_title": organization,
    }
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.ORGANIZATIONS_EDIT)
def organization_reopen(request, pk):
    organization = node_of(request, pk)
    try:
        tree.reopen_organization(member=request.membership, organization=organization)
        messages.success(request, "Организация снова открыта.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("organizations:organization_detail", organization.pk)
