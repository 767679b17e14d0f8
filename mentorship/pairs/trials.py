"""Answers of both sides after the trial meeting (S002, row 22): by the curator, or by a link.

The answers are the curator's alone: neither the mentor nor another mentee reads what was said.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.links import issue_link, revoke_link, use_link
from mentorship.bank.models import Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.pairs import rules
from mentorship.pairs.models import Pair, TrialAnswer
from mentorship.pairs.services import editable, lock_pair, remember
from mentorship.pairs.workflow import State, can_ask_trial

PURPOSE = "trial"
LIFETIME = timedelta(days=14)
TOO_LATE = "Ответить уже нельзя: о паре решили без этого ответа. Обратитесь к куратору."
NO_CONSENT = (
    "Ответить уже нельзя: действующего согласия на обработку персональных данных нет. "
    "Обратитесь к тому, кто прислал ссылку."
)


@transaction.atomic
def record_answer(
    *,
    pair: Pair,
    member: Membership,
    person: Person,
    word: str,
    remark: str = "",
    answered_on: date,
    today: date | None = None,
) -> TrialAnswer:
    """Write down what one side said; an open link of theirs ends, an earlier answer is replaced.

    Raises DomainError in words, PermissionDenied for whoever does not write the pair.
    """
    pair, today = _asked(pair, member), today or timezone.localdate()
    problems = rules.consent_problems([person], today) + _side_problems(pair, person)
    if answered_on > today:
        problems.append("Ответ не может быть дан позже сегодняшнего дня.")
    rules.refuse(problems)
    answer = _answer_of(pair, person)
    if answer.link:
        revoke_link(link=answer.link)
    _write(answer, word, remark, answered_on, member)
    remember(pair, "trial_answered", member)
    return answer


@transaction.atomic
def give_link(
    *, pair: Pair, member: Membership, person: Person, today: date | None = None
) -> tuple[TrialAnswer, str]:
    """A new link for one side and its secret, to be shown now and never again.

    The link given before ends. Raises DomainError in words.
    """
    pair, today = _asked(pair, member), today or timezone.localdate()
    rules.refuse(rules.consent_problems([person], today) + _side_problems(pair, person))
    answer = _answer_of(pair, person)
    if answer.link:
        revoke_link(link=answer.link)
    answer.link, secret = issue_link(purpose=PURPOSE, lifetime=LIFETIME, created_by=member.user)
    answer.save()
    remember(pair, "trial_asked", member)
    return answer, secret


@transaction.atomic
def answer_by_link(
    *, answer: TrialAnswer, word: str, remark: str = "", today: date | None = None
) -> TrialAnswer:
    """Take the answer and spend the link, both or neither; of two at once one is taken.

    Raises LinkRefused or DomainError in words.
    """
    today = today or timezone.localdate()
    pair = lock_pair(answer.pair)
    if answer.link is None:
        raise DomainError(TOO_LATE)
    use_link(link=answer.link)
    if pair.state not in {State.PROPOSED, State.ACCEPTED} or _side_problems(pair, answer.person):
        raise DomainError(TOO_LATE)
    if rules.lacking_consent(rules.people_of(pair), today):
        raise DomainError(NO_CONSENT)
    _write(answer, word, remark, today, None)
    return answer


def asked_by(link: int) -> TrialAnswer | None:
    """What a link (pk) asks; None when a newer one took its place."""
    answers = TrialAnswer.objects.select_related("link", "person", "pair__institution")
    return answers.filter(link=link).first()


def end_links_of(person: Person, day: date) -> None:
    """With the consent to processing the links go too; registered in `lifecycle`."""
    for answer in TrialAnswer.objects.filter(person=person).exclude(link=None):
        if answer.link:
            revoke_link(link=answer.link)


def _asked(pair: Pair, member: Membership) -> Pair:
    pair = editable(pair, member)
    if not can_ask_trial(member, pair):
        raise DomainError(f"О пробной встрече сейчас не спрашивают: {pair.get_state_display()}.")
    return pair


def _side_problems(pair: Pair, person: Person) -> list[str]:
    if person in rules.people_of(pair):
        return []
    return ["Этот человек в паре не состоит."]


def _answer_of(pair: Pair, person: Person) -> TrialAnswer:
    answers = pair.trial_answers.select_related("link")
    return answers.filter(person=person).first() or TrialAnswer(pair=pair, person=person)


def _write(
    answer: TrialAnswer, word: str, remark: str, day: date, member: Membership | None
) -> None:
    if word not in TrialAnswer.Word.values:
        raise DomainError("Выберите ответ: готов, не готов или сомневается.")
    answer.word, answer.remark = word, remark.strip()
    answer.answered_on, answer.written_by = day, member
    answer.save()
