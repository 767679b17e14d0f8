from copy import copy

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import ListView

from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.organizations.versions import IN_USE
from mentorship.surveys import editing
from mentorship.surveys.answering import topics_of
from mentorship.surveys.editor_forms import HeadingForm, QuestionForm, SetForm
from mentorship.surveys.forms import LinkForm
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.purposes import OF_OPINION, set_problems

STEPS = {"up": -1, "down": 1}
LIST = "surveys:questionnaire_list"
EDIT = "surveys:questionnaire_update"


@method_decorator(member_required(Right.QUESTIONNAIRES_EDIT), name="dispatch")
class QuestionnaireListView(ListView):
    """What is in use here, one's own drafts, and on demand what lies in the archive."""

    template_name = "surveys/questionnaire_list.html"

    def get_queryset(self):
        sets = Questionnaire.objects.in_use_by(self.request.membership)
        return sets.select_related("organization")

    def get_context_data(self, **kwargs):
        own = Questionnaire.objects.owned_by(self.request.membership)
        own = own.order_by("title", "-version", "pk")
        drafts = list(own.filter(state=Questionnaire.State.DRAFT))
        return super().get_context_data(**kwargs) | {
            "drafts": drafts,
            "archived": own.filter(state=Questionnaire.State.ARCHIVED),
            "drafted": {draft.code for draft in drafts},
            "of_opinion": OF_OPINION,
            "own_pk": self.request.membership.organization_id,
        }


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.QUESTIONNAIRES_EDIT)
def questionnaire_create(request):
    form = SetForm(request.POST or None)
    if form.is_valid():
        draft = editing.begin_set(
            member=request.membership, **form.cleaned_data, today=timezone.localdate()
        )
        return redirect(EDIT, draft.pk)
    context = {
        "form": form,
        "title": "Новая анкета",
        "hint": "Чтобы взять за основу готовую, нажмите у неё «Своя редакция».",
        "back_url": reverse(LIST),
        "back_title": "Вопросы анкет",
    }
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.QUESTIONNAIRES_EDIT)
def questionnaire_copy(request, pk):
    """A draft of the next own version of a set that is seen here."""
    sets = Questionnaire.objects.shared_with(request.membership)
    draft = editing.copy_set(
        member=request.membership, questionnaire=get_object_or_404(sets, pk=pk)
    )
    messages.success(request, "Черновик готов: измените вопросы и введите его в действие.")
    return redirect(EDIT, draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.QUESTIONNAIRES_EDIT)
def questionnaire_update(request, pk):
    """The editor of a draft; a set in use is shown as it is."""
    questionnaire = own_set(request, pk)
    form = HeadingForm(request.POST or None, instance=copy(questionnaire))
    if form.is_valid() and keep_heading(request, questionnaire, form):
        messages.success(request, "Сохранено.")
        return redirect(EDIT, pk)
    context = {
        "questionnaire": questionnaire,
        "form": form,
        "problems": set_problems(questionnaire) if questionnaire.is_draft else [],
    }
    return render(request, "surveys/questionnaire_update.html", context)


