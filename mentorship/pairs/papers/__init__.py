"""Papers about pairs that are no order on pairs: agreements, the end of pairs, labor law."""

from mentorship.documents.kinds import register
from mentorship.pairs.papers import agreement, ending

KINDS = (agreement.KIND, ending.KIND)


def register_kinds() -> None:
    for kind in KINDS:
        register(kind)
