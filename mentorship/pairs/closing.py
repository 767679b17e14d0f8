"""The end of a pair by a checklist (S000, 3.7; S002, 26–29): what is done, what is missing.

Nothing of it forbids the end: a curator who ends a pair with a point missing says why.
"""

from typing import NamedTuple

from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.bank.papers.awards import CERTIFICATE, THANKS
from mentorship.core.wording import plural_ru
from mentorship.documents.models import Document
from mentorship.pairs.models import Meeting, Pair
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.participants import answered_exit

MENTOR, MENTEE = Questionnaire.Audience.MENTOR, Questionnaire.Audience.MENTEE
Entries = list[MentorEntry | MenteeEntry]
MISSING = "Не сделано: {}. Укажите, почему пара завершается без этого."


class Point(NamedTuple):
    """One line of the checklist; `code` names it, `detail` says what is there or missing."""

    code: str
    title: str
    is_done: bool
    detail: str


def checklist(pair: Pair) -> list[Point]:
    """The points in the order they are done; the reason is asked by the form that ends the pair."""
    return [_final_meeting(pair), *_surveys(pair), _thanks(pair), _results(pair)]


def missing(pair: Pair) -> list[Point]:
    return [point for point in checklist(pair) if not point.is_done]


def problems(pair: Pair, comment: str) -> list[str]:
    """What asks for words before the pair is completed; nothing once they are there."""
    if comment.strip() or not (found := missing(pair)):
        return []
    return [MISSING.format(", ".join(point.title.lower() for point in found))]


def entries_of(pair: Pair) -> Entries:
    """Entries the results are written to: of the mentor, and of the mentees still in the pair."""
    live = pair.members.filter(live=True).select_related("mentee_entry__person")
    return [pair.mentor_entry, *(row.mentee_entry for row in live)]


def _final_meeting(pair: Pair) -> Point:
    final = pair.meetings.filter(stage=Meeting.Stage.FINAL, held_on__isnull=False)
    day = final.order_by("held_on").values_list("held_on", flat=True).last()
    words = f"проведена {day:%d.%m.%Y}" if day else "не записана"
    return Point("final", "Заключительная встреча", day is not None, words)


def _surveys(pair: Pair) -> list[Point]:
    """Exit questionnaires of both sides, answered in the year of the pair."""
    mentees = [row.person_id for row in pair.members.filter(live=True)]
    sides = [
        ("mentor_survey", "Итоговая анкета наставника", [pair.mentor_entry.person_id], MENTOR),
        ("mentee_survey", "Итоговая анкета наставляемого", mentees, MENTEE),
    ]
    points = []
    for code, title, people, audience in sides:
        count = len(answered_exit(people, pair.year, audience))
        words = plural_ru(count, "ответил", "ответили", "ответили")
        points.append(Point(code, title, count == len(people), f"{words} {count} из {len(people)}"))
    return points


def _thanks(pair: Pair) -> Point:
    """A certificate or a letter of thanks of the year, drawn up or registered."""
    papers = Document.objects.filter(
        organization=pair.mentor_institution_id,
        kind__in=[CERTIFICATE.code, THANKS.code],
        school_year=pair.school_year,
        fields__person=pair.mentor_entry.person_id,
    ).exclude(state=Document.State.CANCELLED)
    paper = papers.order_by("pk").first()
    words = paper.get_state_display() if paper else "не подготовлена"
    return Point("thanks", "Благодарность наставнику", paper is not None, words)


def _results(pair: Pair) -> Point:
    """Written into both banks, as far as the entries are the owner's."""
    own = [entry for entry in entries_of(pair) if entry.institution_id == pair.institution_id]
    written = sum(bool(entry.outcome) for entry in own)
    words = f"записаны у {written} из {len(own)}"
    return Point("results", "Результаты в базах", written == len(own), words)
