"""Papers about pairs that are no order on pairs: agreements, the end of pairs, labor law."""

from mentorship.documents.kinds import register
from mentorship.pairs.papers import addendum, agreement, early_end, ending, mentor_consent

KINDS = (agreement.KIND, ending.KIND, mentor_consent.KIND, addendum.KIND, early_end.KIND)


def register_kinds() -> None:
    for kind in KINDS:
        register(kind)
