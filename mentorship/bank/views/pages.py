from django.shortcuts import render

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading


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
