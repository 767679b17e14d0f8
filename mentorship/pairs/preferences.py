"""Wishes and avoid lists after the group meeting (S002, 17–19): whom they may name, and the table.

Who a mentee may name: the mentors who were at a group meeting of the year with the mentee; where
nobody was marked, those of the bank who still have a place.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from mentorship.bank.affiliations import category_on, place_on
from mentorship.bank.models import Affiliation, Attendance, Event, MenteeEntry, MentorEntry
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Preference

Kind, Side, Source = Preference.Kind, Preference.Side, Preference.Source
# As many as one remembers from one meeting; more says nothing.
MOST_WISHES, MOST_AVOIDED = 3, 2
PUPIL = Affiliation.Category.PUPIL


@dataclass(frozen=True)
class Said:
    """What one person said: pks of entries of the other side, wishes with the dearest first."""

    wishes: list[int] = field(default_factory=list)
    avoids: list[int] = field(default_factory=list)


def mentors_to_name(
    institution: int, year: SchoolYear, today: date, mentee: MenteeEntry | None = None
) -> QuerySet[Any]:
    """Mentors with a consent whom a mentee may name; without a mentee, all who came to a meeting.

    Falls back to everybody of the bank who passes the selection where no attendance is marked.
    """
    mentors: QuerySet[Any] = (
        MentorEntry.objects.not_declined()
        .filter(institution=institution)
        .open_on(year.counted_on(today))
        .with_consent_on(today)
    )
    met = _present(year).filter(person=OuterRef("person"))
    if mentee:
        own = _present(year).filter(person=mentee.person_id)
        met = met.filter(event__in=own.values("event"))
    came = mentors.filter(Exists(met))
    chosen = came if came.exists() else mentors
    return with_words(chosen, today).order_by("person__sort_name", "pk")


def with_words(mentors: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Mentors with what they are told by: class or position, category and topics."""
    return (
        mentors.select_related("person")
        .prefetch_related("topics")
        .annotate(place=place_on(today), category=category_on(today))
    )


def shown_to_mentees(mentors: Iterable[Any]) -> list[tuple[str, str]]:
    """Choices of the page that opens without an account: pk and words for each mentor.

    An adult is told by the surname with initials and the topics. Of a pupil only the first name,
    the letter of the surname and the number of the class: enough for somebody who was at the same
    meeting, too little for whoever finds the link.
    """
    return [(str(mentor.pk), _words_of(mentor)) for mentor in mentors]


def _words_of(mentor: Any) -> str:
    person = mentor.person
    if mentor.category == PUPIL:
        grade = "".join(sign for sign in (mentor.place or "")[:2] if sign.isdigit())
        name = f"{person.first_name} {person.last_name[:1]}."
        return f"{name}, {grade} класс" if grade else name
    topics = ", ".join(topic.title for topic in list(mentor.topics.all())[:3])
    return f"{person.short_name} – {topics}" if topics else person.short_name


def said_in(
    institution: int, side: str, pks: Collection[int], others: Collection[int]
) -> dict[int, Said]:
    """What the entries of a side said of `others` (pks), by their pk; one statement.

    Whoever may not be shown today is in neither: what was said of them is kept and not told.
    """
    mine, other = _fields(side)
    rows = Preference.objects.filter(
        institution=institution,
        said_by=side,
        **{f"{mine}__in": pks, f"{other}__in": others},
    ).order_by("rank", "pk")
    found: dict[int, Said] = {pk: Said() for pk in pks}
    for row in rows:
        said = found[getattr(row, f"{mine}_id")]
        named = said.wishes if row.kind == Kind.WISH else said.avoids
        named.append(getattr(row, f"{other}_id"))
    return found


@transaction.atomic
def record_table(
    *,
    member: Membership,
    side: str,
    said: Mapping[Any, Said],
    others: Mapping[int, Any],
    today: date,
) -> int:
    """Keep what many people said, as the curator wrote it down; gives how many changed.

    `said` maps entries of the side to what they said, `others` the entries of the other side by
    pk. Whoever says the same as before keeps the earlier record and its source.
    """
    foreign = any(entry.institution_id != member.organization_id for entry in said)
    if foreign or not member.may(Right.PAIRS_EDIT):
        raise PermissionDenied
    pks = [entry.pk for entry in said]
    before = said_in(member.organization_id, side, pks, others.keys())
    changed = {entry: new for entry, new in said.items() if before[entry.pk] != new}
    _replace(side, changed, others, Source.CURATOR, today)
    return len(changed)


@transaction.atomic
def record_answer(
    *, mentee: MenteeEntry, said: Said, others: Mapping[int, MentorEntry], today: date
) -> None:
    """Keep what a mentee answered by a link: it takes the place of what was said before."""
    _replace(Side.MENTEE, {mentee: said}, others, Source.SURVEY, today)


def _replace(
    side: str, said: Mapping[Any, Said], others: Mapping[int, Any], source: str, today: date
) -> None:
    """In two statements, whatever the table holds; words about people outside `others` stay."""
    for entry, new in said.items():
        _refuse_both(entry, new)
    mine, other = _fields(side)
    old = {f"{mine}__in": list(said), f"{other}__in": others.keys()}
    Preference.objects.filter(said_by=side, **old).delete()
    Preference.objects.bulk_create(
        Preference(
            institution_id=entry.institution_id,
            said_by=side,
            kind=kind,
            rank=rank,
            source=source,
            said_on=today,
            **{f"{mine}_id": entry.pk, f"{other}_id": pk},
        )
        for entry, new in said.items()
        for kind, named in ((Kind.WISH, new.wishes), (Kind.AVOID, new.avoids))
        for rank, pk in enumerate(named, start=1)
    )


def _refuse_both(entry: Any, said: Said) -> None:
    if set(said.wishes) & set(said.avoids):
        raise DomainError(
            f"{entry.person.short_name}: один и тот же человек назван и желаемым, и нежелательным."
        )
    if len(said.wishes) > MOST_WISHES or len(said.avoids) > MOST_AVOIDED:
        raise DomainError(
            f"Можно назвать не больше {MOST_WISHES} желаемых и {MOST_AVOIDED} нежелательных."
        )


def _fields(side: str) -> tuple[str, str]:
    if side == Side.MENTEE:
        return "mentee_entry", "mentor_entry"
    return "mentor_entry", "mentee_entry"


def _present(year: SchoolYear) -> QuerySet[Attendance]:
    """Marks of who was at the group meetings of the year."""
    meetings = Q(event__kind=Event.Kind.GROUP_MEETING)
    days = (year.starts_on, year.ends_on)
    return Attendance.objects.present().filter(meetings, event__starts_on__range=days)


def people_of_side(member: Membership, year: SchoolYear, side: str, today: date) -> QuerySet[Any]:
    """Whose words the table holds: mentees, or mentors, of the bank with a consent.

    Those who said something come first, then by name.
    """
    entries: Any
    if side == Side.MENTEE:
        entries = MenteeEntry.objects.visible_to(member).of_year(year)
    else:
        entries = MentorEntry.objects.not_declined().visible_to(member).of_year(year)
    entries = entries.open_on(year.counted_on(today)).with_consent_on(today)
    entries = entries.select_related("person").annotate(place=place_on(year.counted_on(today)))
    mine, _ = _fields(side)
    said = Preference.objects.filter(said_by=side, **{mine: OuterRef("pk")})
    return entries.annotate(has_said=Exists(said)).order_by("-has_said", "person__sort_name", "pk")
