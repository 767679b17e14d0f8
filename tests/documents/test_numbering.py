from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction

from mentorship.core.exceptions import DomainError
from mentorship.documents import services
from mentorship.documents.invariants import breaches
from mentorship.documents.numbering import number_key
from tests.factories.organizations import InstitutionFactory, MembershipFactory

THREADS, EACH = 8, 4
DAY = date(2022, 10, 3)


@pytest.mark.parametrize(
    "spelling", ["203ОД", "203-ОД", "№ 203 - од", "203\N{EN DASH}OD", "203\N{NO-BREAK SPACE}Од"]
)
def test_one_number_in_many_spellings_has_one_key(spelling):
    assert number_key(spelling) == "203ОД"


@pytest.mark.parametrize("other", ["2030Д", "39/3", "203-ОД/1", "204-ОД"])
def test_another_number_has_another_key(other):
    assert number_key(other) != "203ОД"


@pytest.fixture
def director(transactional_db):
    """Of a school that lets the system count."""
    school = InstitutionFactory(order_numbering="own")
    return MembershipFactory(role="director", organization=school)


class UndoneError(Exception):
    """The request that registered ended with an error."""


def race(director, make_draft):
    """Eight threads register at once, every fourth registration is undone afterwards."""
    drafts = [
        make_draft(organization=director.organization, created_by=director)
        for _ in range(THREADS * EACH)
    ]
    gate = Barrier(THREADS)

    def work(number):
        gate.wait(timeout=30)
        try:
            return [attempt(draft, director) for draft in drafts[number::THREADS]]
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return [outcome for thread in pool.map(work, range(THREADS)) for outcome in thread]


def attempt(draft, director):
    """The number, None for one undone, or the words of a refusal."""
    try:
        with transaction.atomic():
            done = services.register(document=draft, member=director, dated_on=DAY)
            if draft.pk % 4 == 0:
                raise UndoneError
            return done.number
    except UndoneError:
        return None
    except DomainError as refusal:
        return str(refusal)


def test_parallel_registrations_with_rollbacks_leave_no_gap_and_no_double(director, make_draft):
    outcomes = race(director, make_draft)

    numbers = [outcome for outcome in outcomes if outcome]
    assert len(numbers) == THREADS * EACH * 3 // 4
    assert sorted(numbers) == sorted(f"{n}-ОД" for n in range(1, len(numbers) + 1))
    assert breaches() == []
