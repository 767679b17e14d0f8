"""What adults wrote about a pupil, on the pupil's card (S002, row 8)."""

from dataclasses import dataclass

from mentorship.bank.card_sections import CardSection
from mentorship.bank.models import Person
from mentorship.organizations.models import Membership
from mentorship.surveys.models import Questionnaire, Reply
from mentorship.surveys.proposals import AnswerLine, answer_lines


@dataclass(frozen=True)
class Recommendation:
    """One accepted reply: when, to what, and the answers that were given."""

    reply: Reply
    lines: list[AnswerLine]


def recommendations(member: Membership, person: Person) -> CardSection | None:
    """Accepted replies about the pupil, the newest first; None where there are none."""
    replies = (
        Reply.objects.visible_to(member)
        .filter(
            person=person,
            state=Reply.State.ACCEPTED,
            questionnaire__purpose=Questionnaire.Purpose.THIRD_PARTY,
        )
        .select_related("questionnaire")
        .order_by("-answered_on", "-pk")
    )
    found = [Recommendation(reply, _given(reply)) for reply in replies]
    return CardSection("surveys/_recommendations.html", found) if found else None


def _given(reply: Reply) -> list[AnswerLine]:
    return [line for line in answer_lines(reply) if reply.answers[line.question.code]]
