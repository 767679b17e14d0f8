from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.core.keys import key_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.models import Pair
from mentorship.pairs.readings import note_pairs
from mentorship.programs import services
from mentorship.programs.comparing import differences, of_kept
from mentorship.programs.content import content_of
from mentorship.programs.forms import (
    USUAL,
    BeginForm,
    CommentForm,
    ProgramForm,
    pairs_without_program,
)
from mentorship.programs.models import Program, ProgramTemplate
from mentorship.programs.papers import starts_of
from mentorship.programs.summaries import progress_of, sections_of, texts_of, with_progress
from mentorship.programs.views.pages import (
    allowed_program,
    back_to,
    done,
    shown_program,
    tell,
    with_people,
)
from mentorship.programs.workflow import (
    EVENTS,
    MOVES,
    can_edit,
    can_mark,
    can_report,
    can_write_results,
    is_before_order,
    moves_open_to,
    next_step_of,
)

# Moves along the chain are the page's main button; while it runs, results are what is asked for.
FORWARD = ("approve", "start")


@method_decorator(member_required(Right.PAIRS_VIEW), name="dispatch")
class ProgramListView(ListView):
    """Programs of the pairs of the school year, and the pairs still without one."""

    template_name = "programs/program_list.html"
    paginate_by = 25

    def get_queryset(self):
        pairs = Pair.objects.visible_to(self.request.membership).of_year(self.request.school_year)
        programs = with_people(with_progress(Program.objects.filter(pair__in=pairs)))
        return programs.order_by("pair__mentor_entry__person__sort_name", "pk")

    def get_context_data(self, **kwargs):
        member, year = self.request.membership, self.request.school_year
        context = super().get_context_data(**kwargs)
        without = Pair.objects.owned_by(member).of_year(year).going_on().filter(program=None)
        pairs = [program.pair for program in context["page_obj"]]
        note_pairs(Reading.Kind.LIST, pairs, selection="Программы")
        return context | {
            "may_edit": member.may(Right.PAIRS_EDIT),
            "may_see_library": member.may(Right.LIBRARY_VIEW),
            "may_see_routes": member.may(Right.BANK_VIEW),
            "without": without.count(),
        }


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def program_create(request):
    """A program in one step; `?pair=` names the pair and its period, `?template=` the template."""
    form = BeginForm(request.POST or None, member=request.membership, initial=asked_for(request))
    if form.is_valid():
        values = dict(form.cleaned_data)
        usual = {} if values["template"] else USUAL
        values["values"] = usual | {"goal": values.pop("goal")}
        if done(form, services.begin_program, member=request.membership, **values):
            program = values["pair"].program
            warn_of_length(request, program)
            messages.success(request, "Программа составлена: проверьте её и дополните.")
            return redirect(program)
    pairs = pairs_without_program(request.membership)
    note_pairs(Reading.Kind.LIST, pairs, selection="Пары без программы")
    context = {
        "form": form,
        "title": "Персонализированная программа",
        "hint": "Положение предполагает срок от 3 месяцев до 1 года.",
        "back_url": reverse("programs:program_list"),
        "back_title": "Программы",
    }
    return render(request, "components/form_page.html", context)


def asked_for(request):
    """The pair and the template of the address, and the period of the pair."""
    asked = {}
    if key := key_of(request.GET.get("template", "")):
        templates = ProgramTemplate.objects.in_use_by(request.membership)
        asked["template"] = templates.filter(pk=key).first()
    if key := key_of(request.GET.get("pair", "")):
        pair = pairs_without_program(request.membership).filter(pk=key).first()
        if pair:
            asked |= {"pair": pair, "starts_on": pair.starts_on, "ends_on": pair.ends_on}
    return asked


@require_safe
@member_required(Right.PAIRS_VIEW)
def program_detail(request, pk):
    """The program with its plan; the same page prints."""
    program = shown_program(request, pk=pk)
    member = request.membership
    may_tell = not program.lacks_consent
    moves = [(name, MOVES[name]) for name in moves_open_to(member, program)]
    if not may_tell:
        moves = [(name, move) for name, move in moves if not move.needs_consent]
    if is_before_order(program):
        moves = [(name, move) for name, move in moves if not move.needs_order]
    context = {
        "program": program,
        "texts": texts_of(program) if may_tell else [],
        "sections": sections_of(program) if may_tell else [],
        "progress": progress_of(program),
        "chain": Program.State.choices,
        "next_step": next_step_of(program),
        "moves": [pair for pair in moves if not pair[1].needs_comment],
        "moves_with_reason": [pair for pair in moves if pair[1].needs_comment],
        "forward": FORWARD,
        "may_edit": may_tell and can_edit(member, program),
        "may_mark": may_tell and can_mark(member, program),
        "may_report": may_tell and can_report(member, program),
        "may_write_results": may_tell and can_write_results(member, program),
        "may_publish": may_tell and member.may(Right.LIBRARY_EDIT) and can_publish(member, program),
        "may_read_paper": member.may(Right.DOCUMENTS_VIEW),
        "history": history_of(program) if may_tell else [],
        "corrections": program.moves.filter(action="correct").count(),
        "starts": starts_of(member, program),
    }
    return render(request, "programs/program_detail.html", context)


def can_publish(member, program):
    """Only the owner makes a practice or a template of a program."""
    return member.organization_id == program.institution_id


def history_of(program):
    """Rows of the history in words: what, who, when, why, and what a correction changed."""
    moves = program.moves.select_related("made_by__user")
    return [
        (
            move,
            MOVES[move.action].done if move.action in MOVES else EVENTS[move.action],
            of_kept(move.changes),
        )
        for move in moves
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def program_update(request, pk):
    program = allowed_program(request, can_edit, pk=pk)
    form = ProgramForm(request.POST or None, instance=program, member=request.membership)
    if form.is_valid() and done(
        form,
        services.save_texts,
        member=request.membership,
        program=program,
        values=form.values,
        **form.correction,
    ):
        program.refresh_from_db()
        warn_of_length(request, program)
        messages.success(request, "Программа сохранена.")
        return redirect(program)
    context = {"form": form} | back_to(program, "Изменить программу")
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.PAIRS_VIEW)
def program_move(request, pk, action):
    program = shown_program(request, pk=pk)
    form = CommentForm(request.POST)
    comment = form.cleaned_data["comment"] if form.is_valid() else ""
    tell(
        request,
        f"Программа {MOVES[action].done.lower()}." if action in MOVES else "",
        services.move_program,
        member=request.membership,
        program=program,
        action=action,
        comment=comment,
    )
    return redirect(program)


@require_safe
@member_required(Right.PAIRS_VIEW)
def program_changes(request, pk):
    """What has changed since the approval, and how the program differs from its template."""
    program = allowed_program(request, lambda *_: True, pk=pk)
    since = []
    if program.approved_content:
        since = differences(program.approved_content, content_of(program))
    apart = []
    if program.template:
        apart = differences(program.template.content, content_of(program, by_origin=True))
    context = {"program": program, "since": since, "apart": apart}
    return render(request, "programs/program_changes.html", context)


def warn_of_length(request, program):
    if program.length_warning:
        messages.warning(request, program.length_warning, extra_tags="warn")
