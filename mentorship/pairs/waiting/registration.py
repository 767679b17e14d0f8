"""What the waiting list gives to the rooms below."""

from mentorship.organizations.attention import ATTENTION
from mentorship.pairs.waiting import attention


def register() -> None:
    ATTENTION.register("waiting_actions_overdue", attention.waiting_actions_overdue)
