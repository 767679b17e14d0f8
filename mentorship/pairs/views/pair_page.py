"""What the page of a pair shows: next step, what may be done, sides, one timeline."""

from django.utils import timezone

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.organizations.roles import Right
from mentorship.pairs import rules
from mentorship.pairs.declining import NO_TRIAL, trial_gaps, trial_problems
from mentorship.pairs.forms import AgreementForm
from mentorship.pairs.health import health
from mentorship.pairs.memory import earlier_of
from mentorship.pairs.models import EndReason, Pair, TrialAnswer
from mentorship.pairs.papers.starting import starts_of
from mentorship.pairs.readings import people_in
from mentorship.pairs.timeline import timeline
from mentorship.pairs.workflow import (
    ACCEPT,
    AGREE,
    HEAR,
    MEET,
    MOVES,
    NEXT_STEPS,
    NO_PROGRAM,
    can_ask_trial,
    can_edit,
    can_edit_draft,
    can_record_agreement,
    can_record_meeting,
    can_substitute,
    is_owner,
    moves_open_to,
)

# Moves along the chain are the page's main button; ending and going back are not.
FORWARD = ("propose", "accept", "start")
# Ended on the page of its checklist.
ON_OWN_PAGE = "complete"
AFTER_SUBSTITUTION = "Наставник заменён после приказа: подготовьте приказ о внесении изменений."


def page_of(request, pair, agreement_form=None):
    """Context of the page; the form of agreement is given when it came back with errors."""
    member, today = request.membership, timezone.localdate()
    terms = terms_of(pair)
    shown = people_in([pair]) | {term.mentor_entry.person_id for term in terms}
    note_reading(Reading.Kind.PAIR, shown, about=pair)
    if agreement_form is None and can_record_agreement(member, pair):
        agreement_form = AgreementForm(pair=pair)
    orders_are_open = member.may(Right.DOCUMENTS_VIEW)
    return (
        steps_of(member, pair, today)
        | rights_of(member, pair)
        | {
            "pair": pair,
            "health": health(pair, today),
            "agreement_form": agreement_form,
            "chain": chain_of(pair),
            "order_is_open": orders_are_open,
            "starts": starts_of(member, pair),
            "terms": terms,
            "earlier": earlier_of(member, pair),
            "sides": trial_sides(member, pair),
            "timeline": timeline(pair, member=member),
        }
    )


def steps_of(member, pair, today):
    """The next step in words, the moves that are open, and what closes the others."""
    consents, others = obstacles_of(member, pair, today)
    lacking = rules.lacking_consent(rules.people_of(pair), today) if consents else []
    open_now = [
        (name, MOVES[name])
        for name in moves_open_to(member, pair)
        if not (MOVES[name].needs_consent and consents)
        and not (MOVES[name].needs_agreement and others)
    ]
    shown = [(name, move) for name, move in open_now if name != ON_OWN_PAGE]
    amendment, gaps = asks_amendment(pair), gaps_of(member, pair)
    asks_program = lacks_program(pair) and can_edit(member, pair)
    return {
        "asks_amendment": amendment,
        "next_step": AFTER_SUBSTITUTION if amendment else next_words(member, pair, gaps),
        "asks_program": asks_program and not amendment,
        "forward": () if asks_program else FORWARD,
        "obstacles": consents + others,
        "gaps": gaps,
        "asks_trial": NO_TRIAL in gaps,
        "lacking": lacking,
        "may_complete": len(shown) < len(open_now),
        "moves": [(name, move) for name, move in shown if not move.needs_comment],
        "moves_with_reason": [
            (name, move, EndReason.objects.of(name)) for name, move in shown if move.needs_comment
        ],
    }


def next_words(member, pair, gaps):
    """What the owner does next, by what is recorded."""
    if pair.state in NO_PROGRAM and lacks_program(pair):
        return NO_PROGRAM[pair.state]
    if pair.state != Pair.State.PROPOSED or not can_ask_trial(member, pair):
        return NEXT_STEPS.get(pair.state, "")
    if NO_TRIAL in gaps:
        return MEET
    if gaps:
        return HEAR
    return AGREE if rules.agreement_problems(pair) else ACCEPT


def lacks_program(pair):
    return pair.state in Pair.WORKING and getattr(pair, "program", None) is None


def rights_of(member, pair):
    """What the member may do on the page, by the predicates the services use."""
    return {
        "may_draft": member.may(Right.DOCUMENTS_DRAFT) and is_owner(member, pair),
        "own_cards": member.organization_id if member.may(Right.BANK_VIEW) else None,
        "may_edit_bank": member.may(Right.BANK_EDIT),
        "can_edit": can_edit(member, pair),
        "can_edit_draft": can_edit_draft(member, pair),
        "can_substitute": can_substitute(member, pair),
        "can_ask_trial": can_ask_trial(member, pair),
        "can_record_meeting": can_record_meeting(member, pair) and not pair.lacks_consent,
    }


def asks_amendment(pair):
    """Whether the mentor was substituted after the order, and no order of changes followed it."""
    order, latest = pair.order, pair.terms.latest("period")
    if pair.state not in Pair.WORKING or not latest.reason or order.dated_on is None:
        return False
    followers = order.followers.filter(document__dated_on__gte=latest.period.lower)
    return order.dated_on < latest.period.lower and not followers.exists()


def gaps_of(member, pair):
    """What of the trial is missing before the sides are said to agree; the curator's alone."""
    if pair.state != Pair.State.PROPOSED or not can_ask_trial(member, pair):
        return []
    return trial_gaps(pair)


def obstacles_of(member, pair, today):
    """What closes the next move, in the words of the refusal: consents, then agreements.

    Who said no after the trial is told to whoever asked.
    """
    if pair.state in Pair.OVER:
        return [], []
    consents = rules.consent_problems(rules.people_of(pair), today)
    if pair.state != Pair.State.PROPOSED:
        return consents, []
    said_no = trial_problems(pair) if can_ask_trial(member, pair) else []
    return consents, rules.agreement_problems(pair) + said_no


def terms_of(pair):
    """Former mentors and the present one, where there was a substitution."""
    terms = list(pair.terms.select_related("mentor_entry__person"))
    return terms if len(terms) > 1 else []


def trial_sides(member, pair):
    """Everybody of the pair with the answer after the trial, for the curator alone."""
    answers = TrialAnswer.objects.visible_to(member).filter(pair=pair)
    known = {answer.person_id: answer for answer in answers.select_related("link", "person")}
    if not (known or can_ask_trial(member, pair)) or not is_owner(member, pair):
        return []
    people = {person.pk: person for person in rules.people_of(pair)}
    people |= {answer.person_id: answer.person for answer in known.values()}
    return [(person, known.get(pk)) for pk, person in people.items()]


def chain_of(pair):
    """The states in their order; of the ends only the one that came, or the happy one."""
    end = pair.state if pair.state in Pair.OVER else Pair.State.COMPLETED
    others = Pair.OVER - {end}
    return [(value, title) for value, title in Pair.State.choices if value not in others]
