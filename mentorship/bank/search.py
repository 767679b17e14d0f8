from django.utils import timezone

from mentorship.bank.affiliations import place_on
from mentorship.bank.models import Person
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.search import Hit

MOST_HITS = 10


def find_people(member: Membership, text: str) -> list[Hit]:
    """People of the institution by parts of their names; the class tells namesakes apart."""
    if not member.may(Right.BANK_VIEW):
        return []
    found = Person.objects.visible_to(member).named_like(text)
    placed = found.annotate(place=place_on(timezone.localdate(), "pk"))
    return [
        Hit(person.full_name, person.place or "", person.get_absolute_url())
        for person in placed.order_by("sort_name", "pk")[:MOST_HITS]
    ]
