from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import ListView

from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.organizations.access import member_required
from mentorship.organizations.models import Organization
from mentorship.organizations.roles import Right
from roadmaps import services
from roadmaps.exports import roadmap_file_name, roadmap_workbook
from roadmaps.models import Roadmap, Task
from roadmaps.places import chosen_organization
from roadmaps.review.panel import panel_of
from roadmaps.review.queue import queue_of
from roadmaps.starting import starts_of
from roadmaps.summaries import by_municipality, progress_by_institution, summed
from roadmaps.work.pages import RoadmapPage
from roadmaps.workflow import can_import

INSTITUTIONS_A_PAGE = 100


@method_decorator(member_required(Right.ROADMAPS_VIEW), name="dispatch")
class RoadmapListView(ListView):
    """Own roadmaps; above the institution also how those below get on."""

    template_name = "roadmaps/roadmap_list.html"

    def dispatch(self, request, *args, **kwargs):
        named = [name for name in ("organization", "municipality") if name in request.GET]
        key = request.GET[named[0]] if named else ""
        self.place = chosen_organization(request.membership, key)
        self.everything = request.GET.get("all") == "yes"
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        member = self.request.membership
        owner = self.place or member.organization
        own = Roadmap.objects.visible_to(member).filter(organization=owner)
        self.own = own.without_stores()
        kept = self.own if self.everything else self.own.in_use().of_year(self.request.school_year)
        return kept.with_progress(timezone.localdate()).order_by("-starts_on", "pk")

    def get_context_data(self, **kwargs):
        member, shown = self.request.membership, self.request.GET.get("show", "")
        place = self.place or member.organization
        context = super().get_context_data(**kwargs) | {
            "place": self.place,
            "everything": self.everything,
            "hidden": 0 if self.everything else self.own.count() - len(self.object_list),
            "can_import": can_import(member, place),
            "mine": own_open_tasks(member, self.request.school_year),
            "is_empty": place.is_institution and not self.object_list,
            "may_review": (may_review := member.may(Right.ROADMAPS_REVIEW)),
            "waiting": queue_of(member).count() if may_review else 0,
        }
        return context if place.is_institution else context | self.below(place, shown)

    def below(self, place, shown):
        """The table of a methodist or a coordinator, as the address narrows it."""
        municipality = place.pk if place.level == Organization.Level.MUNICIPALITY else None
        every = progress_by_institution(
            self.request.membership,
            self.request.school_year,
            timezone.localdate(),
            municipality=municipality,
        )
        late = [row for row in every if row.overdue]
        missing = [row for row in every if row.without_roadmap]
        rows = {"overdue": late, "missing": missing}.get(shown, every)
        grouped = municipality is None and rows is every
        narrowed = f"municipality={municipality}" if municipality else "level=institution"
        pages = Paginator(by_municipality(rows) if grouped else rows, INSTITUTIONS_A_PAGE)
        return {
            "shown": shown if rows is not every else "",
            "tasks_below": f"{reverse('roadmaps:task_list')}?{narrowed}",
            "total": summed(every),
            "late": len(late),
            "grouped": grouped,
            "page_obj": pages.get_page(self.request.GET.get("page")),
        }


def own_open_tasks(member, year):
    """How many open tasks of the year the member is in charge of."""
    mine = Task.objects.visible_to(member).of_year(year).open()
    return mine.filter(responsibles__membership=member).count()


@method_decorator(member_required(Right.ROADMAPS_VIEW), name="dispatch")
class RoadmapDetailView(RoadmapPage):
    """The table as in the order: sections and their tasks, narrowed by a link with a count."""

    template_name = "roadmaps/roadmap_detail.html"
    view_name = "roadmaps:roadmap_detail"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        sections = self.sections()
        rows = [task for section in sections for task in section.shown_tasks]
        return context | {
            "sections": sections,
            "count": len(rows),
            "has_responsible": any(task.responsible or task.in_charge for task in rows),
            "has_result": any(task.expected_result for task in rows),
            "removed": list(self.object.removed_tasks.select_related("task")),
            "may_choose": context["may_keep"] and not self.object.archived_on,
            "may_change": context["may_edit"] and not self.object.archived_on,
            "starts": starts_of(self.request.membership, self.object),
            **panel_of(self.request.membership, self.object),
        }


@require_safe
@member_required(Right.ROADMAPS_VIEW)
def roadmap_export(request, pk):
    visible = Roadmap.objects.visible_to(request.membership).select_related("organization")
    roadmap = get_object_or_404(visible, pk=pk)
    response = HttpResponse(roadmap_workbook(roadmap), content_type=CONTENT_TYPE)
    name = roadmap_file_name(roadmap, timezone.localdate())
    response["Content-Disposition"] = content_disposition(name)
    return response


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def roadmap_archive(request, pk):
    roadmap = get_object_or_404(Roadmap.objects.visible_to(request.membership), pk=pk)
    try:
        services.archive_roadmap(roadmap=roadmap, member=request.membership)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Дорожная карта в архиве. Её можно вернуть на этой странице.")
    return redirect(roadmap)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def roadmap_restore(request, pk):
    roadmap = get_object_or_404(Roadmap.objects.visible_to(request.membership), pk=pk)
    try:
        services.restore_roadmap(roadmap=roadmap, member=request.membership)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Дорожная карта снова в работе.")
    return redirect(roadmap)
