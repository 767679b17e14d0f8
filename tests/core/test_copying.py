from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from psycopg2.extras import DateRange

from mentorship.bank.models import Affiliation, Person
from mentorship.core.copying import copy_rows
from mentorship.jobs.models import Job
from mentorship.organizations.models import Membership
from tests.factories.bank import PersonFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def person(institution, last_name="Белов", **fields):
    row = Person(institution=institution, last_name=last_name, first_name="Пётр", **fields)
    row.fill_keys()
    return row


def test_rows_get_keys_and_come_back_as_written():
    school = InstitutionFactory()
    born = person(school, born_on=date(2010, 2, 3))
    plain = person(school, contacts="улица\tПервая\n\\N")

    first, second = copy_rows([born, plain])

    assert Person.objects.get(pk=first.pk).born_on == date(2010, 2, 3)
    again = Person.objects.get(pk=second.pk)
    assert (again.contacts, again.born_on, again.partner) == (plain.contacts, None, None)
    assert again.full_name == "Белов Пётр"


def test_ranges_json_and_arrays_come_back_as_written():
    pupil = PersonFactory(category="")
    period = DateRange(date(2020, 9, 1), date(2021, 9, 1))
    copy_rows(
        [Affiliation(institution=pupil.institution, person=pupil, category="pupil", period=period)]
    )
    like = MembershipFactory()
    copy_rows(
        [
            Membership(
                user=like.user,
                organization=like.organization,
                role="council",
                starts_on=date(2020, 1, 1),
                institution_types=['a"b', "c\\d"],
            )
        ]
    )
    params = {"row": 1, "values": {"name": 'О"Нил\\\n'}}
    job = Job(kind="jobs.probe", organization=like.organization, requested_by=like, params=params)
    copy_rows([job])

    assert pupil.affiliations.get().period == period
    assert Membership.objects.get(role="council").institution_types == ['a"b', "c\\d"]
    assert Job.objects.get().params == params


def test_nothing_is_kept_when_one_row_breaks_a_constraint():
    school = InstitutionFactory()
    wrong = person(school, born_on=date(2010, 2, 3))
    wrong.birth_year = 2009

    with pytest.raises(IntegrityError), transaction.atomic():
        copy_rows([person(school), wrong])

    assert Person.objects.count() == 0


def test_change_log_hears_of_copied_rows():
    (copied,) = copy_rows([person(InstitutionFactory())])

    assert copied.events.count() == 1


def test_no_rows_are_no_work():
    assert copy_rows([]) == []


class AnyText(TestCase):
    @given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60))
    def test_any_text_comes_back(self, text):
        (copied,) = copy_rows([person(InstitutionFactory(), contacts=text)])
        assert Person.objects.get(pk=copied.pk).contacts == text
