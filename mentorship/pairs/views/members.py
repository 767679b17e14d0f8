from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mentorship.audit.models import Reading
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs import services
from mentorship.pairs.forms import MemberForm
from mentorship.pairs.life_forms import MemberRemoveForm
from mentorship.pairs.models import Pair
from mentorship.pairs.readings import note_pairs
from mentorship.pairs.waiting.by_hand import mentees_to_choose
from mentorship.pairs.workflow import can_edit


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def member_create(request, pk):
    pair = editable_pair(request, pk)
    today = timezone.localdate()
    entries = mentees_to_choose(request.membership, pair.year, pair.form, "", today)
    initial = {"starts_on": min(max(today, pair.starts_on), pair.ends_on)}
    form = MemberForm(request.POST or None, entries=entries, initial=initial)
    if form.is_valid():
        try:
            services.add_member(pair=pair, member=request.membership, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Наставляемый добавлен.")
            return redirect(pair)
    return render(request, "components/form_page.html", page(pair, form, "Добавить в группу"))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def member_remove(request, pk, member_pk):
    pair = editable_pair(request, pk)
    pair_member = get_object_or_404(pair.members.filter(live=True), pk=member_pk)
    form = MemberRemoveForm(request.POST or None, initial={"last_day": timezone.localdate()})
    if form.is_valid():
        try:
            services.remove_member(
                pair=pair, member=request.membership, pair_member=pair_member, **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Наставляемый выведен из группы.")
            return redirect(pair)
    title = f"Вывести из группы: {pair_member.person.short_name}"
    return render(request, "components/form_page.html", page(pair, form, title))


def editable_pair(request, pk):
    pairs = Pair.objects.visible_to(request.membership).select_related("form")
    pair = get_object_or_404(pairs, pk=pk)
    if not can_edit(request.membership, pair):
        raise PermissionDenied
    return pair


def page(pair, form, title):
    note_pairs(Reading.Kind.PAIR, [pair], about=pair, selection="Состав")
    url = pair.get_absolute_url()
    return {"title": title, "form": form, "back_url": url, "back_title": "К паре"}
