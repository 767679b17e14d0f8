"""One screen that asks all doubtful deadlines, of a roadmap or of an import."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mentorship.core.exceptions import DomainError
from mentorship.core.wording import counted
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from roadmaps import questions as asked
from roadmaps.deadline_forms import DeadlinesForm
from roadmaps.models import ImportDraft, Roadmap
from roadmaps.outside import tell_outside
from roadmaps.workflow import can_keep


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def roadmap_deadlines(request, pk):
    visible = Roadmap.objects.visible_to(request.membership).select_related("organization")
    roadmap = get_object_or_404(visible, pk=pk)
    if not can_keep(request.membership, roadmap):
        raise PermissionDenied

    def ask():
        return asked.questions_of(roadmap, timezone.localdate())

    def write(answers):
        return asked.answer_questions(roadmap=roadmap, member=request.membership, answers=answers)

    back = roadmap.get_absolute_url()
    return deadlines_page(request, ask, write, about=roadmap, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def import_deadlines(request, pk):
    """Answers of a draft wait in it for the confirmation."""
    drafts = ImportDraft.objects.visible_to(request.membership).select_related("organization")
    draft = get_object_or_404(drafts, pk=pk)

    def ask():
        return asked.questions_of_draft(draft)

    def write(answers):
        return asked.answer_draft(draft=draft, member=request.membership, answers=answers)

    back = reverse("roadmaps:import_preview", args=[pk])
    return deadlines_page(request, ask, write, about=draft, back=back)


def deadlines_page(request, ask, write, *, about, back):
    """Show the questions; write the answers, or show again what was chosen with the refusal."""
    questions = ask()
    form = DeadlinesForm(request.POST or None, questions=questions[: asked.MOST_QUESTIONS])
    refusal = ""
    if form.is_valid():
        try:
            answers = form.answers()
            count = write(answers)
        except DomainError as error:
            refusal = str(error)
            form = DeadlinesForm(request.POST, questions=ask()[: asked.MOST_QUESTIONS])
            form.show_what_stands()
        else:
            left = len(questions) - count
            say_what_is_left(request, count, left)
            days = [each.reading.due_on or each.reading.starts_on for each in answers.values()]
            tell_outside(request, days, (about.starts_on, about.ends_on))
            return redirect(request.path if count and left else back)
    context = {"form": form, "about": about, "back": back, "refusal": refusal}
    return render(request, "roadmaps/import_deadlines.html", context | {"total": len(questions)})


def say_what_is_left(request, count, left):
    saved = f"Сроки уточнены: {counted(count, 'мероприятие', 'мероприятия', 'мероприятий')}."
    messages.success(request, f"{saved} Осталось: {left}." if left else saved)
