"""The kinds of documents of this room, in the order of the year."""

from mentorship.bank.papers import (
    awards,
    encourage_order,
    mentors_order,
    partnership,
    training_order,
)
from mentorship.documents.kinds import register

KINDS = (
    training_order.KIND,
    mentors_order.KIND,
    partnership.PARTNERSHIP,
    partnership.NETWORK,
    encourage_order.KIND,
    awards.CERTIFICATE,
    awards.THANKS,
    awards.PARENT_THANKS,
)


def register_kinds() -> None:
    for kind in KINDS:
        register(kind)
