"""Templates of roadmaps: those within reach, what is in one, and a new plan made of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import ListView

from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from roadmaps.models import Roadmap, RoadmapTemplate
from roadmaps.patterns import library
from roadmaps.patterns.forms import PlanForm, TemplateForm
from roadmaps.patterns.shifting import period_from
from roadmaps.workflow import can_import, can_keep


@method_decorator(member_required(Right.ROADMAPS_VIEW), name="dispatch")
class TemplateListView(ListView):
    template_name = "roadmaps/patterns/template_list.html"

    def get_queryset(self):
        shared = RoadmapTemplate.objects.shared_with(self.request.membership).in_use()
        return shared.select_related("organization").order_by("level", "title", "pk")

    def get_context_data(self, **kwargs):
        member = self.request.membership
        own = RoadmapTemplate.objects.owned_by(member).exclude(archived_on=None)
        return super().get_context_data(**kwargs) | {
            "own_level": member.organization.level,
            "own_pk": member.organization_id,
            "may_plan": can_import(member, member.organization),
            "archived": own.order_by("title", "-version", "pk"),
        }


def shared_template(request, pk):
    shared = RoadmapTemplate.objects.shared_with(request.membership)
    return get_object_or_404(shared.select_related("organization"), pk=pk)


@require_safe
@member_required(Right.ROADMAPS_VIEW)
def template_detail(request, pk):
    template, member = shared_template(request, pk), request.membership
    context = {
        "template": template,
        "may_plan": is_for(member, template),
        "may_keep": library.can_keep(member, template),
    }
    return render(request, "roadmaps/patterns/template_detail.html", context)


def is_for(member, template):
    """Whether a plan of the member's own organization can be made of it now."""
    fits = template.level == member.organization.level and not template.archived_on
    return fits and can_import(member, member.organization)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def template_create(request, pk):
    """One's own plan as a template for oneself and everybody below."""
    member = request.membership
    roadmap = get_object_or_404(Roadmap.objects.visible_to(member), pk=pk)
    if not can_keep(member, roadmap):
        raise PermissionDenied
    form = TemplateForm(
        request.POST or None,
        levels=library.levels_of(member),
        initial={"title": roadmap.title},
    )
    if form.is_valid():
        try:
            template = library.make_template(
                member=member, roadmap=roadmap, today=timezone.localdate(), **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Образец готов: его видят и организации вашей территории.")
            return redirect(template)
    context = {
        "title": "Сделать образцом",
        "hint": "В образец попадут разделы, мероприятия и сроки – без отчётов, файлов и отметок.",
        "form": form,
        "back_url": roadmap.get_absolute_url(),
        "back_title": "Дорожная карта",
    }
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def template_archive(request, pk):
    template = shared_template(request, pk)
    library.archive_template(member=request.membership, template=template)
    messages.success(request, "Образец в архиве. Планы, сделанные по нему, остались.")
    return redirect("roadmaps:template_list")


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def template_restore(request, pk):
    template = shared_template(request, pk)
    library.restore_template(member=request.membership, template=template)
    messages.success(request, "Образец снова предлагается.")
    return redirect(template)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def plan_create(request, pk):
    """The new plan before it is made: every deadline in the chosen years; then one press."""
    template, member = shared_template(request, pk), request.membership
    if not is_for(member, template):
        raise PermissionDenied
    base = (template.starts_on, template.ends_on)
    starts_on, ends_on = period_from(base, request.school_year.starts_on)
    first = {"title": template.title, "starts_on": starts_on, "ends_on": ends_on}
    form = PlanForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        roadmap = made_plan(request, template, form)
        if roadmap:
            return redirect(roadmap)
    told = form.cleaned_data if form.is_bound and form.is_valid() else first
    lines = library.shifted_lines(
        template,
        starts_on=told["starts_on"],
        ends_on=told["ends_on"],
        move_days_off=told.get("move_days_off", True),
    )
    context = {
        "template": template,
        "form": form,
        "lines": lines,
        "days_off": sum(bool(line.day_off) for line in lines),
        "outside": sum(bool(line.outside) for line in lines),
    }
    return render(request, "roadmaps/patterns/plan_form.html", context)


def made_plan(request, template, form):
    try:
        roadmap = library.plan_from_template(
            member=request.membership, template=template, **form.cleaned_data
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, "Дорожная карта создана по образцу. Проверьте сроки и исполнителей.")
    return roadmap
