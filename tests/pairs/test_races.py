"""Many curators at once: one gets the mentee or the last place, the others get words."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction
from psycopg2.extras import DateRange

from mentorship.core.exceptions import DomainError
from mentorship.pairs import services
from mentorship.pairs.models import MentorTerm, PairMember
from mentorship.pairs.substitution import substitute_mentor
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, form
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory, PairMemberFactory

AT_ONCE = 20


def outcomes(works):
    """What each of the works gave when all were let go at the same moment: True or a refusal."""
    gate = Barrier(len(works))

    def run(work):
        try:
            gate.wait(timeout=30)
            work()
            return True
        except DomainError as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def draft(curator, mentor, mentee):
    def work():
        services.create_pair(
            member=curator,
            mentor_entry=mentor,
            mentee_entries=[mentee],
            form=form("uchitel-uchenik"),
            starts_on=date(2022, 10, 1),
            ends_on=date(2023, 5, 31),
        )

    return work


@pytest.mark.django_db(transaction=True)
def test_one_mentee_is_given_to_one_of_twenty_mentors():
    curator = MembershipFactory()
    mentee = MenteeEntryFactory(institution=curator.organization)
    mentors = MentorEntryFactory.create_batch(AT_ONCE, institution=curator.organization)

    results = outcomes([draft(curator, mentor, mentee) for mentor in mentors])

    assert results.count(True) == 1
    assert {words for words in results if words is not True} == {
        f"Уже состоят в паре формы «учитель – ученик» в эти дни: {mentee.person.short_name}"
    }
    assert PairMember.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_last_place_is_given_to_one_of_twenty_mentees():
    curator = MembershipFactory()
    mentor = MentorEntryFactory(institution=curator.organization, capacity=1)
    mentees = MenteeEntryFactory.create_batch(AT_ONCE, institution=curator.organization)

    results = outcomes([draft(curator, mentor, mentee) for mentee in mentees])

    assert results.count(True) == 1
    assert {words for words in results if words is not True} == {
        f"У наставника недостаточно мест: {mentor.person.short_name} ведёт 1 из 1, выбрано ещё 1."
    }
    assert PairMember.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_curators_make_one_move_once():
    curator = MembershipFactory()
    pair = PairFactory(institution=curator.organization)

    def work():
        services.move_pair(pair=pair, action="propose", member=curator)

    results = outcomes([work] * AT_ONCE)

    assert results.count(True) == 1
    assert pair.moves.count() == 1


@pytest.mark.django_db(transaction=True)
def test_last_place_is_given_to_one_of_twenty_substitutions():
    curator = MembershipFactory()
    school = curator.organization
    mentor = MentorEntryFactory(institution=school, capacity=1)
    pairs = [working_pair(school) for _ in range(AT_ONCE)]

    results = outcomes([substitute(curator, pair, mentor) for pair in pairs])

    assert results.count(True) == 1
    assert {words for words in results if words is not True} == {
        f"У наставника недостаточно мест: {mentor.person.short_name} ведёт 1 из 1, выбрано ещё 1."
    }
    assert MentorTerm.objects.filter(mentor_entry=mentor).count() == 1


def working_pair(school):
    order = DocumentFactory(organization=school)
    return PairFactory(institution=school, state="active", order=order)


def substitute(curator, pair, mentor):
    def work():
        substitute_mentor(
            pair=pair,
            member=curator,
            mentor_entry=mentor,
            starts_on=date(2023, 2, 1),
            agreed_on=date(2023, 2, 1),
            comment="замена",
        )

    return work


def places(pairs, entries):
    """Memberships past the service, of which nothing is asked but the database."""

    def place(pair, entry):
        try:
            PairMemberFactory(pair=pair, mentee_entry=entry)
        except IntegrityError as refusal:
            raise DomainError(refusal.__cause__.diag.constraint_name) from refusal

    return [partial(place, pair, entry) for pair, entry in zip(pairs, entries, strict=True)]


@pytest.mark.django_db(transaction=True)
def test_database_alone_gives_one_mentee_to_one_of_twenty():
    mentee = MenteeEntryFactory()
    pairs = PairFactory.create_batch(AT_ONCE, institution=mentee.institution)

    results = outcomes(places(pairs, [mentee] * AT_ONCE))

    assert Counter(results) == {True: 1, "pairmember_one_live_pair_per_form": AT_ONCE - 1}


@pytest.mark.django_db(transaction=True)
def test_database_alone_gives_the_last_place_to_one_of_twenty():
    mentor = MentorEntryFactory(capacity=2)
    pair = PairFactory(institution=mentor.institution, mentor_entry=mentor)
    mentees = MenteeEntryFactory.create_batch(AT_ONCE, institution=mentor.institution)

    results = outcomes(places([pair] * AT_ONCE, mentees))

    assert Counter(results) == {True: 1, "pairmember_mentor_capacity": AT_ONCE - 1}


@pytest.mark.django_db(transaction=True)
def test_without_the_capacity_trigger_all_twenty_get_the_last_place():
    """The control of the race: it is the trigger that holds, not the order of the requests."""
    mentor = MentorEntryFactory(capacity=2)
    pair = PairFactory(institution=mentor.institution, mentor_entry=mentor)
    mentees = MenteeEntryFactory.create_batch(AT_ONCE, institution=mentor.institution)

    def unheld(place):
        with pgtrigger.ignore("pairs.PairMember:mentor_capacity"):
            place()

    results = outcomes([partial(unheld, place) for place in places([pair] * AT_ONCE, mentees)])

    assert Counter(results) == {True: AT_ONCE}


@pytest.fixture
def second_place_of_one_mentee(db):
    """A membership past the service: the mentee is in a live pair of the form already."""
    pair = PairFactory()
    entry = pair.members.get().mentee_entry
    mentor = MentorEntryFactory(institution=pair.institution)
    other = PairFactory(institution=pair.institution, mentor_entry=mentor)
    return lambda: PairMemberFactory(pair=other, mentee_entry=entry)


def test_database_refuses_second_pair_of_the_form(second_place_of_one_mentee):
    with pytest.raises(IntegrityError, match="pairmember_one_live_pair_per_form"):
        second_place_of_one_mentee()


def test_without_the_exclusion_constraint_it_breaks(second_place_of_one_mentee):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE pairs_pairmember DROP CONSTRAINT pairmember_one_live_pair_per_form"
        )

    row = second_place_of_one_mentee()

    assert PairMember.objects.filter(person=row.person, live=True).count() == 2


@pytest.fixture
def place_too_many(db):
    """A membership past the service: the mentor's only place is taken."""
    mentor = MentorEntryFactory(capacity=1)
    pair = PairFactory(
        institution=mentor.institution,
        mentor_entry=mentor,
        mentees=[MenteeEntryFactory(institution=mentor.institution)],
    )
    entry = MenteeEntryFactory(institution=mentor.institution)
    return lambda: PairMemberFactory(pair=pair, mentee_entry=entry)


