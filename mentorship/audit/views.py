from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mentorship.audit.exports import MOST_ROWS, incident_workbook, journal_workbook
from mentorship.audit.forms import IncidentForm, ReadingFilter
from mentorship.audit.history import history_of
from mentorship.audit.models import Reading
from mentorship.audit.people import named
from mentorship.audit.reading import note_reading
from mentorship.audit.stories import STORIES
from mentorship.core.downloads import content_disposition
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right

PER_PAGE = 50
# Names in one row of the page; the workbook holds them all.
MOST_NAMED = 3


def journal(request):
    """The filter and the readings of the institution that pass it, newest first."""
    asked = ReadingFilter(request.GET, member=request.membership)
    readings = asked.chosen(Reading.objects.visible_to(request.membership))
    related = readings.select_related("user", "membership", "organization")
    return asked, related.order_by("-at", "-pk")


@require_safe
@member_required(Right.READINGS_VIEW)
def reading_list(request):
    asked, readings = journal(request)
    page = Paginator(readings, PER_PAGE).get_page(request.GET.get("page"))
    names = named((pk for row in page for pk in row.people[:MOST_NAMED]), request.membership)
    note_reading(Reading.Kind.LIST, names, selection="Журнал обращений")
    context = {
        "form": asked,
        "page_obj": page,
        "rows": [(row, *in_names(row, names)) for row in page],
        "is_filtered": any(request.GET.get(name) for name in asked.fields),
    }
    return render(request, "audit/reading_list.html", context)


def in_names(reading, names):
    """The first people of a reading, and how many more there are."""
    first = [names[pk] for pk in reading.people[:MOST_NAMED]]
    return first, max(reading.count - len(first), 0)


@require_safe
@member_required(Right.READINGS_VIEW)
def reading_export(request):
    _asked, readings = journal(request)
    rows = list(readings[:MOST_ROWS])
    note_reading(Reading.Kind.EXPORT, people_of(rows), selection="Журнал обращений")
    return workbook(journal_workbook(rows, reader=request.membership), "Журнал_обращений")


@require_safe
@member_required(Right.READINGS_VIEW)
def incident_pack(request):
    """Whose data somebody saw and took between two moments: for the answer within 72 hours."""
    form = IncidentForm(request.GET or None, member=request.membership)
    if not form.is_valid():
        return render(request, "audit/incident_pack.html", {"form": form})
    user, since, until = (form.cleaned_data[name] for name in ("user", "since", "until"))
    own = Reading.objects.visible_to(request.membership).by(user).between(since, until)
    rows = list(own.select_related("user", "membership").order_by("at", "pk"))
    note_reading(Reading.Kind.EXPORT, people_of(rows), selection="Сведения для проверки")
    moments = (timezone.localtime(moment) for moment in (since, until))
    period = " – ".join(f"{moment:%d.%m.%Y %H:%M}" for moment in moments)
    heading = f"{user.full_name}: чьи данные видел(а) и получил(а), {period}"
    content = incident_workbook(rows, reader=request.membership, heading=heading)
    return workbook(content, "Сведения_для_проверки")


@require_safe
@member_required()
def row_history(request, kind, pk):
    """The tab «История» of any row whose room told how; the card of a person has its own."""
    member = request.membership
    if kind not in STORIES:
        raise Http404
    story = STORIES[kind]
    if not member.may(story.right):
        raise PermissionDenied
    row = get_object_or_404(story.rows(member), pk=pk)
    note_reading(Reading.Kind.CARD, story.people(row), about=row, selection="История")
    shown = story.tells_values(row)
    page = history_of(
        story.trails(row), reader=member, page=request.GET.get("page"), with_values=shown
    )
    context = {"row": story.title(row), "page_obj": page, "back_url": story.url(row)}
    context["with_values"] = shown
    return render(request, "audit/row_history.html", context)


def people_of(readings):
    return {pk for reading in readings for pk in reading.people}


def workbook(content, name):
    today = timezone.localdate()
    headers = {"Content-Disposition": content_disposition(f"{name}_{today:%d.%m.%Y}.xlsx")}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
