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
from roadmaps.models import Evidence, Occurrence, Task, TaskComment, TaskResponsible
from roadmaps.occurrences import (
    complete_occurrence,
    drop_occurrence,
    occurrences_of,
    reopen_occurrence,
)
from roadmaps.outside import tell_outside
from roadmaps.places import chosen_organization
from roadmaps.progress.services import progress_of
from roadmaps.selection import TITLES, choices, known, narrow
from roadmaps.work import comments, responsible
from roadmaps.work.forms import CommentForm, PeopleForm, TurnForm
from roadmaps.work.people import ME, asked_who, narrow_to
from roadmaps.workflow import LOCKED, can_edit, can_keep, can_open_evidence, can_report


@method_decorator(member_required(Right.ROADMAPS_VIEW), name="dispatch")
class TaskListView(ListView):
    """Tasks of several roadmaps of the year: what the numbers of the summaries lead to."""

    template_name = "roadmaps/task_list.html"
    paginate_by = 50

    def places(self):
        """Rows of one organization, of a municipality's institutions, or of all institutions."""
        member = self.request.membership
        tasks = Task.objects.visible_to(member).of_year(self.request.school_year)
        self.place, self.who = None, asked_who(self.request.GET, member, member.organization)
        if self.who.code:
            return narrow_to(tasks.filter(organization=member.organization_id), self.who)
        self.place = chosen_organization(member, self.request.GET.get("organization", ""))
        if self.place:
            return tasks.filter(organization=self.place)
        self.place = chosen_organization(member, self.request.GET.get("municipality", ""))
        seen = Organization.objects.visible_to(member)
        below = seen.institutions().open_on(timezone.localdate())
        if self.place:
            return tasks.filter(organization__in=below.filter(parent=self.place))
        if self.request.GET.get("level") == Organization.Level.INSTITUTION:
            return tasks.filter(organization__in=below)
        return tasks

    def get_queryset(self):
        self.everything, self.today = self.places(), timezone.localdate()
        self.shown = known(self.request.GET.get("show", ""))
        self.choices = choices(self.everything, self.today)
        tasks = narrow(self.everything, self.shown, self.today)
        tasks = tasks.select_related("organization", "section__roadmap")
        tasks = tasks.order_by("due_on", "organization__name", "pk")
        return tasks.defer("section__roadmap__dropped", "section__roadmap__warnings")

    def get_paginator(self, *args, **kwargs):
        """The filter links have counted the rows already."""
        paginator = super().get_paginator(*args, **kwargs)
        for choice in self.choices:
            if choice.code == self.shown:
                paginator.count = choice.count
        return paginator

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "place": self.place,
            "mine": self.who.code == ME,
            "choices": self.choices,
            "shown": self.shown,
            "shown_title": TITLES[self.shown],
        }


def visible_task(request, pk):
    tasks = Task.objects.visible_to(request.membership)
    return get_object_or_404(tasks.select_related("section__roadmap", "organization"), pk=pk)


def task_page(request, task, *, turn_form=None, comment_form=None, **forms):
    """The page of a task; a refused form comes back in it with what was typed."""
    may_open = can_open_evidence(request.membership, task)
    in_use = not task.section.roadmap.archived_on
    may_keep = can_keep(request.membership, task) and in_use
    kept = Evidence.objects.visible_to(request.membership).filter(task=task)
    context = {
        "task": task,
        "roadmap": task.section.roadmap,
        "today": timezone.localdate(),
        "may_keep": may_keep,
        "is_own": task.organization_id == request.membership.organization_id,
        "may_report": can_report(request.membership, task) and in_use,
        "locked": LOCKED.get(task.section.roadmap.state, ""),
        "may_edit": can_edit(request.membership, task) and in_use,
        "may_open_evidence": may_open,
        "evidence": list(kept) if may_open else [],
        "evidence_count": Evidence.objects.in_use().filter(task=task).count(),
        "report_form": forms.get("report_form") or TaskReportForm(task=task),
        "evidence_form": forms.get("evidence_form") or EvidenceForm(),
        "turns": turns_of_year(task, request.school_year, turn_form),
        "turn_form": turn_form,
        "progress": progress_of(task, request.school_year, timezone.localdate()),
    }
    context |= people_of_task(request.membership, task, may_keep)
    context |= comments_of_task(request.membership, task, comment_form)
    return render(request, "roadmaps/task_detail.html", context)