def test_database_refuses_place_over_capacity(place_too_many):
    with pytest.raises(IntegrityError, match="no free place"), transaction.atomic():
        place_too_many()


def test_without_the_capacity_trigger_it_breaks(place_too_many):
    with pgtrigger.ignore("pairs.PairMember:mentor_capacity"):
        row = place_too_many()

    assert PairMember.objects.filter(pair=row.pair, live=True).count() == 2


@pytest.fixture
def term_too_many(db):
    """A term past the service: the only place of the mentor is taken by a pair of their own."""
    mentor = MentorEntryFactory(capacity=1)
    PairFactory(institution=mentor.institution, mentor_entry=mentor)
    pair = PairFactory(institution=mentor.institution)
    pair.terms.update(period=DateRange(date(2022, 10, 1), date(2023, 2, 1)))
    days = DateRange(date(2023, 2, 1), date(2023, 6, 1))
    return lambda: pair.terms.create(mentor_entry=mentor, period=days)


def test_database_refuses_a_term_over_capacity(term_too_many):
    with pytest.raises(IntegrityError, match="no free place"), transaction.atomic():
        term_too_many()


def test_without_the_trigger_of_terms_it_breaks(term_too_many):
    with pgtrigger.ignore("pairs.MentorTerm:mentor_capacity"):
        term = term_too_many()

    assert term.mentor_entry.terms.count() == 2


def test_database_refuses_two_mentors_of_a_pair_at_a_time(db):
    pair = PairFactory()
    mentor = MentorEntryFactory(institution=pair.institution)

    with pytest.raises(IntegrityError, match="mentorterm_one_mentor_at_a_time"):
        pair.terms.create(mentor_entry=mentor, period=pair.terms.get().period)
