from typing import NamedTuple

from django.shortcuts import render
from django.urls import reverse

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.organizations.roles import Right

TABS = {"detail": "Карточка", "history": "История", "readings": "Кто видел данные"}


class Tab(NamedTuple):
    title: str
    url: str
    is_current: bool


def tabs_of(member, person, current):
    """The tabs of a card that the member may open."""
    return [
        Tab(title, reverse(f"bank:person_{name}", args=[person.pk]), name == current)
        for name, title in TABS.items()
        if name != "readings" or member.may(Right.READINGS_VIEW)
    ]


def form_about(request, person, form, *, title, hint):
    """The ready page of one form about a person, with the way back to the card."""
    note_reading(Reading.Kind.EDIT, [person.pk], selection=title)
    context = {
        "title": f"{title}: {person.full_name}",
        "hint": hint,
        "form": form,
        "back_url": person.get_absolute_url(),
        "back_title": person.full_name,
    }
    return render(request, "components/form_page.html", context)
