"""Where each missing point of the end of a pair is done."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from mentorship.bank.papers.awards import THANKS
from mentorship.documents.starting import Start
from mentorship.organizations.models import Membership
from mentorship.pairs.closing import Point
from mentorship.pairs.models import Pair
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.participants import answered_exit, exit_set_for

AUDIENCES = {
    "mentor_survey": Questionnaire.Audience.MENTOR,
    "mentee_survey": Questionnaire.Audience.MENTEE,
}
ACTIONS = {
    "final": "Записать встречу",
    "mentor_survey": "Внести ответы",
    "mentee_survey": "Внести ответы",
    "results": "Записать ниже",
}


class LinkedPoint(NamedTuple):
    """A point with where it is done: an address, or a draft to begin."""

    point: Point
    url: str
    action: str
    start: Start | None


def linked(points: list[Point], pair: Pair, member: Membership) -> list[LinkedPoint]:
    """The points with an address for each that is missing."""
    found = []
    for point in points:
        url = "" if point.is_done else _url_of(point.code, pair, member)
        start = None
        if point.code == "thanks" and not point.is_done and _is_own(pair):
            start = Start(THANKS.code, "person", pair.mentor_entry.person_id)
        found.append(LinkedPoint(point, url, ACTIONS.get(point.code, ""), start))
    return found


def _is_own(pair: Pair) -> bool:
    return pair.mentor_institution_id == pair.institution_id


def _url_of(code: str, pair: Pair, member: Membership) -> str:
    if code == "final":
        return f"{reverse('pairs:meeting_create', args=[pair.pk])}?stage=final"
    if code == "results":
        return "#results"
    if code in AUDIENCES:
        return _survey_url(code, pair, member)
    return ""


def _survey_url(code: str, pair: Pair, member: Membership) -> str:
    """The exit questionnaire of the first person of the side who has not answered."""
    if code == "mentor_survey":
        people = [pair.mentor_entry.person_id] if _is_own(pair) else []
    else:
        people = [row.person_id for row in pair.members.all() if row.live]
    answered = answered_exit(people, pair.year, AUDIENCES[code])
    silent = [person for person in people if person not in answered]
    if not silent:
        return ""
    asked = exit_set_for(silent[0], member, pair.year, AUDIENCES[code])
    if asked is None:
        return ""
    # Whoever enters the paper answers of one goes on with the checklist.
    back = urlencode({"next": reverse("pairs:pair_close", args=[pair.pk])})
    return f"{reverse('surveys:response_create', args=[asked.pk, silent[0]])}?{back}"