def keep_heading(request, questionnaire, form):
    """Says whether it was saved; the refusal stands in the form."""
    try:
        editing.save_heading(
            member=request.membership,
            questionnaire=questionnaire,
            values=form.values,
            seen=form.cleaned_data["seen"],
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_safe
@member_required(Right.QUESTIONNAIRES_EDIT)
def questionnaire_preview(request, pk):
    """Exactly the page of the link, at the width of a phone."""
    sets = Questionnaire.objects.shared_with(request.membership)
    questionnaire = get_object_or_404(sets, pk=pk)
    is_own = questionnaire.organization_id == request.membership.organization_id
    form = LinkForm(
        questions=questionnaire.asked, topics=topics_of(questionnaire, request.membership)
    )
    context = {
        "form": form,
        "questionnaire": questionnaire,
        "institution": request.membership.organization,
        "is_preview": True,
        "back_url": reverse(EDIT, args=[pk]) if is_own else reverse(LIST),
    }
    return render(request, "surveys/link_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.QUESTIONNAIRES_EDIT)
def question_create(request, pk):
    return question_page(request, own_set(request, pk), None)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.QUESTIONNAIRES_EDIT)
def question_update(request, pk, code):
    questionnaire = own_set(request, pk)
    known = {question.code: question for question in questionnaire.asked}
    if code not in known:
        messages.warning(request, "Такого вопроса в анкете уже нет.")
        return redirect(EDIT, pk)
    return question_page(request, questionnaire, known[code])


def question_page(request, questionnaire, question):
    if not questionnaire.is_draft:
        messages.warning(request, IN_USE)
        return redirect(EDIT, questionnaire.pk)
    form = QuestionForm(request.POST or None, questionnaire=questionnaire, question=question)
    if form.is_valid() and (kept := keep_question(request, questionnaire, form)):
        messages.success(request, "Вопрос сохранён.")
        return redirect(address_of(questionnaire, kept.code))
    context = {
        "form": form,
        "title": "Вопрос анкеты" if question else "Новый вопрос",
        "hint": questionnaire.title,
        "back_url": reverse(EDIT, args=[questionnaire.pk]),
        "back_title": "К вопросам",
    }
    return render(request, "components/form_page.html", context)


def keep_question(request, questionnaire, form):
    """The question as it is kept, or None with the refusal in the form."""
    try:
        return editing.put_question(
            member=request.membership,
            questionnaire=questionnaire,
            question=form.question,
            seen=form.cleaned_data["seen"],
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None


@require_POST
@member_required(Right.QUESTIONNAIRES_EDIT)
def question_move(request, pk, code, step):
    questionnaire = own_set(request, pk)
    if step in STEPS:
        change(request, editing.move_question, questionnaire, code=code, by=STEPS[step])
    return redirect(address_of(questionnaire, code))


@require_POST
@member_required(Right.QUESTIONNAIRES_EDIT)
def question_remove(request, pk, code):
    questionnaire = own_set(request, pk)
    if change(request, editing.remove_question, questionnaire, code=code):
        messages.success(request, "Вопрос убран. Вернуть его можно внизу страницы.")
    return redirect(EDIT, pk)


@require_POST
@member_required(Right.QUESTIONNAIRES_EDIT)
def question_restore(request, pk, code):
    questionnaire = own_set(request, pk)
    change(request, editing.restore_question, questionnaire, code=code)
    return redirect(address_of(questionnaire, code))


@require_POST
@member_required(Right.QUESTIONNAIRES_EDIT)
def questionnaire_publish(request, pk):
    if change(request, editing.publish_set, own_set(request, pk)):
        messages.success(request, "Анкета введена в действие: её можно рассылать.")
    return redirect(EDIT, pk)


@require_POST
@member_required(Right.QUESTIONNAIRES_EDIT)
def questionnaire_archive(request, pk):
    if change(request, editing.archive_set, own_set(request, pk)):
        messages.success(request, "Анкета в архиве. Вернуть её можно внизу этого списка.")
    return redirect(LIST)


@require_POST
@member_required(Right.QUESTIONNAIRES_EDIT)
def questionnaire_restore(request, pk):
    if change(request, editing.restore_set, own_set(request, pk)):
        messages.success(request, "Анкета возвращена из архива.")
    return redirect(LIST)


def change(request, service, questionnaire, **values):
    """Do it, or tell why it cannot be done; says whether it was done."""
    try:
        service(member=request.membership, questionnaire=questionnaire, **values)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return False
    return True


def own_set(request, pk):
    return get_object_or_404(Questionnaire.objects.owned_by(request.membership), pk=pk)


def address_of(questionnaire, code):
    """The editor at the question, so that the keyboard stays where it was."""
    return f"{reverse(EDIT, args=[questionnaire.pk])}#question-{code}"
