"""Storing a plan as a run: with its weights, total and bound, it stays as it was decided."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.bank.models import MentoringForm
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.matching.planning import Plan, plan_with
from mentorship.pairs.matching.reasons import whole_weights
from mentorship.pairs.matching.switches import whole_switches
from mentorship.pairs.models import LeftAlone, MatchingRun, MatchingSettings, Suggestion


@transaction.atomic
def run_matching(
    *,
    member: Membership,
    year: SchoolYear,
    form: MentoringForm | None = None,
    settings: MatchingSettings | None = None,
    groups: bool = False,
    trial: bool = False,
    title: str = "",
    today: date | None = None,
) -> MatchingRun:
    """Match everybody who waits and store it; the runs of the same form before are superseded.

    A trial supersedes nothing and nobody accepts its suggestions. Raises DomainError when locked
    pairs are impossible, PermissionDenied for a role that does not make pairs.
    """
    if not member.may(Right.PAIRS_EDIT):
        raise PermissionDenied
    # One run of an institution at a time: two would each supersede what was before the other.
    Organization.objects.select_for_update().get(pk=member.organization_id)
    plan = plan_with(
        member=member, year=year, form=form, settings=settings, groups=groups, today=today
    )
    if not trial:
        _supersede(plan)
    run = _run_of(plan, title)
    run.is_trial, run.is_group = trial, groups
    run.save()
    _keep_parts(run, plan)
    return run


def _supersede(plan: Plan) -> None:
    """A run of all forms replaces every one, a run of one form those of that form."""
    scope = plan.scope
    earlier = MatchingRun.objects.current().of_year(scope.year)
    earlier = earlier.filter(institution=scope.member.organization_id)
    if scope.form:
        earlier = earlier.filter(form=scope.form)
    earlier.update(is_superseded=True)


def _run_of(plan: Plan, title: str) -> MatchingRun:
    scope, settings, facts = plan.scope, plan.settings, plan.worked.facts
    return MatchingRun(
        institution_id=scope.member.organization_id,
        school_year=scope.year.first,
        form=scope.form,
        title=title,
        weights=whole_weights(settings.weights),
        switches=whole_switches(settings.switches),
        threshold=settings.threshold,
        total=plan.total,
        bound=plan.bound,
        mentees_count=len(facts.mentees),
        mentors_count=len(facts.mentors),
        places_count=int(facts.rooms.sum()),
        suggested_count=len(plan.suggestions),
        left_count=len(facts.mentees) - len(plan.suggestions),
        created_by=scope.member,
    )


def _keep_parts(run: MatchingRun, plan: Plan) -> None:
    Suggestion.objects.bulk_create(
        Suggestion(
            run=run,
            mentor_entry_id=told.mentor_entry,
            mentee_entry_id=told.mentee_entry,
            form_id=told.form,
            group=told.group,
            score=told.score,
            reasons=told.reasons,
            is_locked=told.is_locked,
        )
        for told in plan.suggestions
    )
    facts = plan.worked.facts
    LeftAlone.objects.bulk_create(
        LeftAlone(
            run=run,
            mentor_entry=facts.mentors[why.place].entry if why.is_mentor else None,
            mentee_entry=None if why.is_mentor else facts.mentees[why.place].entry,
            code=why.code,
            words=why.words,
            next_action=why.next_action,
        )
        for why in plan.left_alone
    )
