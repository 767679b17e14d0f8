"""Two cards of one person become one: chosen values stay, every row of every room moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from mentorship.bank.access import refuse_foreign
from mentorship.bank.affiliations import place_on
from mentorship.bank.banks import BANKS
from mentorship.bank.births import Birth
from mentorship.bank.companions import places_taken
from mentorship.bank.importing.doubles import Identity, find_likenesses_within
from mentorship.bank.lifecycle import ON_MERGE, Twins
from mentorship.bank.merging_rows import join_affiliations, join_topics
from mentorship.bank.models import (
    Consent,
    MenteeEntry,
    MentorEntry,
    MergeRecord,
    Namesakes,
    Person,
    Withdrawal,
)
from mentorship.bank.selection_workflow import CHAIN
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership

Entry = MentorEntry | MenteeEntry
KEEP, DROP = "keep", "drop"
# What may be chosen, by the fields it stands for; STANDING chooses whose class or position holds.
STANDING = "standing"
VALUES: dict[str, tuple[str, ...]] = {
    "last_name": ("last_name",),
    "first_name": ("first_name",),
    "patronymic": ("patronymic",),
    "sex": ("sex",),
    "birth": ("born_on", "birth_year"),
    "contacts": ("contacts",),
    "representative_name": ("representative_name",),
    "representative_contacts": ("representative_contacts",),
    "partner": ("partner_id",),
}
_TEXTS = ("competences", "achievements", "interests", "request", "outcome")
_FIRST_GIVEN = ("desired_age", "time_resource", "case_link", "completion_mark", "form")


@dataclass(frozen=True)
class DoublePair:
    """Two cards that may be one person, the older first, and why it seems so."""

    first: Person
    second: Person
    why: str


def probable_doubles(member: Membership, today: date) -> list[DoublePair]:
    """Pairs of cards of the institution that look like one person, the likeliest first."""
    placed = Person.objects.visible_to(member).annotate(place=place_on(today, "pk"))
    people = list(placed.order_by("pk"))
    known = set(Namesakes.objects.visible_to(member).values_list("first", "second"))
    found = find_likenesses_within([_identity(person) for person in people])
    pairs = [
        (alike.points, DoublePair(people[earlier], people[later], alike.text or _SAME))
        for later, candidates in found.items()
        for earlier, alike in candidates
        if (people[earlier].pk, people[later].pk) not in known
    ]
    ranked = sorted(pairs, key=lambda p: (p[0], p[1].first.sort_name, p[1].second.pk))
    return [pair for _, pair in ranked]


_SAME = "имя совпадает"


def _identity(person: Person) -> Identity:
    birth = Birth(person.birth_year, person.born_on) if person.birth_year else None
    return Identity.of(person.last_name, person.first_name, person.patronymic, birth)


@transaction.atomic
def part_namesakes(*, member: Membership, one: Person, other: Person) -> None:
    """«Разные люди»: remembered, so that nobody is asked about these two again."""
    for person in (one, other):
        refuse_foreign(member, person)
    first, second = sorted([one.pk, other.pk])
    if first == second:
        raise PermissionDenied
    Namesakes.objects.get_or_create(
        first_id=first, second_id=second, defaults={"institution_id": member.organization_id}
    )


@transaction.atomic
def ask_again(*, member: Membership, one: Person, other: Person) -> None:
    """Take «Разные люди» back: the two are shown as probable doubles again."""
    for person in (one, other):
        refuse_foreign(member, person)
    first, second = sorted([one.pk, other.pk])
    Namesakes.objects.visible_to(member).filter(first=first, second=second).delete()


def parted_of(member: Membership) -> QuerySet[Namesakes]:
    """Pairs of cards said to be different people, the last said first."""
    said = Namesakes.objects.visible_to(member).select_related("first", "second")
    return said.order_by("-pk")


def problems_of(keep: Person, drop: Person) -> list[str]:
    """Sentences about what forbids making one card of the two; an empty list means allowed."""
    twins = Twins(keep, drop, _joined(keep, drop))
    return [problem for room in ON_MERGE for problem in room.problems(twins)]


@transaction.atomic
def merge_people(
    *, member: Membership, keep: Person, drop: Person, values: Mapping[str, str], today: date
) -> MergeRecord:
    """Move everything of `drop` to `keep` and delete the card; `values` say whose fields stay.

    A field not named stays with `keep`, or comes from `drop` where `keep` has none. Entries open
    in one bank become one. Raises DomainError with what forbids it, or when a card is gone.
    """
    for person in (keep, drop):
        refuse_foreign(member, person)
    keep, drop = _locked(keep, drop)
    twins = Twins(keep, drop, _joined(keep, drop))
    if found := [problem for room in ON_MERGE for problem in room.problems(twins)]:
        raise DomainError(" ".join(found))
    record = MergeRecord(
        institution_id=keep.institution_id,
        kept=keep,
        dropped_key=drop.pk,
        dropped_name=drop.full_name,
        before={name: [_plain(keep, name), _plain(drop, name)] for name in VALUES},
        merged_by=member,
    )
    moved = _joined_and_moved(twins, drop if values.get(STANDING) == DROP else keep, today)
    record.moved = {words: count for words, count in moved.items() if count}
    _take_values(keep, drop, values)
    drop.delete()
    keep.save()
    _end_overtaken_withdrawals(member, keep, today)
    record.save()
    return record


def _locked(keep: Person, drop: Person) -> tuple[Person, Person]:
    """Both cards, locked in one order whoever asks; a card that is gone was merged meanwhile."""
    if keep.pk == drop.pk:
        raise DomainError("Это одна и та же карточка.")
    pks = [keep.pk, drop.pk]
    rows = Person.objects.select_for_update().filter(pk__in=pks).order_by("pk").in_bulk()
    if len(rows) < 2:
        raise DomainError("Одной из карточек уже нет: её объединили. Обновите страницу.")
    return rows[keep.pk], rows[drop.pk]


def _joined(keep: Person, drop: Person) -> tuple[Any, ...]:
    """Entries both cards have open in the same bank."""
    found = []
    for bank in BANKS.values():
        entries = bank.model.objects.select_related("person").filter(left_on=None)
        stays, gone = entries.filter(person=keep).first(), entries.filter(person=drop).first()
        if stays and gone:
            found.append((stays, gone))
    return tuple(found)


def _joined_and_moved(twins: Twins, winner: Person, today: date) -> dict[str, int]:
    """Everything in its new place; gives how many rows of which kind moved."""
    for stays, gone in twins.joined:
        _join_entries(stays, gone, today)
    moved: dict[str, int] = {"классы и должности": join_affiliations(twins, winner)}
    for room in ON_MERGE:
        for words, count in room.move(twins).items():
            moved[words] = moved.get(words, 0) + count
    for _, gone in twins.joined:
        gone.delete()
    return moved


def _join_entries(stays: Any, gone: Any, today: date) -> None:
    """One entry says what both said: texts together, the earlier entering, the further stage."""
    for name in _TEXTS:
        if hasattr(stays, name):
            setattr(stays, name, _both(getattr(stays, name), getattr(gone, name)))
    for name in _FIRST_GIVEN:
        if hasattr(stays, name):
            setattr(stays, name, getattr(stays, name) or getattr(gone, name))
    stays.entered_on = min(stays.entered_on, gone.entered_on)
    if gone.confirmed_on and (stays.confirmed_on is None or gone.confirmed_on > stays.confirmed_on):
        stays.confirmed_on, stays.confirmed_by = gone.confirmed_on, gone.confirmed_by
    if isinstance(stays, MentorEntry):
        stays.stage = max(stays.stage, gone.stage, key=_rank)
        taken = sum(places_taken([stays.pk, gone.pk], today).values())
        stays.capacity = max(stays.capacity, gone.capacity, taken)
        stays.forms.add(*gone.forms.all())
        gone.forms.clear()
    join_topics(stays, gone)
    stays.save()


def _rank(stage: str) -> int:
    """How far along the way of selection; a refusal on one card does not undo the other."""
    return CHAIN.index(MentorEntry.Stage(stage)) if stage in CHAIN else -1


def _both(first: str, second: str) -> str:
    if not second or second in first:
        return first
    return second if first in second else f"{first}\n{second}"


def _take_values(keep: Person, drop: Person, values: Mapping[str, str]) -> None:
    for name, fields in VALUES.items():
        empty = not any(getattr(keep, field) for field in fields)
        if values.get(name) == DROP or empty:
            for field in fields:
                setattr(keep, field, getattr(drop, field))
    keep.user_id = keep.user_id or drop.user_id
    if keep.archived_on and not drop.archived_on:
        keep.archived_on = None


def _end_overtaken_withdrawals(member: Membership, person: Person, today: date) -> None:
    """A withdrawal on one card is overtaken by a newer consent that stood on the other."""
    for purpose in Consent.Purpose:
        paper = Consent.objects.for_purpose(person.pk, purpose, today).order_by("signed_on").last()
        if paper:
            Withdrawal.objects.of(person.pk, purpose).filter(
                done_on=None, received_on__lte=paper.signed_on
            ).update(
                cancelled_on=today,
                cancelled_by=member,
                cancel_reason=f"объединены карточки: есть согласие от {paper.signed_on:%d.%m.%Y}",
            )


def _plain(person: Person, name: str) -> str:
    """A value as text for the record: the first field that says something."""
    found = (getattr(person, field) for field in VALUES[name])
    return str(next((value for value in found if value), ""))


def rows_to_move(keep: Person, drop: Person) -> list[str]:
    """What will happen, in sentences for the page: entries that become one, and how much moves."""
    banks = {bank.model: bank for bank in BANKS.values()}
    joined = _joined(keep, drop)
    told = [
        f"{banks[type(stays)].title}: обе карточки стоят в ней. Останется одна запись, "
        "в неё войдут сведения второй."
        for stays, _ in joined
    ]
    gone = [entry.pk for _, entry in joined]
    for words, rows in (
        ("согласий", drop.consents.all()),
        ("прежних записей в базе наставников", drop.mentor_entries.exclude(pk__in=gone)),
        ("прежних записей в базе наставляемых", drop.mentee_entries.exclude(pk__in=gone)),
        ("мероприятий", drop.attendances.all()),
    ):
        if count := rows.count():
            told.append(f"Перейдёт {words}: {count}.")
    return told


def merges_of(member: Membership) -> QuerySet[MergeRecord]:
    """What was merged in the institution, the newest first."""
    records = MergeRecord.objects.visible_to(member).select_related("kept", "merged_by__user")
    return records.order_by("-merged_at", "-pk")


def kept_instead_of(member: Membership, key: int) -> Person | None:
    """The card that an old address leads to now."""
    record = MergeRecord.objects.visible_to(member).filter(dropped_key=key).first()
    return record.kept if record else None
