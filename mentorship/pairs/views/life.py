from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mentorship.audit.models import Reading
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs import closing, ending, rules
from mentorship.pairs.closing_links import linked
from mentorship.pairs.draft_editing import update_draft
from mentorship.pairs.life_forms import ClosingForm, DraftForm, SubstitutionForm
from mentorship.pairs.mentors import mentors_to_choose
from mentorship.pairs.models import Pair
from mentorship.pairs.readings import note_pairs
from mentorship.pairs.substitution import substitute_mentor
from mentorship.pairs.workflow import can_edit_draft, can_substitute, may_move


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def draft_update(request, pk):
    pair = pair_for(request, pk, can_edit_draft)
    form = DraftForm(request.POST or None, pair=pair)
    if form.is_valid():
        try:
            update_draft(pair=pair, member=request.membership, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Черновик изменён.")
            return redirect(pair)
    hint = f"{pair.label}. {pair.form}."
    return render(request, "components/form_page.html", page(pair, form, "Изменить черновик", hint))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def mentor_substitute(request, pk):
    """Another mentor from a day on; the pair stays what it is."""
    pair, today = pair_for(request, pk, can_substitute), timezone.localdate()
    mentors = mentors_to_choose(request.membership, pair.year, pair.form, today)
    mentors = mentors.exclude(pk=pair.mentor_entry_id)
    initial = {"starts_on": min(max(today, pair.starts_on), pair.ends_on)}
    form = SubstitutionForm(request.POST or None, mentors=mentors, initial=initial)
    if form.is_valid():
        try:
            substitute_mentor(pair=pair, member=request.membership, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Замена записана. Внесите её в приказ.")
            return redirect(pair)
    hint = (
        f"Сейчас пару ведёт {pair.mentor_entry.person.full_name}. Прежние встречи и дни останутся."
    )
    return render(
        request, "components/form_page.html", page(pair, form, "Заменить наставника", hint)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def pair_close(request, pk):
    """The checklist of the end; «save» keeps the results, «finish» completes the pair too."""
    pair = pair_for(request, pk, may_complete)
    note_pairs(Reading.Kind.PAIR, [pair], about=pair, selection="Итоги пары")
    is_silent = bool(rules.lacking_consent(rules.people_of(pair), timezone.localdate()))
    entries = [] if is_silent else own_entries(pair)
    form = ClosingForm(request.POST or None, entries=entries)
    if form.is_valid() and close(request, pair, form):
        return redirect(pair if "finish" in request.POST else "pairs:pair_close", pk=pair.pk)
    context = {
        "pair": pair,
        "points": linked(closing.checklist(pair), pair, request.membership),
        "form": form,
        "is_silent": is_silent,
    }
    return render(request, "pairs/pair_close.html", context)


def close(request, pair, form):
    """Do what the button said; a refusal goes to the form and what was typed stays."""
    made = {"pair": pair, "member": request.membership, "outcomes": form.outcomes}
    try:
        if "finish" in request.POST:
            ending.finish_pair(**made, comment=form.cleaned_data["comment"])
            messages.success(request, "Пара завершена.")
        else:
            ending.record_results(**made)
            messages.success(request, "Результаты записаны в базы.")
    except DomainError as refusal:
        form.add_error("comment" if "comment" in form.fields else None, str(refusal))
        return False
    return True


def may_complete(member, pair):
    return may_move(member, pair, "complete")


def own_entries(pair):
    """Entries the owner writes to; a mentor of another school has results there."""
    entries = closing.entries_of(pair)
    return [entry for entry in entries if entry.institution_id == pair.institution_id]


def pair_for(request, pk, may):
    """A pair of the member's with the two sides; 404 for another, 403 where it may not change."""
    pairs = Pair.objects.visible_to(request.membership)
    pairs = pairs.select_related("mentor_entry__person", "form", "kind", "variant")
    pair = get_object_or_404(pairs.prefetch_related("members__person"), pk=pk)
    if not may(request.membership, pair):
        raise PermissionDenied
    return pair


def page(pair, form, title, hint=""):
    note_pairs(Reading.Kind.PAIR, [pair], about=pair, selection=title)
    url = pair.get_absolute_url()
    words = {"title": title, "hint": hint, "form": form}
    return words | {"back_url": url, "back_title": "К паре"}
