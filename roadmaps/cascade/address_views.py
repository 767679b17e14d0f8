"""The methodist's pages: what of the plan is addressed to institutions, and how it goes there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import keys_of
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.organizations.access import member_required
from mentorship.organizations.models import Organization
from mentorship.organizations.roles import Right
from roadmaps.cascade import addressing
from roadmaps.cascade.addressing import addressable_tasks, can_address
from roadmaps.cascade.exports import completion_workbook
from roadmaps.cascade.forms import AddressForm
from roadmaps.cascade.summaries import asked_tasks, completion_rows, places, totals
from roadmaps.cascade.wordings import differences
from roadmaps.models import Roadmap, Task, TaskAddress, TaskLink

INSTITUTIONS_A_PAGE = 50


def municipal_plan(request, pk):
    """A plan whose tasks the member addresses; everybody else is refused."""
    seen = Roadmap.objects.visible_to(request.membership).select_related("organization")
    roadmap = get_object_or_404(seen, pk=pk)
    if not can_address(request.membership, roadmap):
        raise PermissionDenied
    return roadmap


def municipal_task(request, pk):
    seen = Task.objects.visible_to(request.membership).select_related(
        "section__roadmap", "organization"
    )
    task = get_object_or_404(seen, pk=pk)
    if not can_address(request.membership, task.section.roadmap):
        raise PermissionDenied
    return task


@require_safe
@member_required(Right.ROADMAPS_EDIT)
def address_list(request, pk):
    roadmap = municipal_plan(request, pk)
    rows = addressable_tasks(roadmap, request.membership)
    context = {
        "roadmap": roadmap,
        "rows": rows,
        "confirmed": sum(bool(row.address) for row in rows),
        "suggested": sum(bool(row.suggestion) and not row.address for row in rows),
    }
    return render(request, "roadmaps/cascade/address_list.html", context)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def address_confirm(request, pk):
    roadmap = municipal_plan(request, pk)
    chosen = keys_of(request.POST.getlist("task"))
    count = addressing.confirm_suggestions(roadmap=roadmap, member=request.membership, tasks=chosen)
    if count:
        messages.success(request, f"Поручено мероприятий: {count}. Организации видят их у себя.")
    else:
        messages.error(request, "Отметьте мероприятия, которые нужно поручить организациям.")
    return redirect("roadmaps:address_list", pk=roadmap.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def address_update(request, pk):
    task = municipal_task(request, pk)
    address = TaskAddress.objects.filter(task=task).first()
    form = AddressForm(request.POST or None, task=task, member=request.membership, address=address)
    if request.method == "POST" and form.is_valid():
        try:
            addressing.address_task(task=task, member=request.membership, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Мероприятие поручено организациям.")
            return redirect("roadmaps:address_list", pk=task.section.roadmap_id)
    back = reverse("roadmaps:address_list", args=[task.section.roadmap_id])
    context = {"task": task, "form": form, "address": address, "back_url": back}
    return render(request, "roadmaps/cascade/address_form.html", context)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def address_delete(request, pk):
    task = municipal_task(request, pk)
    try:
        addressing.withdraw_address(task=task, member=request.membership)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("roadmaps:address_update", pk=task.pk)
    messages.success(request, "Мероприятие больше не поручено. У принявших оно осталось в плане.")
    return redirect("roadmaps:address_list", pk=task.section.roadmap_id)


def seen_plan(request, pk):
    """A municipal plan the member may follow."""
    seen = Roadmap.objects.visible_to(request.membership).select_related("organization")
    return get_object_or_404(
        seen.filter(organization__level=Organization.Level.MUNICIPALITY), pk=pk
    )


@require_safe
@member_required(Right.ORGANIZATIONS_VIEW)
def completion_table(request, pk):
    """School × task; a page of institutions, the totals over all of them."""
    roadmap, today = seen_plan(request, pk), timezone.localdate()
    late = request.GET.get("show") == "late"
    tasks = asked_tasks(roadmap)
    every = places(request.membership, roadmap, today, late=late)
    pages = Paginator(every, INSTITUTIONS_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "roadmap": roadmap,
        "tasks": list(zip(tasks, totals(roadmap, tasks, every, today), strict=True)),
        "rows": completion_rows(tasks, page.object_list, today),
        "page_obj": page,
        "late": late,
        "may_address": can_address(request.membership, roadmap),
    }
    return render(request, "roadmaps/cascade/completion_table.html", context)


@require_safe
@member_required(Right.ORGANIZATIONS_VIEW)
def completion_export(request, pk):
    roadmap, today = seen_plan(request, pk), timezone.localdate()
    content = completion_workbook(request.membership, roadmap, today)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    name = f"Исполнение поручений, {roadmap.organization.short_name}, {today:%d.%m.%Y}.xlsx"
    response["Content-Disposition"] = content_disposition(name)
    return response


@require_safe
@member_required(Right.ORGANIZATIONS_VIEW)
def completion_cell(request, pk, institution):
    """One institution and one task: what was asked, what it made of it, and when; no names."""
    seen = Task.objects.visible_to(request.membership).select_related("section__roadmap", "address")
    task = get_object_or_404(seen.filter(address__isnull=False), pk=pk)
    below = Organization.objects.visible_to(request.membership).institutions()
    school = get_object_or_404(below.filter(parent=task.organization_id), pk=institution)
    links = TaskLink.objects.in_force().filter(source=task, institution=school)
    link = links.select_related("source", "task__section__roadmap").first()
    context = {
        "source": task,
        "roadmap": task.section.roadmap,
        "school": school,
        "link": link,
        "differences": differences(link) if link and link.task else [],
        "is_asked": TaskAddress.objects.reaching(school).filter(task=task).exists(),
        "today": timezone.localdate(),
    }
    return render(request, "roadmaps/cascade/completion_cell.html", context)
