"""What becomes of questionnaires and answers when two cards of one person become one."""

from mentorship.bank.lifecycle import MergeRoom, Twins
from mentorship.surveys.models import Invitation, Reply, Response

FIELDS = frozenset(
    {
        "surveys.Invitation.about",
        "surveys.Invitation.person",
        "surveys.Reply.mentee_entry",
        "surveys.Reply.mentor_entry",
        "surveys.Reply.person",
        "surveys.Response.person",
    }
)


def move_rows(twins: Twins) -> dict[str, int]:
    """Of two answers to one questionnaire in one year the later stays: it was given knowing more.

    The earlier one is deleted; the change log keeps what it said.
    """
    for second in Response.objects.filter(person=twins.drop):
        same = {"questionnaire": second.questionnaire_id, "school_year": second.school_year}
        first = Response.objects.filter(person=twins.keep, **same).first()
        if first:
            min(first, second, key=lambda response: response.answered_on).delete()
    twins.move_entries(Reply, "mentor_entry")
    twins.move_entries(Reply, "mentee_entry")
    replies = twins.move(Reply)
    twins.move(Invitation, "about")
    return {"анкеты": twins.move(Response) + replies + twins.move(Invitation)}


ROOM = MergeRoom(fields=FIELDS, move=move_rows)
