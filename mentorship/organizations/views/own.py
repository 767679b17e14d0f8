from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from django.views.generic import UpdateView

from mentorship.organizations.access import member_required
from mentorship.organizations.forms import OrganizationForm
from mentorship.organizations.models import Headcount, Organization, Signatory
from mentorship.organizations.roles import Right


@require_safe
@member_required(Right.ORGANIZATION_EDIT)
def own_detail(request):
    member = request.membership
    context = {
        "organization": member.organization,
        "headcounts": Headcount.objects.visible_to(member),
        "signatories": Signatory.objects.visible_to(member),
    }
    return render(request, "organizations/own_detail.html", context)


@method_decorator(member_required(Right.ORGANIZATION_EDIT), name="dispatch")
class OwnUpdateView(UpdateView):
    form_class = OrganizationForm
    template_name = "components/form_page.html"
    success_url = reverse_lazy("organizations:own_detail")
    extra_context = {"title": "Реквизиты организации"}

    def get_object(self, queryset=None):
        return Organization.objects.visible_to(self.request.membership).get(
            pk=self.request.membership.organization_id
        )
