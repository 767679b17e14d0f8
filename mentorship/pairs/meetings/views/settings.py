"""A school's own directions, and which event was the final meeting of all pairs."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.meetings import directions, group_final
from mentorship.pairs.meetings.forms import OwnDirectionForm, save_or_say
from mentorship.pairs.models import OwnDirection


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def direction_list(request):
    """Directions of the school with a line to add one; the final meeting of the year beside."""
    member = request.membership
    form = OwnDirectionForm(
        request.POST or None, instance=OwnDirection(institution=member.organization)
    )
    form.submit_text = "Добавить"
    if form.is_valid() and saved(form, member):
        messages.success(request, "Направление добавлено.")
        return redirect("pairs:direction_list")
    return render(request, "pairs/direction_list.html", page_of(request) | {"form": form})


def page_of(request):
    member, year = request.membership, request.school_year
    own = OwnDirection.objects.visible_to(member)
    return {
        "in_use": own.in_use(),
        "archived": own.exclude(archived_on=None),
        "finals": group_final.finals_of(member, year),
        "events": group_final.candidates(member, year),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def direction_update(request, pk):
    form = OwnDirectionForm(request.POST or None, instance=own_direction(request, pk))
    if form.is_valid() and saved(form, request.membership):
        messages.success(request, "Направление переименовано.")
        return redirect("pairs:direction_list")
    context = {
        "title": "Своё направление встреч",
        "form": form,
        "back_url": "..",
        "back_title": "К направлениям",
    }
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.PAIRS_EDIT)
def direction_archive(request, pk):
    """Offer it no more; with `restore` in the form, again."""
    direction = own_direction(request, pk)
    today = None if "restore" in request.POST else timezone.localdate()
    save = directions.archive_own_direction
    try:
        save(direction=direction, member=request.membership, today=today)
    except DomainError as refusal:
        messages.error(request, str(refusal), "bad")
    else:
        words = "в архиве" if today else "возвращено"
        messages.success(request, f"Направление «{direction}» {words}.")
    return redirect("pairs:direction_list")


@require_POST
@member_required(Right.PAIRS_EDIT)
def final_record(request):
    """Name an event the final meeting of the year's pairs, or take that back."""
    events = group_final.candidates(request.membership, request.school_year)
    event = events.filter(pk=key_of(request.POST.get("event", ""))).first()
    if event is None:
        messages.error(request, "Выберите групповую встречу этого учебного года.", "bad")
        return redirect("pairs:direction_list")
    is_final = group_final.switch_final(
        member=request.membership, year=request.school_year, event=event
    )
    words = "отмечена" if is_final else "больше не отмечена"
    messages.success(request, f"Встреча {words} как групповая заключительная.")
    return redirect("pairs:direction_list")


def own_direction(request, pk):
    return get_object_or_404(OwnDirection.objects.visible_to(request.membership), pk=pk)


def saved(form, member):
    save = directions.save_own_direction
    return save_or_say(form, lambda: save(direction=form.instance, member=member))
