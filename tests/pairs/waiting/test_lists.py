from datetime import date

import pytest
from psycopg2.extras import DateRange

from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair
from mentorship.pairs.waiting import lists
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.matching import WaitingStepFactory

DAY = date(2022, 11, 15)
YEAR = SchoolYear(2022)


@pytest.fixture
def mentee(school):
    return MenteeEntryFactory(institution=school)


def listed(curator, day=DAY):
    entries = lists.mentees_by_list(curator, YEAR, day)
    return dict(entries.order_by("pk").values_list("pk", "list_name"))


def waiting_pks(curator, day=DAY):
    return [entry.pk for entry in lists.waiting_mentees(curator, YEAR, day)]


def test_mentee_with_a_consent_and_without_a_pair_waits(curator, mentee):
    assert listed(curator) == {mentee.pk: "waiting"}


@pytest.mark.parametrize("state", ["draft", "proposed", "accepted", "ordered", "active"])
def test_mentee_of_a_live_pair_is_paired(curator, make_pair, mentee, state):
    make_pair(state, mentees=[mentee])

    assert listed(curator) == {mentee.pk: "paired"}


def test_paired_mentee_without_a_consent_is_still_paired(curator, make_pair, mentee):
    make_pair("active", mentees=[mentee])
    mentee.person.consents.all().delete()

    assert listed(curator) == {mentee.pk: "paired"}


def test_completed_pair_ends_the_waiting_and_a_dissolved_one_does_not(curator, make_pair, school):
    done, back = MenteeEntryFactory.create_batch(2, institution=school)
    make_pair("completed", mentees=[done])
    make_pair("dissolved", mentees=[back])

    assert listed(curator) == {done.pk: "finished", back.pk: "waiting"}


def test_mentee_who_left_a_group_before_its_end_waits(curator, make_pair, school):
    early, late = MenteeEntryFactory.create_batch(2, institution=school)
    pair = make_pair("completed", mentees=[early, late])
    row = pair.members.get(mentee_entry=early)
    row.period = type(row.period)(date(2022, 10, 1), date(2022, 10, 20))
    row.save()

    assert listed(curator) == {early.pk: "waiting", late.pk: "finished"}


def test_mentee_without_a_consent_is_on_the_list_of_the_silent(curator, school):
    silent = MenteeEntryFactory(institution=school, person=PersonFactory(institution=school))

    assert listed(curator) == {silent.pk: "silent"}


def test_mentee_who_left_the_bank_waits_no_more(curator, school):
    gone = MenteeEntryFactory(institution=school, left_on=date(2022, 10, 30))

    assert listed(curator) == {gone.pk: "left"}


def test_pair_of_another_year_does_not_end_the_waiting(curator, make_pair, mentee):
    make_pair(
        "completed",
        mentees=[mentee],
        school_year=2021,
        starts_on=date(2021, 10, 1),
        ends_on=date(2022, 5, 31),
    )

    assert listed(curator) == {mentee.pk: "waiting"}


def test_lists_add_up_to_the_bank_of_the_year(curator, make_pair, school):
    for state in ("active", "completed", "dissolved"):
        make_pair(state, mentees=[MenteeEntryFactory(institution=school)])
    MenteeEntryFactory(institution=school, left_on=date(2022, 9, 30))
    MenteeEntryFactory(institution=school, person=PersonFactory(institution=school))
    MenteeEntryFactory()

    counts = lists.counts_by_list(curator, YEAR, DAY)

    assert counts == {"waiting": 1, "paired": 1, "finished": 1, "silent": 1, "left": 1}


def test_longest_wait_comes_first(curator, make_pair, school):
    new = MenteeEntryFactory(institution=school, entered_on=date(2022, 10, 5))
    old = MenteeEntryFactory(institution=school)
    back = MenteeEntryFactory(institution=school)
    pair = make_pair("dissolved", mentees=[back])
    row = pair.members.get()
    row.period = type(row.period)(date(2022, 10, 1), date(2022, 11, 2))
    row.save()

    entries = lists.waiting_mentees(curator, YEAR, DAY)

    assert [(entry.pk, entry.waits_since) for entry in entries] == [
        (old.pk, date(2022, 9, 1)),
        (new.pk, date(2022, 10, 5)),
        (back.pk, date(2022, 11, 2)),
    ]


def test_row_tells_support_and_the_next_action_of_the_year(curator, mentee):
    given = WaitingStepFactory(entry=mentee, done_on=date(2022, 10, 3))
    later = WaitingStepFactory(entry=mentee, done_on=date(2022, 10, 20))
    planned = WaitingStepFactory(entry=mentee, due_on=date(2022, 11, 1))
    WaitingStepFactory(entry=mentee, done_on=date(2021, 10, 20), school_year=2021)

    (row,) = lists.rows_of([mentee], YEAR)

    assert (row.given, row.planned, row.last_given) == ([later, given], planned, later)


def test_only_steps_of_those_who_wait_are_overdue(curator, make_pair, school):
    late, paired = MenteeEntryFactory.create_batch(2, institution=school)
    make_pair("active", mentees=[paired])
    step = WaitingStepFactory(entry=late, due_on=date(2022, 11, 14))
    WaitingStepFactory(entry=paired, due_on=date(2022, 11, 14))
    WaitingStepFactory(entry=MenteeEntryFactory(institution=school), due_on=DAY)

    assert list(lists.overdue_steps(curator, YEAR, DAY)) == [step]


def test_list_of_a_past_year_is_closed(curator):
    assert not lists.can_support(curator, YEAR, date(2023, 9, 1))
    assert lists.can_support(curator, YEAR, date(2023, 8, 31))


def test_pair_that_did_not_come_about_does_not_begin_the_waiting_anew(curator, make_pair, mentee):
    pair = make_pair("draft", mentees=[mentee], starts_on=date(2022, 11, 1))
    pair.members.update(live=False, period=DateRange(date(2022, 11, 1), date(2022, 11, 10)))
    Pair.objects.filter(pk=pair.pk).update(state="declined")

    (entry,) = lists.waiting_mentees(curator, YEAR, DAY)

    assert entry.waits_since == mentee.entered_on
