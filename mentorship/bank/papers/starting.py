"""Which papers the card of a person and the page of a partner offer."""

from mentorship.bank.cards import Card
from mentorship.bank.models import MentorEntry, Partner, Person
from mentorship.bank.papers import awards, partnership
from mentorship.documents.starting import Start
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right


def starts_of(member: Membership, person: Person, card: Card) -> list[Start]:
    """Awards by the banks the person stands in; nobody without a consent is awarded."""
    if not (member.may(Right.DOCUMENTS_DRAFT) and card.is_disclosed):
        return []
    entries = [row.entry for row in card.entries]
    mentors = [entry for entry in entries if isinstance(entry, MentorEntry)]
    found = []
    if any(entry.stage != MentorEntry.Stage.DECLINED for entry in mentors):
        found += [awards.CERTIFICATE.code, awards.THANKS.code]
    if len(entries) > len(mentors):
        found.append(awards.PARENT_THANKS.code)
    return [Start(code, "person", person.pk) for code in found]


def starts_with(member: Membership, partner: Partner) -> list[Start]:
    """Agreements with a partner."""
    kinds = (partnership.PARTNERSHIP, partnership.NETWORK)
    may_draft = member.may(Right.DOCUMENTS_DRAFT)
    return [Start(kind.code, "partner", partner.pk) for kind in kinds] if may_draft else []
