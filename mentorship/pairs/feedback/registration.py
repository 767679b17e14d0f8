"""What the room of feedback gives to the rooms below."""

from mentorship.bank.lifecycle import ON_MERGE, ON_WITHDRAWAL
from mentorship.organizations.attention import ATTENTION
from mentorship.pairs.feedback import attention, merging
from mentorship.pairs.feedback.services import stop_asking


def register() -> None:
    ATTENTION.register("concerns_wait", attention.concerns_wait)
    ATTENTION.register("concerns_unread", attention.concerns_unread)
    ATTENTION.register("sides_call_for_help", attention.sides_call_for_help)
    ATTENTION.register("feedback_missing", attention.feedback_missing)
    ON_MERGE.register("pairs.feedback", merging.ROOM)
    ON_WITHDRAWAL.register("pairs.feedback", stop_asking)