def turns_of_year(task, year, refused):
    """Turns of a recurring task due in the year, each with its form; a refused one comes back,
    whatever its state and year: with it comes what was typed."""
    turns = list(occurrences_of(task, year))
    if refused is not None and refused.prefix not in {f"turn-{turn.pk}" for turn in turns}:
        turns += Occurrence.objects.filter(task=task, pk=refused.prefix.removeprefix("turn-"))
    found = []
    for turn in turns:
        prefix = f"turn-{turn.pk}"
        is_refused = refused is not None and refused.prefix == prefix
        found.append((turn, refused if is_refused else TurnForm(prefix=prefix), is_refused))
    return found


def people_of_task(member, task, may_keep):
    """Who is in charge; whom the printed words may mean stands ready in the form."""
    rows = TaskResponsible.objects.visible_to(member).in_force().filter(task=task)
    in_charge = [row.membership for row in rows]
    context = {
        "in_charge": in_charge,
        "may_see_people": task.organization_id == member.organization_id,
    }
    if may_keep:
        everybody = responsible.may_be_responsible(task.organization)
        means = [] if in_charge else responsible.suggested(task.responsible, everybody)
        chosen = [person.pk for person in in_charge or means]
        context["suggested"] = means
        context["people_form"] = PeopleForm(
            initial={"people": chosen}, organization=task.organization
        )
    return context


def comments_of_task(member, task, form):
    if not comments.can_comment(member, task):
        return {}
    rows = TaskComment.objects.visible_to(member).filter(task=task)
    listed = [
        (row, comments.can_remove(member, row))
        for row in rows.select_related("written_by__user", "task")
    ]
    return {
        "may_comment": True,
        "comments": [row for row in listed if not row[0].archived_on],
        "removed_comments": [row for row, mine in listed if row.archived_on and mine],
        "comment_form": form or CommentForm(),
    }


@require_safe
@member_required(Right.ROADMAPS_VIEW)
def task_detail(request, pk):
    return task_page(request, visible_task(request, pk))


@require_POST
@member_required(Right.ROADMAPS_VIEW)
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
    elif not can_report(request.membership, task):
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
            task = services.update_task(task=task, member=request.membership, **form.changes())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            task.refresh_from_db()
            form.show_what_stands(task)
        else:
            messages.success(request, "Мероприятие изменено.")
            if form.DATED & set(form.changed_data):
                day = task.due_on or task.starts_on
                tell_outside(request, [day], task.section.roadmap.period)
            return redirect(task)
    context = {
        "title": "Изменить мероприятие",
        "form": form,
        "back_url": task.get_absolute_url(),
        "back_title": "Мероприятие",
    }
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.ROADMAPS_VIEW)
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
    elif not can_report(request.membership, task):
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
    try:
        content = evidence.file.open("rb")
    except FileNotFoundError:
        messages.error(request, files.LOST, "bad")
        return redirect(evidence.task)
    # Whom the file names nobody knows; that it was taken is noted all the same.
    note_reading(Reading.Kind.FILE, [], about=evidence)
    extension = evidence.file.name.rpartition(".")[2]
    name = safe_filename(f"{evidence.name}.{extension}")
    return FileResponse(content, as_attachment=True, filename=name)


@require_POST
@member_required(Right.ROADMAPS_VIEW)
def evidence_delete(request, pk):
    evidence = visible_evidence(request, pk)
    files.remove_evidence(evidence=evidence, member=request.membership)
    messages.success(request, "Файл убран. Его можно вернуть внизу страницы.")
    return redirect(evidence.task)


