"""Changing a draft before it is proposed: kind, role variant, days and words."""

from datetime import date

from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs import rules
from mentorship.pairs.models import MentoringKind, MentorTerm, Pair, PairMember, RoleVariant
from mentorship.pairs.services import editable, lock_sides, remember
from mentorship.pairs.workflow import can_edit_draft


@transaction.atomic
def update_draft(
    *,
    pair: Pair,
    member: Membership,
    starts_on: date,
    ends_on: date,
    kind: MentoringKind | None = None,
    variant: RoleVariant | None = None,
    title: str = "",
    topic: str = "",
) -> Pair:
    """Other days, kind, variant or words of a draft; its people and form stay.

    Places of the mentor and the mentees' other pairs are asked of the database. Raises DomainError
    in words.
    """
    pair = editable(pair, member)
    if not can_edit_draft(member, pair):
        raise DomainError(f"Черновик уже не меняется: {pair.get_state_display()}.")
    rules.refuse(
        rules.period_problems(starts_on, ends_on) + rules.variant_problems(pair.form, variant)
    )
    lock_sides(pair.mentor_entry, list(pair.members.values_list("mentee_entry", flat=True)))
    people = rules.people_of(pair)
    rules.refuse(rules.form_problems(pair.form, people[0], people[1:], starts_on))
    pair.starts_on, pair.ends_on = starts_on, ends_on
    pair.school_year = SchoolYear.containing(starts_on).first
    pair.kind, pair.variant, pair.title, pair.topic = kind, variant, title, topic
    with rules.constraints_in_words():
        pair.save()
        _move_days(pair)
    remember(pair, "draft_updated", member)
    return pair


def _move_days(pair: Pair) -> None:
    """Everybody of a draft is in it from its first day to its last."""
    period = rules.whole_days(pair.starts_on, pair.ends_on)
    rows: list[MentorTerm | PairMember] = [*pair.terms.all(), *pair.members.all()]
    for row in rows:
        row.period = period
        row.save(update_fields=["period"])
