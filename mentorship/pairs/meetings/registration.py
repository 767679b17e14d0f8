"""What the room of meetings gives to the rooms below."""

from mentorship.bank.lifecycle import ON_WITHDRAWAL
from mentorship.organizations.attention import ATTENTION
from mentorship.pairs.meetings import attention, confirming


def register() -> None:
    ATTENTION.register("meetings_lack_an_entry", attention.meetings_lack_an_entry)
    ON_WITHDRAWAL.register("pairs.meetings", confirming.consent_withdrawn)
