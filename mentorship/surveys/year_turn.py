"""What the turn of the year does with links: nobody answers about a year that is over."""

from mentorship.bank.lifecycle import Turn, TurnLine, TurnRoom
from mentorship.surveys.inviting import revoke_open
from mentorship.surveys.models import Invitation, SurveyInvitationQuerySet
from mentorship.surveys.purposes import OF_YEAR


def open_links(turn: Turn) -> SurveyInvitationQuerySet:
    """Open links that ask how the ended year was; links into the banks go on."""
    return (
        Invitation.objects.visible_to(turn.member)
        .open()
        .filter(
            batch__school_year=turn.year.first,
            batch__questionnaire__purpose__in=OF_YEAR,
        )
    )


def preview(turn: Turn) -> list[TurnLine]:
    return [TurnLine("Закроются ссылки на анкеты года", open_links(turn).count())]


def carry_out(turn: Turn) -> list[TurnLine]:
    ended = revoke_open(open_links(turn))
    return [TurnLine("Закрыты ссылки на анкеты года", ended)]


ROOM = TurnRoom("Анкеты", preview, carry_out)
