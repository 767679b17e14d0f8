"""A task measured by what the system knows, and the lists behind its numbers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.counted import counted_in
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.dimensions import DIMENSIONS
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.roles import Right
from roadmaps.models import Task, TaskBinding
from roadmaps.progress import services
from roadmaps.progress.bindings import BINDINGS
from roadmaps.progress.forms import BindingForm
from roadmaps.services import report_mark
from roadmaps.workflow import can_keep

ROWS_PER_PAGE = 50


def visible_task(request, pk):
    tasks = Task.objects.visible_to(request.membership)
    return get_object_or_404(tasks.select_related("section__roadmap", "organization"), pk=pk)


@require_safe
@member_required(Right.ROADMAPS_VIEW)
def progress_detail(request, pk):
    """What the system knows of a task, the text made of it, and what has changed since.

    Of the own organization alone: above a school its report is read, not its live numbers.
    """
    task = visible_task(request, pk)
    if task.organization_id != request.membership.organization_id:
        raise Http404
    row = TaskBinding.objects.filter(task=task).first()
    context = {
        "task": task,
        "progress": services.progress_of(task, request.school_year, timezone.localdate()),
        "form": BindingForm(task=task, row=row),
        "mark": report_mark(task),
        "may_edit": can_keep(request.membership, task) and not task.section.roadmap.archived_on,
        "may_open": task.organization.is_institution,
    }
    return render(request, "roadmaps/progress/progress_detail.html", context)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def progress_bind(request, pk):
    task = visible_task(request, pk)
    if not can_keep(request.membership, task):
        raise PermissionDenied
    form = BindingForm(request.POST, task=task)
    if form.is_valid():
        tell(request, task, form.cleaned_data["code"])
    else:
        messages.error(request, services.UNKNOWN)
    return redirect("roadmaps:progress_detail", pk=task.pk)


def tell(request, task, code):
    try:
        services.bind_task(task=task, member=request.membership, code=code)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        said = (
            "Мероприятие связано с данными." if code else "Связь с данными убрана, отчёт остался."
        )
        messages.success(request, said)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def progress_write(request, pk):
    """The figures go into the report; what people wrote in it stays."""
    task = visible_task(request, pk)
    try:
        merged = services.write_progress(
            task=task,
            member=request.membership,
            year=request.school_year,
            seen=request.POST.get("seen", ""),
            today=timezone.localdate(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("roadmaps:progress_detail", pk=task.pk)
    messages.success(request, "Числа записаны в отчёт. Текст можно править: правки останутся.")
    for line in merged.left:
        messages.warning(request, f"Строку вы меняли, числа в ней проверьте сами: «{line}»")
    return redirect(task)


@require_safe
@member_required(Right.ROADMAPS_VIEW)
def figure_rows(request, code):
    """Whom or what a number of the own institution counts."""
    member, year = request.membership, request.school_year
    known = {figure for binding in BINDINGS for figure in binding.figures}
    if code not in known or not member.organization.is_institution:
        raise Http404
    figure = FIGURES[code]
    where, part = {}, None
    if (value := request.GET.get("of")) is not None:
        if not value.isprintable():
            raise Http404
        where = {breakdown_of(code): value}
        part = DIMENSIONS[breakdown_of(code)].labels([value])[value]
    rows = figure.rows_for(member, year, where)
    page = Paginator(counted_in(figure, rows, timezone.localdate()), ROWS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    people = [counted.person for counted in page if counted.person]
    note_reading(Reading.Kind.ROWS, people, selection=f"{figure.title}, {year}")
    context = {"figure": figure, "part": part, "page_obj": page}
    return render(request, "roadmaps/progress/figure_rows.html", context)


def breakdown_of(code):
    """By which dimension a figure is told apart; a figure that is not has no parts."""
    fields = [b.breakdown for b in BINDINGS if b.breakdown and b.figures[0] == code]
    if not fields:
        raise Http404
    return fields[0]
