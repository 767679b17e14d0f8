from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.core.downloads import content_disposition
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.surveys.change_exports import as_xlsx
from mentorship.surveys.change_groups import GROUPS, Choice, group_change
from mentorship.surveys.changes import FEW, may_see_answers
from mentorship.surveys.views.responses import tabs_of

PER_PAGE = 25
LISTS = {
    "both": "Кто ответил на обе анкеты",
    "entry": "Кто ответил на входную анкету",
    "exit": "Кто ответил на итоговую анкету",
}


@require_safe
@member_required(Right.BANK_VIEW)
def change_list(request):
    """Means before and after of a group, and the people behind the numbers.

    Who may not see single answers sees no mean of few people, and names without values.
    """
    choice = choice_of(request)
    found = group_of(request, choice)
    may_see = may_see_answers(request.membership)
    people, scale = asked_for(request, found)
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    kind = Reading.Kind.ANSWERS if may_see else Reading.Kind.LIST
    note_reading(kind, [row.person.pk for row in page], selection="Изменения до и после")
    context = {
        "tabs": tabs_of("changes"),
        "groups": GROUPS,
        "choice": choice,
        "found": found,
        "page_obj": page,
        "scale": scale,
        "list_title": LISTS["both" if request.GET.get("scale") else show_of(request)],
        "rows": [(row, row.change.line(scale.code) if scale else None) for row in page],
        "may_see": may_see,
        "few": FEW,
    }
    return render(request, "surveys/change_list.html", context)


@require_safe
@member_required(Right.ANSWERS_VIEW)
def change_export(request):
    """The same as .xlsx, with the answers of each person."""
    choice = choice_of(request)
    found = group_of(request, choice)
    people = [row.person.pk for row in found.people if row.is_agreed]
    note_reading(Reading.Kind.EXPORT, people, selection="Изменения до и после")
    title = f"{GROUPS[choice.who]}, {request.school_year} учебный год"
    response = HttpResponse(as_xlsx(found, title), CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition("Изменения_до_и_после.xlsx")
    return response


def asked_for(request, found):
    """The people of the list, and the scale whose marks are shown: the first, or the one opened."""
    scales = {line.code: line for line in found.lines}
    if opened := scales.get(request.GET.get("scale")):
        return found.behind(opened.code), opened
    return found.lists[show_of(request)], next(iter(found.lines), None)


def show_of(request):
    show = request.GET.get("show")
    return show if show in LISTS else "both"


def choice_of(request):
    """The filters of the address; an unknown group is the first one."""
    asked = request.GET
    who = asked.get("who", "")
    who = who if who in GROUPS else next(iter(GROUPS))
    return Choice(who, form=asked.get("form", ""), place=asked.get("place", ""))


def group_of(request, choice):
    return group_change(choice, request.membership, request.school_year, timezone.localdate())
