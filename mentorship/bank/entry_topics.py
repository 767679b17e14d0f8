"""Topics of entries as the card shows them: those put already, and those the words suggest."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from mentorship.bank.banks import bank_of
from mentorship.bank.models import MenteeEntry, MentorEntry, Topic
from mentorship.bank.topic_suggestions import Suggestion, suggest_topics
from mentorship.bank.topics import free_text_of, offered_topics
from mentorship.organizations.models import Membership


@dataclass(frozen=True)
class EntryTopics:
    """`url_name` with the entry and a topic takes one click: to add it, or to remove it."""

    entry: MentorEntry | MenteeEntry
    put: list[Topic]
    suggested: list[Suggestion]
    url_name: str


def topics_of(
    member: Membership, entries: Iterable[MentorEntry | MenteeEntry]
) -> list[EntryTopics]:
    """Topics of each entry of one bank, in the order given; one that ended is suggested nothing."""
    entries = list(entries)
    prefetch_related_objects(entries, "topics")
    offered = list(offered_topics(member)) if any(not e.left_on for e in entries) else []
    found = []
    for entry in entries:
        put = sorted(entry.topics.all(), key=lambda topic: (topic.title, topic.pk))
        left = [t for t in offered if t not in put] if not entry.left_on else []
        found.append(
            EntryTopics(
                entry=entry,
                put=put,
                suggested=suggest_topics(free_text_of(entry), left),
                url_name=f"bank:{bank_of(entry).noun}_topic_update",
            )
        )
    return found
