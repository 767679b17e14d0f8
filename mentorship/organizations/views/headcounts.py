from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods
from django.views.generic import CreateView, ListView, UpdateView
from django.views.generic.edit import ModelFormMixin

from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.headcount_forms import (
    CountDayForm,
    CountForm,
    HeadcountForm,
    HeadcountsForm,
)
from mentorship.organizations.headcounts import (
    latest_headcounts,
    needed_headcounts,
    record_headcounts,
)
from mentorship.organizations.models import Headcount
from mentorship.organizations.roles import Right
from mentorship.organizations.roll import count_declared, count_roll
from mentorship.organizations.school_year import SchoolYear

LIST_URL = reverse_lazy("organizations:headcount_list")
BACK = {"back_url": LIST_URL, "back_title": "Численность"}


@method_decorator(member_required(Right.ORGANIZATION_EDIT), name="dispatch")
class HeadcountListView(ListView):
    """Everything entered for the institution, the newest first; what the year lacks on top."""

    template_name = "organizations/headcount_list.html"
    paginate_by = 50

    def get_queryset(self):
        rows = Headcount.objects.visible_to(self.request.membership)
        return rows.order_by("-as_of", "category", "age_from", "age_to", "pk")

    def get_context_data(self, **kwargs):
        organization, year = self.request.membership.organization, self.request.school_year
        latest = latest_headcounts(organization, year, timezone.localdate())
        needed = [(key, latest.get(key)) for key in needed_headcounts()]
        counting = {row.pk for row in latest.values()}
        return super().get_context_data(**kwargs) | {"needed": needed, "counting": counting}


@require_http_methods(["GET", "POST"])
@member_required(Right.ORGANIZATION_EDIT)
def headcount_fill(request):
    """The headcounts that indicators divide by, all in one small form."""
    member, today = request.membership, timezone.localdate()
    latest = latest_headcounts(member.organization, request.school_year, today)
    day = today if request.school_year.ends_on >= today else request.school_year.starts_on
    form = HeadcountsForm(
        request.POST or None, keys=needed_headcounts(), latest=latest, initial={"as_of": day}
    )
    if request.method == "POST" and form.is_valid():
        as_of, source = form.cleaned_data["as_of"], form.cleaned_data["source"]
        record_headcounts(member=member, values=form.values, as_of=as_of, source=source)
        tell(request, as_of)
        return redirect("organizations:headcount_list")
    context = {
        "title": "Численность для показателей",
        "hint": "Знаменатели показателей. Система не подставляет эти числа сама.",
        "form": form,
    }
    return render(request, "components/form_page.html", context | BACK)


@require_http_methods(["GET", "POST"])
@member_required(Right.ORGANIZATION_EDIT)
def headcount_count(request):
    """What the lists of the house say on a day; written once somebody says they are complete."""
    keys, day_form = needed_headcounts(), day_form_of(request)
    as_of = day_form.cleaned_data.get("as_of") if day_form.is_valid() else None
    sent = request.POST if request.method == "POST" else None
    form = CountForm(sent, keys=keys, initial={"as_of": as_of})
    if sent and form.is_valid() and is_counted(request, form, keys):
        return redirect("organizations:headcount_list")
    organization = request.membership.organization
    found = [count_roll(organization, key, as_of) for key in keys] if as_of else []
    context = {"form": form, "day_form": day_form, "as_of": as_of, "found": found}
    return render(request, "organizations/headcount_count.html", context)


def day_form_of(request):
    given = request.POST if request.method == "POST" else request.GET
    asked = given.get("as_of") or f"{timezone.localdate():%d.%m.%Y}"
    return CountDayForm({"as_of": asked}, auto_id="day_%s")


def is_counted(request, form, keys):
    """Whether the numbers were written; the form says why not."""
    try:
        count_declared(member=request.membership, keys=keys, **form.cleaned_data)
    except DomainError as refusal:
        form.add_error("categories", str(refusal))
        return False
    tell(request, form.cleaned_data["as_of"])
    return True


def tell(request, as_of):
    year = SchoolYear.containing(as_of)
    messages.success(request, f"Численность записана: учтётся в {year} учебном году.")


class HeadcountEditMixin(ModelFormMixin):
    model = Headcount
    form_class = HeadcountForm
    success_url = LIST_URL

    def form_valid(self, form):
        response = super().form_valid(form)
        tell(self.request, self.object.as_of)
        return response


@method_decorator(member_required(Right.ORGANIZATION_EDIT), name="dispatch")
class HeadcountCreateView(HeadcountEditMixin, CreateView):
    """A headcount of any other category or ages."""

    template_name = "components/form_page.html"
    extra_context = BACK | {
        "title": "Другая численность",
        "hint": "Знаменатель показателей. Система не подставляет это число сама.",
    }

    def get_form_kwargs(self):
        empty = Headcount(organization=self.request.membership.organization)
        return super().get_form_kwargs() | {"instance": empty}


@method_decorator(member_required(Right.ORGANIZATION_EDIT), name="dispatch")
class HeadcountUpdateView(HeadcountEditMixin, UpdateView):
    template_name = "components/form_page.html"
    extra_context = BACK | {
        "title": "Исправление численности",
        "hint": "Исправляйте ошибку; новое число на другую дату вносится отдельно.",
    }

    def get_object(self, queryset=None):
        rows = Headcount.objects.visible_to(self.request.membership)
        return get_object_or_404(rows, pk=self.kwargs["pk"])
