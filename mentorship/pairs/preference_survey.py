"""The questionnaire after the group meeting: a mentee names mentors by a link, once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mentorship.bank.models import MenteeEntry
from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.preferences import Said, mentors_to_name, record_answer, shown_to_mentees
from mentorship.surveys.models import Invitation, Questionnaire
from mentorship.surveys.questions import Field
from mentorship.surveys.takers import Taker

PURPOSE = Questionnaire.Purpose.PREFERENCE


def mentors_for(invitation: Invitation, today: date) -> list[tuple[str, str]]:
    """Whom the page of the link offers; nobody when the mentee has left the bank."""
    mentee = _mentee_of(invitation)
    return shown_to_mentees(_mentors(invitation, mentee, today)) if mentee else []


def take_preferences(invitation: Invitation, answers: Mapping[str, Any], today: date) -> None:
    """Keep whom the mentee named; DomainError for somebody who was not offered."""
    mentee = _mentee_of(invitation)
    if mentee is None:
        raise DomainError("Вас уже нет в базе наставляемых: обратитесь к куратору.")
    others = {mentor.pk: mentor for mentor in _mentors(invitation, mentee, today)}
    by_field = {q.field: answers.get(q.code) or [] for q in invitation.questionnaire.asked}
    said = Said(
        wishes=[int(key) for key in by_field.get(Field.WISHES, [])],
        avoids=[int(key) for key in by_field.get(Field.AVOIDS, [])],
    )
    if not {*said.wishes, *said.avoids} <= others.keys():
        raise DomainError("Кого-то из отмеченных выбрать уже нельзя: откройте ссылку ещё раз.")
    record_answer(mentee=mentee, said=said, others=others, today=today)


def _mentors(invitation: Invitation, mentee: MenteeEntry, today: date) -> Any:
    year = SchoolYear(invitation.batch.school_year)
    return mentors_to_name(invitation.institution_id, year, today, mentee)


def _mentee_of(invitation: Invitation) -> MenteeEntry | None:
    year = SchoolYear(invitation.batch.school_year)
    entries = MenteeEntry.objects.of_year(year).filter(person=invitation.person_id)
    return entries.select_related("person").order_by("-entered_on", "-pk").first()


TAKER = Taker(people=mentors_for, take=take_preferences)
