"""Which papers the page of a pair offers."""

from mentorship.documents.starting import Start
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.pairs.models import Pair
from mentorship.pairs.papers import addendum, agreement, early_end, ending, mentor_consent
from mentorship.pairs.papers.labor import labor_problem
from mentorship.pairs.workflow import is_owner


def starts_of(member: Membership, pair: Pair) -> list[Start]:
    """Papers the member may begin for the pair now; none while somebody in it has no consent.

    Reads `lacks_consent`, `members` with their people, as the page of a pair has them.
    """
    if not (member.may(Right.DOCUMENTS_DRAFT) and is_owner(member, pair)) or pair.lacks_consent:  # type: ignore[attr-defined]
        return []
    found = []
    if pair.state not in Pair.OVER:
        found += _agreements(pair)
        if not labor_problem(pair):
            kinds = (mentor_consent.KIND, addendum.KIND, early_end.KIND)
            found += [Start(kind.code, "pair", pair.pk) for kind in kinds]
    if pair.state in Pair.TAKING_PART and pair.end_order_id is None:
        found.append(Start(ending.KIND.code, "pairs", pair.pk))
    return found


def _agreements(pair: Pair) -> list[Start]:
    """One agreement for every mentee; of a group each says with whom."""
    live = [member for member in pair.members.all() if member.live]
    code = agreement.KIND.code
    return [
        Start(code, "mentee", member.pk, member.person.short_name if len(live) > 1 else "")
        for member in live
    ]
