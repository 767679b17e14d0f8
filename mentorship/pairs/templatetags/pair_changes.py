from typing import Any

from django import template
from django.utils import timezone

from mentorship.bank.models import Person
from mentorship.surveys.changes import changes_of, may_see_answers

register = template.Library()


@register.inclusion_tag("pairs/_changes.html", takes_context=True)
def pair_changes(context: dict[str, Any], pair: Any) -> dict[str, Any]:
    """What the people of a pair answered before and after: own people with a consent in force."""
    member = context["request"].membership
    if not may_see_answers(member):
        return {"changes": []}
    keys = [pair.mentor_entry.person_id, *(row.person_id for row in pair.members.all())]
    people = Person.objects.visible_to(member).filter(pk__in=keys)
    known = {person.pk: person for person in people.with_consent_on(timezone.localdate())}
    found = changes_of(list(known), pair.year)
    return {"changes": [(known[change.person], change) for change in found]}
