from copy import copy

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.surveys.editor_forms import SatisfactionForm
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.satisfaction import may_set, set_satisfaction


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.QUESTIONNAIRES_EDIT)
def satisfaction_update(request, pk):
    """Who counts as satisfied by an own set, where that comes from, and whether it counts."""
    questionnaire = get_object_or_404(Questionnaire.objects.owned_by(request.membership), pk=pk)
    if not may_set(request.membership, questionnaire):
        raise PermissionDenied
    form = SatisfactionForm(request.POST or None, instance=copy(questionnaire))
    if form.is_valid() and (saved := save(request, questionnaire, form)) is not None:
        recounted = f" Пересчитано ответов этого года: {saved}." if saved else ""
        messages.success(request, f"Сохранено.{recounted}")
        return redirect("surveys:questionnaire_list")
    context = {
        "form": form,
        "title": "Кто считается довольным",
        "hint": (
            f"{questionnaire.title}. Ответы этого учебного года пересчитаются, "
            "показатели прошлых лет останутся."
        ),
        "back_url": reverse("surveys:questionnaire_list"),
        "back_title": "Вопросы анкет",
    }
    return render(request, "components/form_page.html", context)


def save(request, questionnaire, form):
    """How many answers were recounted, or None with the refusal in the form."""
    try:
        return set_satisfaction(
            member=request.membership,
            questionnaire=questionnaire,
            **form.cleaned_data,
            today=timezone.localdate(),
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None
