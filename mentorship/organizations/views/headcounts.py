from django.contrib import messages
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.generic import CreateView

from mentorship.organizations.access import member_required
from mentorship.organizations.forms import HeadcountForm
from mentorship.organizations.models import Headcount
from mentorship.organizations.roles import Right


@method_decorator(member_required(Right.ORGANIZATION_EDIT), name="dispatch")
class HeadcountCreateView(CreateView):
    form_class = HeadcountForm
    template_name = "components/form_page.html"
    success_url = reverse_lazy("organizations:own_detail")
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
