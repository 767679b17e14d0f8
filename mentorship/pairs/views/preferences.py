from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.models import Person
from mentorship.core.exceptions import DomainError
from mentorship.core.names import search_key
from mentorship.core.wording import counted
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs import preferences
from mentorship.pairs.models import Preference
from mentorship.pairs.preference_forms import LIST, PreferenceTableForm
from mentorship.pairs.tabs import tabs_of

PAGE = 25
Side = Preference.Side
OTHER = {Side.MENTEE: Side.MENTOR, Side.MENTOR: Side.MENTEE}


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PREFERENCES_VIEW)
def preference_list(request):
    """What people said after the group meeting, many in one table; the psychologist reads it."""
    member, today = request.membership, timezone.localdate()
    may_edit = member.may(Right.PAIRS_EDIT)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    side = side_of(request)
    page_obj, others = people_of(request, side, today)
    entries = list(page_obj)
    pks = [entry.pk for entry in entries]
    said = preferences.said_in(member.organization_id, side, pks, others.keys())
    form = PreferenceTableForm(
        request.POST or None, entries=entries, labels=labels_of(others.values()), said=said
    )
    if form.is_valid() and kept(request, form, side, others):
        return redirect(request.get_full_path())
    people = [entry.person_id for entry in (*entries, *others.values())]
    note_reading(Reading.Kind.LIST, people, selection="Пожелания после групповой встречи")
    context = {
        "form": form,
        "rows": form.rows,
        "list_id": LIST,
        "labels": sorted(form.by_label),
        "page_obj": page_obj,
        "side": side,
        "q": request.GET.get("q", ""),
        "may_edit": may_edit,
        "tabs": tabs_of(member, "preference_list"),
    }
    return render(request, "pairs/matching/preference_list.html", context)


def side_of(request):
    return Side.MENTOR if request.GET.get("side") == Side.MENTOR else Side.MENTEE


def people_of(request, side, today):
    """A page of those who speak, and everybody they may name by pk."""
    member, year = request.membership, request.school_year
    everyone = preferences.people_of_side(member, year, side, today)
    if words := search_key(request.GET.get("q", "")):
        everyone = everyone.filter(person__in=Person.objects.named_like(words))
    others = preferences.people_of_side(member, year, OTHER[side], today)
    page_obj = Paginator(everyone, PAGE).get_page(request.GET.get("page"))
    return page_obj, {entry.pk: entry for entry in others}


def labels_of(entries):
    """«Седых Н. А., учитель физики» by pk; namesakes of one class are told apart by a number."""
    told = {e.pk: ", ".join(filter(None, [e.person.short_name, e.place])) for e in entries}
    times = Counter(told.values())
    return {pk: label if times[label] == 1 else f"{label} (№ {pk})" for pk, label in told.items()}


def kept(request, form, side, others):
    """Whether the service took the table; its refusal goes into the form."""
    try:
        changed = preferences.record_table(
            member=request.membership,
            side=side,
            said=form.said,
            others=others,
            today=timezone.localdate(),
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    people = counted(changed, "человека", "человек", "человек")
    messages.success(request, f"Пожелания сохранены, изменились у {people}.")
    return True
