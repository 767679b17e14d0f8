"""Lines of a program's plan: difficulties with their goals, activities, marks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.programs import services
from mentorship.programs.forms import ActivityForm, DifficultyForm, MarkForm, RemoveForm
from mentorship.programs.models import Activity, Difficulty
from mentorship.programs.views.pages import allowed_program, back_to, done, shown_program, tell
from mentorship.programs.workflow import can_edit, can_mark

STEPS = {"up": -1, "down": 1}
ACTIVITY, DIFFICULTY = "Мероприятие программы", "Затруднение и цель"


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def activity_create(request, pk):
    program = allowed_program(request, can_edit, pk=pk)
    return row_page(request, program, ActivityForm, Activity(program=program), ACTIVITY)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def activity_update(request, pk):
    program = allowed_program(request, can_edit, activities=pk)
    row = get_object_or_404(program.activities, pk=pk)
    return row_page(request, program, ActivityForm, row, ACTIVITY)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def difficulty_create(request, pk):
    program = allowed_program(request, can_edit, pk=pk)
    return row_page(request, program, DifficultyForm, Difficulty(program=program), DIFFICULTY)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def difficulty_update(request, pk):
    program = allowed_program(request, can_edit, found_difficulties=pk)
    row = get_object_or_404(program.found_difficulties, pk=pk)
    return row_page(request, program, DifficultyForm, row, DIFFICULTY)


def row_page(request, program, form_class, row, title):
    """A line of the plan, in its place on the page (htmx) or on a page of its own."""
    form = form_class(
        request.POST or None, instance=row, program=program, member=request.membership
    )
    if form.is_valid() and done(
        form,
        services.put_row,
        member=request.membership,
        program=program,
        row=row,
        values=form.values,
        **form.correction,
    ):
        messages.success(request, "Сохранено.")
        return redirect(f"{program.get_absolute_url()}#{row_anchor(row)}")
    context = {"form": form} | back_to(program, title)
    if not request.htmx:
        return render(request, "components/form_page.html", context)
    form.helper.form_action = request.path
    in_table = {"is_row": isinstance(row, Activity)}
    return render(request, "programs/_row_form.html", context | in_table)


def row_anchor(row):
    return f"{row._meta.model_name}-{row.pk}"


@require_POST
@member_required(Right.PAIRS_EDIT)
def activity_shift(request, pk, step):
    program = allowed_program(request, can_edit, activities=pk)
    return shift(request, program, get_object_or_404(program.activities, pk=pk), step)


@require_POST
@member_required(Right.PAIRS_EDIT)
def difficulty_shift(request, pk, step):
    program = allowed_program(request, can_edit, found_difficulties=pk)
    return shift(request, program, get_object_or_404(program.found_difficulties, pk=pk), step)


def shift(request, program, row, step):
    """Lines change places in a draft; of an approved program the order stays as approved."""
    if step in STEPS:
        tell(
            request,
            "Порядок изменён.",
            services.shift_row,
            member=request.membership,
            program=program,
            row=row,
            by=STEPS[step],
        )
    return redirect(f"{program.get_absolute_url()}#{row_anchor(row)}")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def activity_remove(request, pk):
    program = allowed_program(request, can_edit, activities=pk)
    return remove(request, program, get_object_or_404(program.activities, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def difficulty_remove(request, pk):
    program = allowed_program(request, can_edit, found_difficulties=pk)
    return remove(request, program, get_object_or_404(program.found_difficulties, pk=pk))


def remove(request, program, row):
    form = RemoveForm(request.POST if request.method == "POST" else None, program=program)
    if form.is_valid() and done(
        form,
        services.remove_row,
        member=request.membership,
        program=program,
        row=row,
        **form.correction,
    ):
        messages.success(request, "Строка убрана из плана.")
        return redirect(program)
    context = {"form": form} | back_to(program, "Убрать из плана", hint=row.title)
    return render(request, "components/form_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_VIEW)
def activity_mark(request, pk):
    """The mentor of the pair, or the curator, says what came of it; a colleague is refused."""
    program = shown_program(request, activities=pk)
    if program.lacks_consent or not can_mark(request.membership, program):
        raise PermissionDenied
    activity = get_object_or_404(program.activities, pk=pk)
    form = MarkForm(request.POST or None, instance=activity, member=request.membership)
    if form.is_valid() and done(
        form,
        services.mark_activity,
        member=request.membership,
        activity=activity,
        actual_result=form.cleaned_data["actual_result"],
        mark=form.cleaned_data["mark"],
    ):
        messages.success(request, "Результат отмечен.")
        return redirect(f"{program.get_absolute_url()}#{row_anchor(activity)}")
    context = {"form": form} | back_to(program, "Результат мероприятия", hint=activity.title)
    return render(request, "components/form_page.html", context)
