"""Two plans side by side: who changes, and what the total gains or loses."""

from dataclasses import dataclass

from mentorship.pairs.matching.planning import Plan
from mentorship.pairs.models import MatchingRun, Suggestion


@dataclass(frozen=True)
class Change:
    """One mentee (pk of the entry) in both plans; None is «без пары», scores in hundredths."""

    mentee_entry: int
    first_mentor: int | None
    second_mentor: int | None
    first_score: int
    second_score: int


@dataclass(frozen=True)
class Comparison:
    """`difference` is the second total less the first; it is the sum over all mentees.

    Where the plans have other weights the totals are of other scales (`is_one_scale`).
    """

    changed: list[Change]
    only_first: list[Change]
    only_second: list[Change]
    same: int
    total_first: int
    total_second: int
    is_one_scale: bool

    @property
    def difference(self) -> int:
        return self.total_second - self.total_first


Placed = dict[int, tuple[int, int]]


def compare_runs(first: MatchingRun | Plan, second: MatchingRun | Plan) -> Comparison:
    """Compare two plans, stored or not; mentees are in the order of their entries."""
    one, other = _placed(first), _placed(second)
    changes = [_change(pk, one, other) for pk in sorted(one.keys() | other.keys())]
    return Comparison(
        changed=[
            c
            for c in changes
            if c.first_mentor and c.second_mentor and c.first_mentor != c.second_mentor
        ],
        only_first=[c for c in changes if c.second_mentor is None],
        only_second=[c for c in changes if c.first_mentor is None],
        same=sum(c.first_mentor == c.second_mentor for c in changes),
        total_first=first.total,
        total_second=second.total,
        is_one_scale=_weights(first) == _weights(second),
    )


def _placed(plan: MatchingRun | Plan) -> Placed:
    if isinstance(plan, Plan):
        return {told.mentee_entry: (told.mentor_entry, told.score) for told in plan.suggestions}
    kept = Suggestion.objects.filter(run=plan).only("mentee_entry", "mentor_entry", "score")
    return {told.mentee_entry_id: (told.mentor_entry_id, told.score) for told in kept}


def _change(pk: int, one: Placed, other: Placed) -> Change:
    first_mentor, first_score = one.get(pk, (None, 0))
    second_mentor, second_score = other.get(pk, (None, 0))
    return Change(pk, first_mentor, second_mentor, first_score, second_score)


def _weights(plan: MatchingRun | Plan) -> dict[str, int]:
    weights = plan.worked.weights if isinstance(plan, Plan) else plan.weights
    return dict(weights)
