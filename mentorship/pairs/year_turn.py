"""What the turn of the year does with pairs: they end with the year, or go on in the next one.

A pair lies inside one school year, so one that goes on ends as well and begins anew as a draft with
the same people; it waits for its agreement and order like any other.
"""

from django.db import transaction

from mentorship.bank.lifecycle import Turn, TurnLine, TurnQuestion, TurnRoom
from mentorship.bank.year_turn.classes import leaving
from mentorship.core.exceptions import DomainError
from mentorship.pairs.models import Pair, PairQuerySet
from mentorship.pairs.services import create_pair, make_move
from mentorship.pairs.summaries import with_people

CLOSE, GO_ON = "close", "go_on"
_CLOSE = (CLOSE, "завершить с учебным годом")
_GO_ON = (GO_ON, "завершить и продолжить в новом году")
REASON = "Завершена с учебным годом при переходе на следующий"


def working(turn: Turn) -> list[Pair]:
    """Pairs of the year that an order made and nobody has ended."""
    own = Pair.objects.owned_by(turn.member).of_year(turn.year).filter(state__in=Pair.WORKING)
    return list(with_people(own, turn.today).order_by("mentor_entry__person__sort_name", "pk"))


def without_order(turn: Turn) -> PairQuerySet:
    """Pairs of the year that never got an order: they stay in it as they are."""
    early = [Pair.State.DRAFT, Pair.State.PROPOSED, Pair.State.ACCEPTED]
    return Pair.objects.owned_by(turn.member).of_year(turn.year).filter(state__in=early)


def questions(turn: Turn) -> list[TurnQuestion]:
    """One a pair; where somebody leaves the school, or the consent is missing, it can only end."""
    gone = leaving(turn)
    return [_question(pair, gone) for pair in working(turn)]


def _question(pair: Pair, gone: set[int]) -> TurnQuestion:
    people = {pair.mentor_entry.person_id, *(m.person_id for m in pair.members.all() if m.live)}
    may_go_on = not people & gone and not pair.lacks_consent  # type: ignore[attr-defined]
    return TurnQuestion(
        key=f"pair:{pair.pk}",
        title=pair.label,
        choices=(_CLOSE, _GO_ON) if may_go_on else (_CLOSE,),
        default=CLOSE,
        people=frozenset(people),
        detail=f"{pair.form}, до {pair.ends_on:%d.%m.%Y}",
    )


def preview(turn: Turn) -> list[TurnLine]:
    answers = [turn.answer(question) for question in questions(turn)]
    return [
        TurnLine("Завершатся", len(answers)),
        TurnLine("Из них продолжатся черновиками нового года", answers.count(GO_ON)),
        TurnLine(
            "Останутся без приказа в прошедшем году",
            without_order(turn).count(),
            "они не считаются участием",
        ),
    ]


def carry_out(turn: Turn) -> list[TurnLine]:
    """End the pairs of the year; those that go on are drafted anew, each or not at all."""
    gone, begun, refused = leaving(turn), 0, []
    pairs = [(pair, turn.answer(_question(pair, gone))) for pair in working(turn)]
    for pair, answer in pairs:
        mentees = [row.mentee_entry for row in pair.members.all() if row.live]
        end(pair, turn)
        if answer != GO_ON:
            continue
        try:
            go_on(pair, mentees, turn)
        except DomainError as refusal:
            refused.append(f"пара № {pair.pk}: {refusal}")
        else:
            begun += 1
    return [
        TurnLine("Завершены", len(pairs)),
        TurnLine("Из них продолжены черновиками нового года", begun),
        TurnLine("Не продолжены", len(refused), " ".join(refused)),
    ]


def end(pair: Pair, turn: Turn) -> None:
    """Complete a pair on its last day, so that figures of the year stay what they were."""
    make_move(
        pair=pair,
        action="complete",
        member=turn.member,
        comment=REASON,
        today=min(turn.today, pair.ends_on),
    )


@transaction.atomic
def go_on(pair: Pair, mentees: list, turn: Turn) -> Pair:
    """A draft of the next year with the same people, for them to agree to."""
    return create_pair(
        member=turn.member,
        mentor_entry=pair.mentor_entry,
        mentee_entries=mentees,
        form=pair.form,
        kind=pair.kind,
        variant=pair.variant,
        starts_on=turn.first_day,
        ends_on=turn.next_year.lessons_end_on,
        title=pair.title,
        topic=pair.topic,
        today=turn.today,
    )


ROOM = TurnRoom("Пары и группы", preview, carry_out, questions)
