from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.models import Person
from mentorship.bank.year_turn import classes, services
from mentorship.bank.year_turn.forms import AS_CLASS, TurnForm
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.BANK_EDIT)
def year_turn(request):
    """Decisions about classes and pairs of the ending year and what follows; then what was done."""
    member, today = request.membership, timezone.localdate()
    row = services.drafted(member, request.school_year)
    turn = services.turn_of(row, member, today)
    context = {"row": row, "turn": turn, "opens_on": services.opens_on(turn.year)}
    if row.is_made or row.is_busy or today < context["opens_on"]:
        return render(request, "bank/year_turn.html", context)
    forms = forms_of(request, turn)
    if (
        request.method == "POST"
        and all(form.is_valid() for _, form in forms)
        and keep(request, forms)
    ):
        return redirect("bank:year_turn")
    named = {pk for _, form in forms for question in form.questions for pk in question.people}
    note_reading(Reading.Kind.LIST, named, selection="Переход на новый год")
    missing = services.undecided(turn)
    context |= {
        "forms": forms,
        "missing": missing,
        "shown": [] if missing else services.preview(turn),
    }
    return render(request, "bank/year_turn.html", context)


def forms_of(request, turn):
    """A form of each room; unbound ones are never valid."""
    sent = request.POST if request.method == "POST" else None
    return [
        (room, TurnForm(sent, turn=turn, questions=questions))
        for room, questions in services.asked(turn)
    ]


def keep(request, forms):
    """Keep what was chosen in all the forms of the page; a refusal is said above the page."""
    answers = {key: value for _, form in forms for key, value in form.answers.items()}
    try:
        services.keep_answers(
            member=request.membership,
            year=request.school_year,
            answers=answers,
            today=timezone.localdate(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
        return False
    messages.success(request, "Решения сохранены. Ниже – что изменится.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.BANK_EDIT)
def year_turn_class(request, pk):
    """Exceptions in the class of a person: who repeats the year, who leaves."""
    member, today = request.membership, timezone.localdate()
    person = get_object_or_404(Person.objects.visible_to(member), pk=pk)
    turn = services.turn_of(services.drafted(member, request.school_year), member, today)
    rows = classes.classmates(turn, person)
    if not rows:
        messages.info(request, "Этого человека переход на новый год не касается.")
        return redirect("bank:year_turn")
    sent = request.POST if request.method == "POST" else None
    questions = [classes.person_question(row.person) for row in rows]
    form = TurnForm(sent, turn=turn, questions=questions, blank=AS_CLASS)
    if form.is_valid() and keep(request, [(None, form)]):
        return redirect("bank:year_turn")
    note_reading(Reading.Kind.LIST, [r.person_id for r in rows], selection="Переход на новый год")
    title = rows[0].place or "Класс не указан"
    return render(request, "bank/year_turn_class.html", {"form": form, "title": title})


@require_POST
@member_required(Right.BANK_EDIT)
def year_turn_run(request):
    try:
        job = services.start(
            member=request.membership, year=request.school_year, today=timezone.localdate()
        )
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
        return redirect("bank:year_turn")
    return redirect("jobs:job_detail", job.pk)
