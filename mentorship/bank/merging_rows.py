"""What becomes of the bank's own rows when two cards of one person become one."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Q
from psycopg2.extras import DateRange

from mentorship.bank.lifecycle import MergeRoom, Twins
from mentorship.bank.merging_numbers import move_numbers
from mentorship.bank.models import (
    Affiliation,
    Attendance,
    Consent,
    ConsentSheet,
    DoubleDecision,
    ImportRow,
    MenteeEntry,
    MenteeTopic,
    MentorEntry,
    MentorOffer,
    MentorTopic,
    MergeRecord,
    Namesakes,
    Person,
    SelectionStep,
    Withdrawal,
)

FIELDS = frozenset(
    {
        "bank.Affiliation.person",
        "bank.Attendance.person",
        "bank.Consent.person",
        "bank.ConsentSheet.person",
        "bank.DoubleDecision.person",
        "bank.ImportRow.person",
        "bank.MenteeEntry.person",
        "bank.MenteeTopic.entry",
        "bank.MentorEntry.person",
        "bank.MentorEntry_forms.mentorentry",
        "bank.MentorForm.mentorentry",
        "bank.MentorOffer.entry",
        "bank.MentorTopic.entry",
        "bank.MergeRecord.kept",
        "bank.Namesakes.first",
        "bank.Namesakes.second",
        "bank.SelectionStep.entry",
        "bank.Withdrawal.person",
    }
)


def move_rows(twins: Twins) -> dict[str, int]:
    """Everything but affiliations, whose days are settled by `join_affiliations`."""
    _forget_namesakes(twins)
    _keep_one_attendance(twins)
    _keep_one_decision(twins)
    moved = {
        "согласия": twins.move(Consent),
        "мероприятия": twins.move(Attendance),
        "записи в базе наставников": _move_entries_of(twins, MentorEntry),
        "записи в базе наставляемых": _move_entries_of(twins, MenteeEntry),
    }
    for model in (ImportRow, DoubleDecision, ConsentSheet, Withdrawal):
        twins.move(model)
    twins.move(MergeRecord, "kept")
    twins.move_entries(SelectionStep, "entry")
    _end_second_offers(twins)
    twins.move_entries(MentorOffer, "entry")
    move_numbers(twins)
    return moved


def _move_entries_of(twins: Twins, model: type[MentorEntry] | type[MenteeEntry]) -> int:
    """Entries taken over stay with the dropped card until it goes: one is open at a time."""
    gone = [second.pk for _, second in twins.joined if isinstance(second, model)]
    rows = model.objects.filter(person=twins.drop).exclude(pk__in=gone)
    return rows.update(person=twins.keep) + len(gone)


def _keep_one_attendance(twins: Twins) -> None:
    """At one event a person was once: having been there outweighs having been expected."""
    both = Attendance.objects.filter(person=twins.keep).values("event")
    for second in Attendance.objects.filter(person=twins.drop, event__in=both):
        first = Attendance.objects.get(person=twins.keep, event=second.event_id)
        if second.state == Attendance.State.PRESENT:
            first.state = second.state
        first.result = first.result or second.result
        first.save(update_fields=["state", "result"])
        second.delete()


def _keep_one_decision(twins: Twins) -> None:
    """Of two answers about one spelling the one about the kept card holds."""
    for known in DoubleDecision.objects.filter(person=twins.keep):
        DoubleDecision.objects.filter(
            person=twins.drop, name_key=known.name_key, birth=known.birth
        ).delete()


def _forget_namesakes(twins: Twins) -> None:
    """«Разные люди» about these two was wrong; what is known of others goes over."""
    own = Q(first=twins.drop) | Q(second=twins.drop)
    for row in Namesakes.objects.filter(own):
        other = row.second_id if row.first_id == twins.drop.pk else row.first_id
        if other != twins.keep.pk:
            first, second = sorted([other, twins.keep.pk])
            Namesakes.objects.get_or_create(
                first_id=first, second_id=second, defaults={"institution_id": row.institution_id}
            )
        row.delete()


def _end_second_offers(twins: Twins) -> None:
    for stays, gone in twins.joined:
        if not isinstance(gone, MentorEntry):
            continue
        open_offers = MentorOffer.objects.made()
        if open_offers.filter(entry=stays.pk).exists():
            for offer in open_offers.filter(entry=gone.pk):
                offer.ended_on = offer.offered_on
                offer.save(update_fields=["ended_on"])


def join_topics(stays: Any, gone: Any) -> None:
    rows = MentorTopic if isinstance(stays, MentorEntry) else MenteeTopic
    stays.topics.add(*gone.topics.all())
    rows.objects.filter(entry=gone).delete()


def join_affiliations(twins: Twins, winner: Person) -> int:
    """What both cards say of the same days is taken from the winner; gives rows of the loser."""
    loser = twins.drop if winner == twins.keep else twins.keep
    kept = list(Affiliation.objects.filter(person=winner))
    other = list(Affiliation.objects.filter(person=loser))
    Affiliation.objects.filter(person=loser).delete()
    Affiliation.objects.filter(person=winner).update(person=twins.keep)
    Affiliation.objects.bulk_create(
        Affiliation(
            institution_id=row.institution_id,
            person=twins.keep,
            category=row.category,
            place=row.place,
            teaching_since=row.teaching_since,
            period=piece,
        )
        for row in other
        for piece in _left_of(row, kept)
    )
    return len(other)


def _left_of(row: Affiliation, kept: Iterable[Affiliation]) -> list[DateRange]:
    """The days of a stretch that no kept stretch of the same category covers."""
    pieces = [row.period]
    for other in kept:
        if other.category == row.category:
            pieces = [left for piece in pieces for left in _without(piece, other.period)]
    return pieces


def _without(piece: DateRange, taken: DateRange) -> list[DateRange]:
    """A period without another one: nothing, itself, or what sticks out on either side."""
    before_end = taken.upper is None or piece.lower < taken.upper
    after_start = piece.upper is None or taken.lower < piece.upper
    if not (before_end and after_start):
        return [piece]
    left = []
    if piece.lower < taken.lower:
        left.append(DateRange(piece.lower, taken.lower))
    if taken.upper is not None and (piece.upper is None or taken.upper < piece.upper):
        left.append(DateRange(taken.upper, piece.upper))
    return left


def problems(twins: Twins) -> list[str]:
    found = []
    if twins.keep.user_id and twins.drop.user_id and twins.keep.user_id != twins.drop.user_id:
        found.append(
            "У обеих карточек есть вход в систему: уберите лишний доступ, потом объединяйте."
        )
    if _taken_back(twins.keep, twins.drop) or _taken_back(twins.drop, twins.keep):
        found.append(
            "По одной из карточек согласие отозвано, по другой ещё действует. Запишите отзыв и "
            "там или запишите новое согласие, потом объединяйте."
        )
    return found


def _taken_back(one: Person, other: Person) -> bool:
    """Whether `one` withdrew, for any purpose, after the paper of `other` that still holds."""
    return any(_taken_back_for(purpose, one, other) for purpose in Consent.Purpose)


def _taken_back_for(purpose: str, one: Person, other: Person) -> bool:
    own = Consent.objects.filter(person=one, purpose=purpose)
    day = own.aggregate(day=Max("withdrawn_on"))["day"]
    if day is None or own.filter(withdrawn_on=None, signed_on__gte=day).exists():
        return False
    theirs = Consent.objects.filter(person=other, purpose=purpose, withdrawn_on=None)
    return theirs.filter(signed_on__lt=day).exists()


ROOM = MergeRoom(fields=FIELDS, move=move_rows, problems=problems)
