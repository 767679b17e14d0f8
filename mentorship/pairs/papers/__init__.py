"""Papers about pairs that are no order on pairs: agreements, the end of pairs, labor law."""

from mentorship.documents.kinds import register
from mentorship.pairs.papers import agreement

KINDS = (agreement.KIND,)


def register_kinds() -> None:
    for kind in KINDS:
        register(kind)
