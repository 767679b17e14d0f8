"""The catalogue of topics: taking the ready one, merging, archiving, and topics of an entry."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mentorship.bank.access import refuse_foreign
from mentorship.bank.models import MenteeEntry, MenteeTopic, MentorEntry, MentorTopic, Topic
from mentorship.bank.topic_suggestions import Suggestion, suggest_topics
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

Entry = MentorEntry | MenteeEntry
CATALOGUE = Path(__file__).parent.parent / "reference" / "topics.json"
ROWS: tuple[type[Any], ...] = (MentorTopic, MenteeTopic)


def ready_catalogue() -> list[dict[str, Any]]:
    """The catalogue that comes with the program, each line with its source."""
    return json.loads(CATALOGUE.read_text())


@transaction.atomic
def take_ready_catalogue(organization: Organization) -> int:
    """Add the lines of the ready catalogue the organization lacks; gives how many were added.

    A line is known by its code: renamed, archived or merged by the organization, it stays as the
    organization wants it.
    """
    Organization.objects.select_for_update().get(pk=organization.pk)
    own = Topic.objects.filter(organization=organization)
    codes = set(own.values_list("code", flat=True))
    titles = {title.lower() for title in own.in_use().values_list("title", flat=True)}
    new = [
        Topic(organization=organization, **row)
        for row in ready_catalogue()
        if row["code"] not in codes and row["title"].lower() not in titles
    ]
    return len(Topic.objects.bulk_create(new))


def may_take_catalogue(organization: Organization) -> bool:
    """The region keeps the catalogue; with the whole ready one in it there is nothing to take."""
    if organization.level != Organization.Level.REGION:
        return False
    own = Topic.objects.filter(organization=organization).exclude(code="")
    return own.count() < len(ready_catalogue())


def take_catalogue(*, member: Membership) -> int:
    """`take_ready_catalogue` pressed by the coordinator; DomainError below the region."""
    if not member.may(Right.TOPICS_EDIT):
        raise PermissionDenied
    if not may_take_catalogue(member.organization):
        raise DomainError("Типовой каталог берёт регион, один раз; он уже взят.")
    return take_ready_catalogue(member.organization)


def offered_topics(member: Membership) -> QuerySet[Topic]:
    """Topics that may be put to an entry, in the order of the page."""
    return Topic.objects.shared_with(member).in_use().order_by("group", "title", "pk")


def with_usage(
    topics: QuerySet[Topic], member: Membership, year: SchoolYear, today: date
) -> QuerySet[Topic]:
    """Adds `mentors_count` and `mentees_count`, as many as the bank lists filtered by the topic."""
    mentors = MentorEntry.objects.visible_to(member).of_year(year).with_consent_on(today)
    mentees = MenteeEntry.objects.visible_to(member).of_year(year).with_consent_on(today)
    return topics.annotate(
        mentors_count=_count(MentorTopic, mentors), mentees_count=_count(MenteeTopic, mentees)
    )


def _count(rows: type[MentorTopic] | type[MenteeTopic], entries: QuerySet[Any]) -> Coalesce:
    own = rows.objects.filter(topic=OuterRef("pk"), entry__in=entries.values("pk")).order_by()
    return Coalesce(Subquery(own.values("topic").annotate(n=Count("pk")).values("n")), 0)


def free_text_of(entry: Entry) -> str:
    """What is asked or can be given, in the entry's own words; interests say less of either."""
    if isinstance(entry, MentorEntry):
        return "\n".join([entry.competences, entry.achievements])
    return entry.request


def suggestions_for(member: Membership, text: str, known: Iterable[int]) -> list[Suggestion]:
    """Topics the text speaks of that are not among the `known` ones (pks)."""
    return suggest_topics(text, offered_topics(member).exclude(pk__in=list(known)))


@transaction.atomic
def put_topic(*, member: Membership, entry: Entry, topic: Topic) -> None:
    """Put a topic to an entry; the same twice changes nothing."""
    refuse_foreign(member, entry)
    if topic.archived_on or not Topic.objects.shared_with(member).filter(pk=topic.pk).exists():
        raise DomainError("Этой темы больше нет в каталоге: выберите другую.")
    entry.topics.add(topic)


@transaction.atomic
def take_topic(*, member: Membership, entry: Entry, topic: Topic) -> None:
    """Take a topic off an entry; one that is not there is no error."""
    refuse_foreign(member, entry)
    entry.topics.remove(topic)


def refuse_foreign_topic(member: Membership, topic: Topic) -> None:
    """Only the organization that keeps a topic changes it; others see it as it is."""
    if not member.may(Right.TOPICS_EDIT) or topic.organization_id != member.organization_id:
        raise PermissionDenied


@transaction.atomic
def merge_topics(*, member: Membership, topic: Topic, into: Topic, today: date) -> Topic:
    """Entries of the topic go over to another one; the topic stays as a row that says so."""
    refuse_foreign_topic(member, topic)
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if into.pk == topic.pk:
        raise DomainError("Тему нельзя объединить с ней же: выберите другую.")
    open_to = Topic.objects.shared_with(member).in_use().select_for_update()
    if topic.archived_on or not open_to.filter(pk=into.pk).exists():
        raise DomainError("Одна из тем уже в архиве. Обновите страницу и выберите другую.")
    for rows in ROWS:
        own = rows.objects.filter(topic=topic)
        rows.objects.bulk_create(
            [rows(entry_id=pk, topic=into) for pk in own.values_list("entry", flat=True)],
            ignore_conflicts=True,
        )
        own.delete()
    Topic.objects.filter(merged_into=topic).update(merged_into=into)
    topic.merged_into, topic.archived_on = into, today
    topic.save(update_fields=["merged_into", "archived_on"])
    return topic


@transaction.atomic
def archive_topic(*, member: Membership, topic: Topic, today: date) -> Topic:
    """The topic is offered no more; entries keep it. Undone by `restore_topic`."""
    refuse_foreign_topic(member, topic)
    Topic.objects.filter(pk=topic.pk, archived_on=None).update(archived_on=today)
    topic.refresh_from_db()
    return topic


@transaction.atomic
def restore_topic(*, member: Membership, topic: Topic) -> Topic:
    """Back from the archive, unless it was merged or its title is taken by now."""
    refuse_foreign_topic(member, topic)
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if topic.merged_into_id:
        raise DomainError(f"Тема объединена с темой «{topic.merged_into}»: её записи уже там.")
    namesakes = Topic.objects.in_use().filter(organization=topic.organization_id)
    if namesakes.filter(title__iexact=topic.title).exclude(pk=topic.pk).exists():
        raise DomainError(f"Тема «{topic.title}» в каталоге уже есть.")
    topic.archived_on = None
    topic.save(update_fields=["archived_on"])
    return topic
