"""What a «нет» after the trial meeting means: the pair is not agreed to, nor proposed again."""

from django.utils import timezone

from mentorship.organizations.models import Membership
from mentorship.pairs.models import Meeting, Pair, Ruling, TrialAnswer
from mentorship.pairs.rules import names, people_of, sentence

NO_TRIAL = "Пробная встреча не записана."


def trial_problems(pair: Pair) -> list[str]:
    """Who of the pair said no: it cannot be accepted or ordered while that stands."""
    word = TrialAnswer.Word.NO
    said = pair.trial_answers.filter(word=word, person__in=people_of(pair))
    if not (against := [answer.person for answer in said.select_related("person")]):
        return []
    return [sentence(f"После пробной встречи не готовы работать в паре: {names(against)}")]


def trial_gaps(pair: Pair) -> list[str]:
    """What of the trial is missing or in doubt: worth a look, forbids nothing (S002, row 22)."""
    held = pair.meetings.filter(stage=Meeting.Stage.TRIAL, held_on__isnull=False).exists()
    words = dict(pair.trial_answers.given().values_list("person", "word"))
    people = people_of(pair)
    unsure = [p for p in people if words.get(p.pk) == TrialAnswer.Word.UNSURE]
    silent = [p for p in people if p.pk not in words]
    found = [] if held else [NO_TRIAL]
    if silent:
        found.append(sentence(f"Нет ответа после пробной встречи: {names(silent)}"))
    if unsure:
        found.append(sentence(f"Сомневаются: {names(unsure)}"))
    return found


def forbid_anew(pair: Pair, member: Membership, reason: str) -> None:
    """Whoever said no is not proposed together again; after the mentor's «нет» nobody of the pair.

    A pair that did not come about for another reason may be proposed again.
    """
    against = set(pair.trial_answers.filter(word="no").values_list("person", flat=True))
    all_of_them = pair.mentor_entry.person_id in against
    for row in pair.members.filter(live=True):
        if not (all_of_them or row.person_id in against):
            continue
        sides = {"mentor_entry": pair.mentor_entry, "mentee_entry": row.mentee_entry}
        standing = Ruling.objects.open().filter(**sides)
        if standing.filter(kind=Ruling.Kind.FORBIDDEN).exists():
            continue
        standing.update(lifted_on=timezone.localdate())
        Ruling.objects.create(
            institution_id=pair.institution_id,
            kind=Ruling.Kind.FORBIDDEN,
            reason=reason[:300],
            made_by=member,
            **sides,
        )
