"""What becomes of pairs when two cards of one person become one."""

from django.db.models import Exists, F, OuterRef, QuerySet

from mentorship.bank.lifecycle import MergeRoom, Twins
from mentorship.bank.models import MenteeEntry
from mentorship.pairs.matching.merging import FIELDS as OF_MATCHING
from mentorship.pairs.matching.merging import move_matching
from mentorship.pairs.models import MentorTerm, Pair, PairMember, TrialAnswer, WaitingStep

FIELDS = OF_MATCHING | {
    "pairs.MentorTerm.mentor_entry",
    "pairs.Pair.mentor_entry",
    "pairs.PairMember.mentee_entry",
    "pairs.PairMember.person",
    "pairs.TrialAnswer.person",
    "pairs.WaitingStep.entry",
}


def move_rows(twins: Twins) -> dict[str, int]:
    """Entries go first: the database checks that a member of a pair is the person of its entry."""
    joined = 0
    for stays, gone in twins.joined:
        if isinstance(stays, MenteeEntry):
            rows = PairMember.objects.filter(mentee_entry=gone.pk)
            joined += rows.update(mentee_entry=stays.pk, person=twins.keep)
    pairs = twins.move_entries(Pair, "mentor_entry")
    twins.move_entries(MentorTerm, "mentor_entry")
    _move_answers(twins)
    moved = twins.move(PairMember) + joined + pairs
    return {
        "участие в парах": moved,
        "подбор пар": move_matching(twins),
        "лист ожидания": _move_steps(twins),
    }


def _move_answers(twins: Twins) -> None:
    """Of two answers about one pair that of the card that stays holds."""
    kept = TrialAnswer.objects.filter(person=twins.keep, pair=OuterRef("pair"))
    TrialAnswer.objects.filter(Exists(kept), person=twins.drop).delete()
    twins.move(TrialAnswer)


def _move_steps(twins: Twins) -> int:
    """Of two next actions of one year that of the entry that stays holds."""
    for stays, gone in twins.joined:
        if isinstance(stays, MenteeEntry):
            planned = WaitingStep.objects.planned()
            kept = planned.filter(entry=stays.pk, school_year=OuterRef("school_year"))
            planned.filter(Exists(kept), entry=gone.pk).delete()
    return twins.move_entries(WaitingStep, "entry")


def problems(twins: Twins) -> list[str]:
    found = [
        f"Обе карточки состоят в парах формы «{member.form}» в одни и те же дни: выведите одну из "
        "них из пары, потом объединяйте."
        for member in _overlapping(twins).select_related("form")
    ]
    if _with_oneself(twins).exists():
        found.append(
            "В одной из пар наставник – первая карточка, а наставляемый – вторая: это два разных "
            "человека или ошибка в паре."
        )
    return found


def _overlapping(twins: Twins) -> QuerySet[PairMember]:
    """Live memberships of the dropped card that the kept one has too, in the same days."""
    kept = PairMember.objects.filter(
        person=twins.keep, live=True, form=OuterRef("form"), period__overlap=OuterRef("period")
    )
    return PairMember.objects.filter(Exists(kept), person=twins.drop, live=True)


def _with_oneself(twins: Twins) -> QuerySet[PairMember]:
    people = [twins.keep.pk, twins.drop.pk]
    members = PairMember.objects.filter(person__in=people)
    return members.filter(pair__mentor_entry__person__in=people).exclude(
        pair__mentor_entry__person=F("person")
    )


ROOM = MergeRoom(fields=FIELDS, move=move_rows, problems=problems)
