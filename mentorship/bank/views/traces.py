"""Tabs of the card: what was changed, and who saw it."""

from operator import itemgetter

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mentorship.audit.history import history_of
from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.models import Person
from mentorship.bank.subject import as_json, everything_about
from mentorship.bank.summaries import is_disclosed
from mentorship.bank.trails import cards_of, trails_of
from mentorship.bank.views.pages import tabs_of
from mentorship.core.downloads import content_disposition
from mentorship.core.spreadsheets.writing import CONTENT_TYPE, Column, Table, write_workbook
from mentorship.organizations.access import member_required
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right

READINGS_PER_PAGE = 25


@require_safe
@member_required(Right.BANK_VIEW)
def person_history(request, pk):
    """Every change of the person, their entries, consents and pairs, newest first."""
    person = get_object_or_404(Person.objects.visible_to(request.membership), pk=pk)
    note_reading(Reading.Kind.CARD, [person.pk], selection="История")
    shown = is_disclosed(person, timezone.localdate())
    page = history_of(
        trails_of(cards_of(person)),
        reader=request.membership,
        page=request.GET.get("page"),
        with_values=shown,
    )
    context = {"person": person, "page_obj": page, "with_values": shown}
    context["tabs"] = tabs_of(request.membership, person, "history")
    return render(request, "bank/person_history.html", context)


@require_safe
@member_required(Right.READINGS_VIEW)
def person_readings(request, pk):
    """Who opened, exported or printed data of the person, and who may."""
    person = get_object_or_404(Person.objects.visible_to(request.membership), pk=pk)
    note_reading(Reading.Kind.CARD, [person.pk], selection="Кто видел данные")
    about = Reading.objects.about(*cards_of(person))
    with_lists = "lists" in request.GET
    rows = about if with_lists else about.disclosing()
    rows = rows.select_related("user", "membership", "organization").order_by("-at", "-pk")
    context = {
        "person": person,
        "page_obj": Paginator(rows, READINGS_PER_PAGE).get_page(request.GET.get("page")),
        "with_lists": with_lists,
        "allowed": members_who_may_look(request.membership),
        "tabs": tabs_of(request.membership, person, "readings"),
    }
    return render(request, "bank/person_readings.html", context)


@require_safe
@member_required(Right.READINGS_VIEW)
def person_export(request, pk, form):
    """Everything held about the person, with who put it in and who looked, for their request."""
    member, today = request.membership, timezone.localdate()
    person = get_object_or_404(Person.objects.visible_to(member), pk=pk)
    if form not in EXPORT_FORMS:
        raise Http404
    note_reading(Reading.Kind.EXPORT, [person.pk], selection="Всё о человеке")
    sections = everything_about(person, member)
    content, content_type = EXPORT_FORMS[form](sections, person, member, today)
    name = content_disposition(f"Всё_о_человеке_{person.pk}_{today:%d.%m.%Y}.{form}")
    headers = {"Content-Disposition": name}
    return HttpResponse(content, content_type=content_type, headers=headers)


def workbook_of(sections, person, member, today):
    heading = f"{person.full_name}: все сведения на {today:%d.%m.%Y}, {member.organization}"
    tables = [
        Table(
            section.title,
            [Column(words, itemgetter(n), 28) for n, words in enumerate(section.headings)],
            section.rows,
            heading,
        )
        for section in sections
    ]
    return write_workbook(tables), CONTENT_TYPE


def json_of(sections, person, member, today):
    return as_json(sections, person, member, today), "application/json"


EXPORT_FORMS = {"xlsx": workbook_of, "json": json_of}


def members_who_may_look(member):
    """Everybody of the institution whose role opens cards today."""
    today = timezone.localdate()
    own = Membership.objects.visible_to(member).active_on(today).select_related("user")
    colleagues = own.order_by("user__full_name", "role", "pk")
    return [colleague for colleague in colleagues if colleague.may(Right.BANK_VIEW)]
