"""How the logs name people: by the card they have now."""

from collections.abc import Collection

from django.utils import timezone

from mentorship.audit.people import Shown
from mentorship.bank.affiliations import place_on
from mentorship.bank.models import MergeRecord, Person
from mentorship.organizations.models import Membership


def shown_people(pks: Collection[int], reader: Membership) -> dict[int, Shown]:
    """Name, class and card of the reader's own people; a merged card leads to the one kept."""
    merged = dict(
        MergeRecord.objects.filter(dropped_key__in=pks).values_list("dropped_key", "kept")
    )
    kept = {merged.get(pk, pk) for pk in pks}
    people = Person.objects.visible_to(reader).filter(pk__in=kept)
    known = {
        person.pk: Shown(person.full_name, person.place or "", person.get_absolute_url())
        for person in people.annotate(place=place_on(timezone.localdate(), "pk"))
    }
    return {pk: known[merged.get(pk, pk)] for pk in pks if merged.get(pk, pk) in known}
