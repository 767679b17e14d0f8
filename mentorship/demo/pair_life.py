"""Pairs of the living school on their way: kinds, a trial with one answer, another mentor."""

from datetime import date, timedelta

from mentorship.demo.steps import School
from mentorship.pairs.draft_editing import update_draft
from mentorship.pairs.models import MentoringKind, Pair, RoleVariant, TrialAnswer
from mentorship.pairs.services import move_pair
from mentorship.pairs.trials import record_answer

VARIANTS = ("uchitel-uchenik-odarenny", "uchenik-uchenik-ravny-ravnomu")


def living_life(school: School, today: date) -> None:
    """Of the drafts the first has met on trial and heard one side, the others got their kind."""
    drafts = Pair.objects.filter(institution=school.member.organization, state=Pair.State.DRAFT)
    for pair in drafts.order_by("pk"):
        describe(school, pair)
    proposed = drafts.order_by("pk").first()
    if proposed is not None:
        try_out(school, proposed, today)


def describe(school: School, pair: Pair) -> None:
    """A group by its kind, a pair by the traditional one, with a variant of its form."""
    code = MentoringKind.GROUP if pair.members.count() > 1 else "traditional"
    update_draft(
        pair=pair,
        member=school.member,
        starts_on=pair.starts_on,
        ends_on=pair.ends_on,
        kind=MentoringKind.objects.get(code=code),
        variant=RoleVariant.objects.filter(form=pair.form, code__in=VARIANTS).first(),
        title=pair.title,
        topic=pair.topic,
    )


def try_out(school: School, pair: Pair, today: date) -> None:
    """The trial meeting was held, the mentor has said yes, the mentee is still asked."""
    held_on = max(pair.year.starts_on, today - timedelta(days=3))
    pair = move_pair(pair=pair, action="propose", member=school.member, today=today)
    school.meet(pair, "trial", held_on)
    record_answer(
        pair=pair,
        member=school.member,
        person=pair.mentor_entry.person,
        word=TrialAnswer.Word.YES,
        answered_on=today,
        today=today,
    )
