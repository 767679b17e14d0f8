from datetime import date

import pgtrigger
import pytest
from django.db import connection

from mentorship.pairs.invariants import breaches
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory
from tests.factories.pairs import PairFactory, PairMemberFactory


def test_nothing_is_breached(make_pair, order_dated):
    make_pair()
    make_pair("active", order=order_dated(date(2022, 10, 1)))

    assert breaches() == []


def test_pair_without_a_registered_order_is_a_breach(make_pair):
    pair = make_pair("ordered")

    assert breaches() == [f"пара {pair.pk}: закреплена без зарегистрированного приказа"]


def test_crossed_border_is_a_breach(db):
    with pgtrigger.ignore("pairs.Pair:inside_one_municipality"):
        mentor = MentorEntryFactory()
        pair = PairFactory(mentor_entry=mentor, mentor_institution=mentor.institution)

    assert breaches() == [f"пара {pair.pk}: переходит границу муниципалитета"]


def test_mentee_of_another_school_is_a_breach(db):
    with pgtrigger.ignore("pairs.PairMember:mentee_of_the_owner"):
        pair = PairFactory(mentees=[MenteeEntryFactory()])

    assert breaches() == [f"участник {pair.members.get().pk}: не из организации своей пары"]


def test_overbooked_mentor_is_a_breach_once(db):
    mentor = MentorEntryFactory(capacity=1)
    mentees = MenteeEntryFactory.create_batch(2, institution=mentor.institution)
    with pgtrigger.ignore("pairs.PairMember:mentor_capacity"):
        PairFactory(institution=mentor.institution, mentor_entry=mentor, mentees=mentees)

    assert breaches() == [f"наставник {mentor.pk}: наставляемых больше, чем мест"]


@pytest.fixture
def without_exclusion(db):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE pairs_pairmember DROP CONSTRAINT pairmember_one_live_pair_per_form"
        )


@pytest.mark.usefixtures("without_exclusion")
def test_overlap_is_a_breach():
    pair = PairFactory()
    other = PairFactory(institution=pair.institution)

    twin = PairMemberFactory(pair=other, mentee_entry=pair.members.get().mentee_entry)

    assert breaches() == [f"участник {twin.pk}: в двух парах одной формы сразу"]
