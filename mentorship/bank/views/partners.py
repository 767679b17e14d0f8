from django.contrib import messages
from django.db.models import Count
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import CreateView, ListView, UpdateView

from mentorship.bank.forms import PartnerForm
from mentorship.bank.models import Partner
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


@method_decorator(member_required(Right.BANK_VIEW), name="dispatch")
class PartnerListView(ListView):
    template_name = "bank/partner_list.html"
    paginate_by = 25

    def get_queryset(self):
        partners = Partner.objects.visible_to(self.request.membership)
        return partners.annotate(people_count=Count("people")).order_by("name", "pk")

    def get_context_data(self, **kwargs):
        may_edit = self.request.membership.may(Right.BANK_EDIT)
        return super().get_context_data(**kwargs) | {
            "may_edit": may_edit,
            "today": timezone.localdate(),
        }


class PartnerFormMixin:
    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "title": "Партнёр" if self.object else "Новый партнёр",
            "hint": "Предприятие или организация, которая даёт наставников по договору.",
            "back_url": reverse("bank:partner_list"),
            "back_title": "Партнёры",
        }

    def form_valid(self, form):
        messages.success(self.request, "Партнёр сохранён.")
        return super().form_valid(form)


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class PartnerCreateView(PartnerFormMixin, CreateView):
    form_class = PartnerForm
    template_name = "components/form_page.html"
    success_url = reverse_lazy("bank:partner_list")

    def get_form_kwargs(self):
        member = self.request.membership
        empty = Partner(institution=member.organization)
        return super().get_form_kwargs() | {"instance": empty, "member": member}


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class PartnerUpdateView(PartnerFormMixin, UpdateView):
    form_class = PartnerForm
    template_name = "components/form_page.html"
    success_url = reverse_lazy("bank:partner_list")

    def get_queryset(self):
        return Partner.objects.visible_to(self.request.membership)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"member": self.request.membership}
