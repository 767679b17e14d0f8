"""What a withdrawn consent does to matching: nothing is suggested, no wish is kept any longer."""

from datetime import date

from django.db.models import Q

from mentorship.bank.models import Person
from mentorship.pairs.models import FreeTime, LeftAlone, Preference, Suggestion


def close_matching(person: Person, day: date) -> None:
    """Called in the transaction of the withdrawal: open suggestions are closed without reasons."""
    of_person = Q(mentor_entry__person=person) | Q(mentee_entry__person=person)
    for suggestion in Suggestion.objects.filter(of_person).exclude(reasons=[]):
        if suggestion.state == Suggestion.State.OFFERED:
            suggestion.state = Suggestion.State.CLOSED
        suggestion.reasons = []
        suggestion.save(update_fields=["state", "reasons"])
    for model in (LeftAlone, FreeTime, Preference):
        model._default_manager.filter(of_person).delete()