@require_POST
@member_required(Right.ROADMAPS_VIEW)
def evidence_restore(request, pk):
    evidence = visible_evidence(request, pk)
    try:
        files.restore_evidence(evidence=evidence, member=request.membership)
    except DomainError as refusal:
        messages.error(request, str(refusal), "bad")
    else:
        messages.success(request, "Файл возвращён.")
    return redirect(evidence.task)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def task_responsible(request, pk):
    """Exactly the chosen members are in charge of the task."""
    task = visible_task(request, pk)
    form = PeopleForm(request.POST, organization=task.organization)
    if not can_keep(request.membership, task):
        raise PermissionDenied
    try:
        if not form.is_valid():
            raise DomainError(responsible.STRANGER)
        responsible.assign(
            roadmap=task.section.roadmap,
            keys=[task.pk],
            member=request.membership,
            people=form.cleaned_data["people"],
        )
    except DomainError as refusal:
        messages.error(request, str(refusal), "bad")
    else:
        messages.success(request, "Ответственные записаны.")
    return redirect(task)


@require_POST
@member_required(Right.ROADMAPS_VIEW)
def comment_create(request, pk):
    task = visible_task(request, pk)
    if not comments.can_comment(request.membership, task):
        raise PermissionDenied
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            comments.add_comment(task=task, member=request.membership, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, "Комментарий добавлен.")
            return redirect(f"{task.get_absolute_url()}#comments")
    return task_page(request, task, comment_form=form)


def visible_comment(request, pk):
    rows = TaskComment.objects.visible_to(request.membership)
    return get_object_or_404(rows.select_related("task"), pk=pk)


@require_POST
@member_required(Right.ROADMAPS_VIEW)
def comment_delete(request, pk):
    comment = visible_comment(request, pk)
    comments.remove_comment(comment=comment, member=request.membership)
    messages.success(request, "Комментарий убран. Его можно вернуть под остальными.")
    return redirect(f"{comment.task.get_absolute_url()}#comments")


@require_POST
@member_required(Right.ROADMAPS_VIEW)
def comment_restore(request, pk):
    comment = visible_comment(request, pk)
    comments.restore_comment(comment=comment, member=request.membership)
    messages.success(request, "Комментарий возвращён.")
    return redirect(f"{comment.task.get_absolute_url()}#comments")


def visible_turn(request, pk):
    rows = Occurrence.objects.visible_to(request.membership)
    return get_object_or_404(rows.select_related("task"), pk=pk)


@require_POST
@member_required(Right.ROADMAPS_VIEW)
def occurrence_report(request, pk):
    """One turn of a recurring task: held on a day, or not held and why."""
    turn = visible_turn(request, pk)
    if not can_report(request.membership, turn.task):
        raise PermissionDenied
    form = TurnForm(request.POST, prefix=f"turn-{pk}")
    if form.is_valid():
        typed = {"occurrence": turn, "member": request.membership}
        typed["note"] = form.cleaned_data["note"]
        try:
            if request.POST.get("action") == "drop":
                drop_occurrence(**typed)
            else:
                complete_occurrence(**typed, done_on=form.cleaned_data["done_on"])
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Записано.")
            return redirect(f"{turn.task.get_absolute_url()}#turns")
    return task_page(request, visible_task(request, turn.task_id), turn_form=form)


@require_POST
@member_required(Right.ROADMAPS_VIEW)
def occurrence_reopen(request, pk):
    turn = visible_turn(request, pk)
    try:
        reopen_occurrence(occurrence=turn, member=request.membership)
    except DomainError as refusal:
        messages.error(request, str(refusal), "bad")
    else:
        messages.success(request, "Возвращено в работу.")
    return redirect(f"{turn.task.get_absolute_url()}#turns")
