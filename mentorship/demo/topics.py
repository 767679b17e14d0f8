"""The catalogue of topics of each region of the demo, and topics of its entries."""

from collections.abc import Mapping

from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.bank.topic_suggestions import suggest_topics
from mentorship.bank.topics import free_text_of, offered_topics, put_topic, take_ready_catalogue
from mentorship.organizations.models import Membership, Organization


def give_catalogues(tree: Mapping[str, Organization]) -> None:
    for organization in tree.values():
        if organization.level == Organization.Level.REGION:
            take_ready_catalogue(organization)


def accept_suggestions(member: Membership) -> None:
    """A curator who accepts every topic that the words of the entries suggest."""
    offered = list(offered_topics(member))
    for bank in (MentorEntry, MenteeEntry):
        for entry in bank.objects.visible_to(member).order_by("pk"):
            for suggestion in suggest_topics(free_text_of(entry), offered):
                put_topic(member=member, entry=entry, topic=suggestion.topic)
