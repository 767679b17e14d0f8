import pytest
from django.db import IntegrityError

from mentorship.core.exceptions import DomainError
from mentorship.pairs.models import Pair, PairMember
from mentorship.pairs.rules import constraints_in_words
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory
from tests.factories.pairs import PairFactory, PairMemberFactory


def test_overlap_found_by_the_database_is_said_in_words(db):
    pair = PairFactory()
    entry = pair.members.get().mentee_entry
    other = PairFactory(institution=pair.institution)

    with pytest.raises(DomainError, match="уже состоит в паре этой формы"), constraints_in_words():
        PairMemberFactory(pair=other, mentee_entry=entry)

    assert PairMember.objects.filter(person=entry.person).count() == 1


def test_capacity_found_by_the_database_is_said_in_words(db):
    mentor = MentorEntryFactory(capacity=1)
    pair = PairFactory(institution=mentor.institution, mentor_entry=mentor)
    entry = MenteeEntryFactory(institution=mentor.institution)

    with pytest.raises(DomainError, match="не осталось свободных мест"), constraints_in_words():
        PairMemberFactory(pair=pair, mentee_entry=entry)


def test_border_found_by_the_database_is_said_in_words(db):
    mentor = MentorEntryFactory()

    with pytest.raises(DomainError, match="одного муниципалитета"), constraints_in_words():
        PairFactory(mentor_entry=mentor, mentor_institution=mentor.institution)

    assert not Pair.objects.exists()


def test_mentee_of_another_school_found_by_the_database_is_said_in_words(db):
    pair = PairFactory()

    with pytest.raises(DomainError, match="в базе другой организации"), constraints_in_words():
        PairMemberFactory(pair=pair, mentee_entry=MenteeEntryFactory())


def test_other_breaches_of_integrity_pass_as_they_are(db):
    with pytest.raises(IntegrityError), constraints_in_words():
        Pair.objects.create(school_year=2022)
