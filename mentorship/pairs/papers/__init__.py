"""Papers about pairs that are no order on pairs: agreements, the end of pairs, labor law."""

from django.urls import reverse

from mentorship.documents.checks import WAYS, Way
from mentorship.documents.kinds import register
from mentorship.documents.models import Document
from mentorship.organizations.roles import Right
from mentorship.pairs.models import PairMember
from mentorship.pairs.papers import addendum, agreement, early_end, ending, mentor_consent
from mentorship.pairs.papers.choice import sides_of_mentee

KINDS = (agreement.KIND, ending.KIND, mentor_consent.KIND, addendum.KIND, early_end.KIND)


def register_kinds() -> None:
    for kind in KINDS:
        register(kind)
    card = ("Карточка", Right.BANK_VIEW, _card_of_mentee)
    WAYS.register("representative", Way("в карточке не записан законный представитель", *card))


def _card_of_mentee(document: Document) -> str | None:
    """The card of whoever has no representative: the mentee, or a mentor who is a pupil too."""
    people = sides_of_mentee(document)
    lacks_mentor = people.mentor and people.mentor.is_minor and not people.mentor.representative
    members = PairMember.objects.filter(pair__institution=document.organization_id)
    whose = "pair__mentor_entry__person" if lacks_mentor else "person"
    key = members.filter(pk=document.fields.get("mentee")).values_list(whose, flat=True).first()
    return reverse("bank:person_detail", args=[key]) if key else None
