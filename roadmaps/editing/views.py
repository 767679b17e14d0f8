"""Small forms that change a plan by hand; never while it is under review."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.core.wording import counted
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from roadmaps.editing import services
from roadmaps.editing.forms import NewTaskForm, PlanForm, RemovalForm, SectionForm
from roadmaps.models import Roadmap, Section, Task
from roadmaps.outside import tell_outside
from roadmaps.workflow import LOCKED, can_edit, can_keep

KEPT = "Отчёты и файлы сохраняются, вернуть можно внизу страницы плана."


def own_plan(request, pk):
    """404 for a plan out of sight, 403 for one to read only."""
    seen = Roadmap.objects.visible_to(request.membership).select_related("organization")
    roadmap = get_object_or_404(seen, pk=pk)
    if not can_keep(request.membership, roadmap):
        raise PermissionDenied
    return roadmap


def edit_page(request, roadmap, form, save, *, title, hint="", section=None):
    """A form about the plan; `save(form)` writes it and says where to go next.

    Refused, it keeps what was typed and is measured against what stands now.
    """
    if not form.is_bound and (roadmap.archived_on or not can_edit(request.membership, roadmap)):
        messages.error(request, LOCKED.get(roadmap.state, services.ARCHIVED), "bad")
        return redirect(roadmap)
    if form.is_valid():
        try:
            return redirect(save(form))
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            if hasattr(form, "show_what_stands"):
                form.show_what_stands()
    context = {
        "title": title,
        "hint": hint or roadmap.title,
        "form": form,
        "section": section,
        "back_url": roadmap.get_absolute_url(),
        "back_title": "Дорожная карта",
    }
    return render(request, "roadmaps/editing/plan_form.html", context)


def typed_in(form):
    return form.cleaned_data | {"seen": form.cleaned_data["seen"] or None}


def posted(request):
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def roadmap_update(request, pk):
    """Title and period of a plan."""
    roadmap = own_plan(request, pk)

    def save(form):
        plan = services.update_plan(roadmap=roadmap, member=request.membership, **typed_in(form))
        messages.success(request, "План изменён.")
        days = Task.objects.filter(section__roadmap=plan).values_list("due_on", flat=True)
        tell_outside(request, days, plan.period)
        return plan

    form = PlanForm(posted(request), roadmap=roadmap)
    return edit_page(request, roadmap, form, save, title="Название и период плана")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def task_create(request, pk):
    """A new task; a deadline read with doubt leads to the screen that asks for it."""
    roadmap = own_plan(request, pk)

    def save(form):
        task = services.add_task(
            roadmap=roadmap, member=request.membership, **{"place": None} | form.cleaned_data
        )
        messages.success(request, f"Мероприятие добавлено: «{task.title[:80]}».")
        tell_outside(request, [task.due_on or task.starts_on], roadmap.period)
        if task.is_doubtful:
            messages.warning(request, "Срок прочитан неуверенно: выберите, что он значит.", "warn")
            return reverse("roadmaps:roadmap_deadlines", args=[pk])
        if "more" in request.POST:
            return f"{request.path}?section={task.section_id}"
        return roadmap

    form = NewTaskForm(posted(request), roadmap=roadmap, section=asked_section(request, roadmap))
    return edit_page(request, roadmap, form, save, title="Новое мероприятие")


def asked_section(request, roadmap):
    """The section whose link was pressed; anything else is nobody's section."""
    key = key_of(request.GET.get("section", ""))
    return Section.objects.filter(roadmap=roadmap, pk=key).first()


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def task_remove(request, pk):
    seen = Task.objects.visible_to(request.membership).select_related("section")
    task = get_object_or_404(seen, pk=pk)
    roadmap = own_plan(request, task.section.roadmap_id)

    def save(form):
        services.remove_task(task=task, member=request.membership, **form.cleaned_data)
        messages.success(request, f"Исключено: «{task.title[:80]}». {KEPT}")
        return roadmap

    form = RemovalForm(posted(request), tasks=[task])
    hint = f"{task.number} {task.title}. {KEPT}".strip()
    return edit_page(request, roadmap, form, save, title="Исключить мероприятие", hint=hint)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def section_create(request, pk):
    roadmap = own_plan(request, pk)

    def save(form):
        typed = {name: form.cleaned_data[name] for name in ("number", "title", "after")}
        section = services.add_section(roadmap=roadmap, member=request.membership, **typed)
        messages.success(request, "Раздел добавлен. Теперь добавьте в него мероприятия.")
        return f"{reverse('roadmaps:task_create', args=[pk])}?section={section.pk}"

    form = SectionForm(posted(request), roadmap=roadmap)
    return edit_page(request, roadmap, form, save, title="Новый раздел")


def visible_section(request, pk):
    plans = Roadmap.objects.visible_to(request.membership)
    return get_object_or_404(Section.objects.filter(roadmap__in=plans), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def section_update(request, pk):
    section = visible_section(request, pk)
    roadmap = own_plan(request, section.roadmap_id)

    def save(form):
        services.update_section(section=section, member=request.membership, **typed_in(form))
        messages.success(request, "Раздел изменён.")
        return roadmap

    form = SectionForm(posted(request), roadmap=roadmap, section=section)
    return edit_page(request, roadmap, form, save, title="Изменить раздел", section=section)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def section_remove(request, pk):
    section = visible_section(request, pk)
    roadmap = own_plan(request, section.roadmap_id)
    tasks = list(section.tasks.all())

    def save(form):
        services.remove_section(section=section, member=request.membership, **form.cleaned_data)
        messages.success(request, f"Раздел исключён. {KEPT}")
        return roadmap

    form = RemovalForm(posted(request), tasks=tasks)
    inside = counted(len(tasks), "мероприятие", "мероприятия", "мероприятий")
    hint = f"{section.number} {section.title}".strip() + f". В разделе {inside}. {KEPT}"
    return edit_page(request, roadmap, form, save, title="Исключить раздел", hint=hint)
