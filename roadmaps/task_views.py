from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.core.downloads import safe_filename
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.models import Organization
from mentorship.organizations.roles import Right
from roadmaps import evidence as files
from roadmaps import services
from roadmaps.forms import EvidenceForm, TaskForm, TaskReportForm
from roadmaps.models import Evidence, Task
from roadmaps.places import chosen_organization
from roadmaps.progress.services import progress_of
from roadmaps.selection import TITLES, choices, known, narrow
from roadmaps.workflow import LOCKED, can_edit, can_keep, can_open_evidence


@method_decorator(member_required(Right.ROADMAPS_VIEW), name="dispatch")
class TaskListView(ListView):
    """Tasks of several roadmaps of the year: what the numbers of the summaries lead to."""

    template_name = "roadmaps/task_list.html"
    paginate_by = 50

    def places(self):
        """Rows of one organization, of a municipality's institutions, or of all institutions."""
        member = self.request.membership
        tasks = Task.objects.visible_to(member).of_year(self.request.school_year)
        self.place = chosen_organization(member, self.request.GET.get("organization", ""))
        if self.place:
            return tasks.filter(organization=self.place)
        self.place = chosen_organization(member, self.request.GET.get("municipality", ""))
        below = Organization.objects.visible_to(member).institutions()
        below = below.open_on(timezone.localdate())
        if self.place:
            return tasks.filter(organization__in=below.filter(parent=self.place))
        if self.request.GET.get("level") == Organization.Level.INSTITUTION:
            return tasks.filter(organization__in=below)
        return tasks

    def get_queryset(self):
        self.everything, self.today = self.places(), timezone.localdate()
        self.shown = known(self.request.GET.get("show", ""))
        tasks = narrow(self.everything, self.shown, self.today)
        tasks = tasks.select_related("organization", "section__roadmap")
        return tasks.order_by("due_on", "organization__name", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "place": self.place,
            "choices": choices(self.everything, self.today),
            "shown": self.shown,
            "shown_title": TITLES[self.shown],
        }


def visible_task(request, pk):
    tasks = Task.objects.visible_to(request.membership)
    return get_object_or_404(tasks.select_related("section__roadmap", "organization"), pk=pk)


def task_page(request, task, *, report_form=None, evidence_form=None):
    """The page of a task; a refused form comes back in it with what was typed."""
    may_open = can_open_evidence(request.membership, task)
    kept = Evidence.objects.visible_to(request.membership).filter(task=task)
    context = {
        "task": task,
        "roadmap": task.section.roadmap,
        "today": timezone.localdate(),
        "may_keep": can_keep(request.membership, task) and not task.section.roadmap.archived_on,
        "locked": LOCKED.get(task.section.roadmap.state, ""),
        "may_edit": can_edit(request.membership, task) and not task.section.roadmap.archived_on,
        "may_open_evidence": may_open,
        "evidence": list(kept) if may_open else [],
        "evidence_count": Evidence.objects.in_use().filter(task=task).count(),
        "report_form": report_form or TaskReportForm(task=task),
        "evidence_form": evidence_form or EvidenceForm(),
        "progress": progress_of(task, request.school_year, timezone.localdate()),
    }
    return render(request, "roadmaps/task_detail.html", context)


@require_safe
@member_required(Right.ROADMAPS_VIEW)
def task_detail(request, pk):
    return task_page(request, visible_task(request, pk))


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def task_report(request, pk):
    task = visible_task(request, pk)
    form = TaskReportForm(request.POST, task=task)
    if form.is_valid():
        seen = form.cleaned_data.pop("seen") or None
        try:
            services.report_task(
                task=task, member=request.membership, seen=seen, **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            task.refresh_from_db()
            form.show_what_stands(task)
        else:
            messages.success(request, "Отчёт сохранён.")
            return redirect(task)
    elif not can_keep(request.membership, task):
        raise PermissionDenied
    return task_page(request, task, report_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def task_update(request, pk):
    task = visible_task(request, pk)
    if not can_keep(request.membership, task):
        raise PermissionDenied
    if request.method != "POST" and not can_edit(request.membership, task):
        messages.error(request, LOCKED[task.section.roadmap.state])
        return redirect(task)
    form = TaskForm(request.POST or None, task=task)
    if form.is_valid():
        try:
            services.update_task(task=task, member=request.membership, **form.changes())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Мероприятие изменено.")
            return redirect(task)
    context = {
        "title": "Изменить мероприятие",
        "form": form,
        "back_url": task.get_absolute_url(),
        "back_title": "Мероприятие",
    }
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def evidence_create(request, pk):
    task = visible_task(request, pk)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            files.add_evidence(task=task, member=request.membership, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, "Файл приложен.")
            return redirect(task)
    elif not can_keep(request.membership, task):
        raise PermissionDenied
    return task_page(request, task, evidence_form=form)


def visible_evidence(request, pk):
    kept = Evidence.objects.visible_to(request.membership).select_related("task")
    return get_object_or_404(kept, pk=pk)


@require_safe
@member_required(Right.ROADMAPS_VIEW)
def evidence_file(request, pk):
    """A download, never shown in the browser: what is inside comes from outside."""
    evidence = visible_evidence(request, pk)
    # Whom the file names nobody knows; that it was taken is noted all the same.
    note_reading(Reading.Kind.FILE, [], about=evidence)
    extension = evidence.file.name.rpartition(".")[2]
    name = safe_filename(f"{evidence.name}.{extension}")
    return FileResponse(evidence.file.open("rb"), as_attachment=True, filename=name)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def evidence_delete(request, pk):
    evidence = visible_evidence(request, pk)
    files.remove_evidence(evidence=evidence, member=request.membership)
    messages.success(request, "Файл убран. Его можно вернуть внизу страницы.")
    return redirect(evidence.task)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def evidence_restore(request, pk):
    evidence = visible_evidence(request, pk)
    files.restore_evidence(evidence=evidence, member=request.membership)
    messages.success(request, "Файл возвращён.")
    return redirect(evidence.task)
