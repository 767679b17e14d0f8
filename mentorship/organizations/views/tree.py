from django.utils.decorators import method_decorator
from django.views.generic import ListView

from mentorship.organizations.access import member_required
from mentorship.organizations.models import Organization
from mentorship.organizations.roles import Right


@method_decorator(member_required(Right.ORGANIZATIONS_VIEW), name="dispatch")
class OrganizationListView(ListView):
    """Institutions below a municipality or a region."""

    template_name = "organizations/organization_list.html"
    paginate_by = 50

    def get_queryset(self):
        visible = Organization.objects.visible_to(self.request.membership).institutions()
        return visible.select_related("parent").order_by("parent__name", "name", "pk")
