from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank import merging
from mentorship.bank.merge_forms import MergeForm
from mentorship.bank.models import Person
from mentorship.bank.summaries import is_disclosed
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right

PAGE, LAST = 25, 10


@require_safe
@member_required(Right.BANK_EDIT)
def double_list(request):
    """Cards that look like one person, and what was merged lately."""
    member = request.membership
    pairs = merging.probable_doubles(member, timezone.localdate())
    page_obj = Paginator(pairs, PAGE).get_page(request.GET.get("page"))
    merges = list(merging.merges_of(member)[:LAST])
    parted = list(merging.parted_of(member)[:PAGE])
    people = [person.pk for pair in [*page_obj, *parted] for person in (pair.first, pair.second)]
    shown = people + [record.kept_id for record in merges]
    note_reading(Reading.Kind.LIST, shown, selection="Возможные двойники")
    context = {"page_obj": page_obj, "merges": merges, "parted": parted}
    return render(request, "bank/double_list.html", context)


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def person_merge(request, pk, other_pk):
    """Two cards side by side: which values stay, what moves, and what forbids it."""
    member, today = request.membership, timezone.localdate()
    keep, drop = both(request, pk, other_pk)
    shown = is_disclosed(keep, today) and is_disclosed(drop, today)
    sent = request.POST if request.method == "POST" else None
    form = MergeForm(sent, keep=keep, drop=drop, is_disclosed=shown, today=today)
    if form.is_valid() and merged(member, keep, drop, form, today):
        messages.success(request, "Карточки объединены. Прежний адрес ведёт сюда же.")
        return redirect(keep)
    note_reading(Reading.Kind.EDIT, [keep.pk, drop.pk], selection="Объединение карточек")
    context = {
        "keep": keep,
        "drop": drop,
        "form": form,
        "problems": merging.problems_of(keep, drop),
        "counts": merging.rows_to_move(keep, drop),
    }
    return render(request, "bank/person_merge.html", context)


def merged(member, keep, drop, form, today):
    """Merge; a refusal goes to the form."""
    try:
        merging.merge_people(member=member, keep=keep, drop=drop, values=form.values, today=today)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_POST
@member_required(Right.BANK_EDIT)
def people_part(request, pk, other_pk):
    """«Разные люди»: these two are not shown as doubles any more."""
    one, other = both(request, pk, other_pk)
    merging.part_namesakes(member=request.membership, one=one, other=other)
    messages.success(
        request, "Запомнили: это разные люди. Ответ можно изменить внизу страницы «Двойники»."
    )
    return redirect("bank:double_list")


@require_POST
@member_required(Right.BANK_EDIT)
def people_ask(request, pk, other_pk):
    """«Изменить ответ»: the two are asked about again."""
    one, other = both(request, pk, other_pk)
    merging.ask_again(member=request.membership, one=one, other=other)
    messages.success(request, "Ответ снят: об этих карточках спросим снова.")
    return redirect("bank:person_merge", one.pk, other.pk)


def both(request, pk, other_pk):
    own = Person.objects.visible_to(request.membership).select_related("partner")
    people = own.in_bulk([pk, other_pk])
    if len(people) < 2:
        raise Http404
    return people[pk], people[other_pk]
