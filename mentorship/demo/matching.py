"""Matching of the living school: words after the group meeting, a run, somebody who waits."""

from datetime import timedelta

from mentorship.bank import events
from mentorship.bank.models import Event, MentorEntry
from mentorship.demo.steps import School, people_of
from mentorship.pairs import preferences
from mentorship.pairs.matching.runs import run_matching
from mentorship.pairs.models import Preference, WaitingStep
from mentorship.pairs.waiting import support
from mentorship.pairs.waiting.lists import waiting_mentees

Kind = WaitingStep.Kind


def living_school(school: School) -> None:
    """Those who wait met the mentors, named some, and were matched; one was talked to."""
    member, year, today = school.member, school.year, school.today
    mentees = list(waiting_mentees(member, year, today).select_related("person"))
    mentors = list(
        MentorEntry.objects.not_declined()
        .visible_to(member)
        .of_year(year)
        .with_consent_on(today)
        .select_related("person")
        .order_by("pk")
    )
    meeting = Event.objects.create(
        organization=member.organization,
        kind=Event.Kind.GROUP_MEETING,
        title="Знакомство наставников с теми, кто ждёт",
        starts_on=max(year.starts_on, today - timedelta(days=12)),
    )
    events.move_event(member=member, event=meeting, action="hold", today=today)
    people = people_of(mentors, mentees)
    events.add_people(member=member, event=meeting, people=people, today=today)
    words_of(school, mentees, mentors)
    if mentees:
        support_of(school, mentees[0])
    run_matching(member=member, year=year, today=today)


def words_of(school: School, mentees: list, mentors: list[MentorEntry]) -> None:
    """Everybody named two mentors, one asked not to be put with somebody."""
    said = {
        entry: preferences.Said(
            wishes=[mentors[n % len(mentors)].pk, mentors[(n + 1) % len(mentors)].pk],
            avoids=[mentors[(n + 2) % len(mentors)].pk] if n == 1 else [],
        )
        for n, entry in enumerate(mentees)
    }
    preferences.record_table(
        member=school.member,
        side=Preference.Side.MENTEE,
        said=said,
        others={mentor.pk: mentor for mentor in mentors},
        today=school.today,
    )


def support_of(school: School, entry) -> None:
    """Talked to three days ago; what comes next has its day."""
    writing = {"member": school.member, "entry": entry, "year": school.year, "today": school.today}
    given_by = school.member.user.full_name
    support.record_support(
        **writing,
        kind=Kind.TALK,
        done_on=max(school.year.starts_on, school.today - timedelta(days=3)),
        given_by=given_by,
    )
    support.plan_step(**writing, kind=Kind.SEARCH, due_on=school.today + timedelta(days=7))
