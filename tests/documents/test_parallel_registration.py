"""Registration by many at once (C3) and what happens without its lock (C6)."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from mentorship.core.exceptions import DomainError
from mentorship.documents import numbering, services
from mentorship.documents.invariants import breaches
from mentorship.documents.models import Document, NumberSeries, TakenNumber
from tests.documents.issuing import DAY, director_of

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS, EACH = 4, 4


class RolledBackError(Exception):
    """What a registering transaction may end with at its last moment."""


@pytest.fixture
def drafts(make_draft):
    """Drafts of one organization that counts its numbers itself."""
    first = make_draft()
    first.organization.order_numbering = "own"
    first.organization.save()
    rest = [make_draft(organization=first.organization) for _ in range(WORKERS * EACH - 1)]
    return [first, *rest]


@pytest.fixture
def director(drafts):
    return director_of(drafts[0])


def register(document, director, *, is_undone=False):
    with transaction.atomic():
        services.register(document=document, member=director, dated_on=DAY)
        if is_undone:
            raise RolledBackError


def in_threads(work, tasks):
    """Each task in one of several threads with connections of their own; errors in their order."""

    def run(task):
        try:
            return work(task)
        except (RolledBackError, DomainError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, tasks))


def ordinals():
    return sorted(TakenNumber.objects.values_list("ordinal", flat=True))


def test_many_at_once_number_without_gaps_and_doubles(drafts, director):
    undone = {draft.pk for draft in drafts[::4]}

    errors = in_threads(
        lambda draft: register(draft, director, is_undone=draft.pk in undone), drafts
    )

    assert [type(error) for error in errors if error] == [RolledBackError] * len(undone)
    assert ordinals() == list(range(1, len(drafts) - len(undone) + 1))
    assert set(Document.objects.drafts().values_list("pk", flat=True)) == undone
    assert breaches() == []


def test_one_draft_registered_by_many_has_one_number(drafts, director, followed):
    in_threads(lambda _: register(drafts[0], director), range(WORKERS))

    assert (ordinals(), followed) == ([1], [("registered", "1-ОД")])


def test_control_counting_without_the_lock_wants_one_number_twice(drafts, director, monkeypatch):
    both = threading.Barrier(2, timeout=20)

    def unlocked(document, kind, year):
        highest = TakenNumber.objects.filter(organization=document.organization_id).count()
        both.wait()
        return highest + 1

    monkeypatch.setattr(numbering, "_next_ordinal", unlocked)
    errors = in_threads(lambda draft: register(draft, director), drafts[:2])

    refused = [str(error) for error in errors if error]
    assert [words.split(" уже")[0] for words in refused] == ["Номер 1-ОД в 2022 году"]


def test_control_counter_outside_the_transaction_leaves_a_gap(drafts, director, monkeypatch):
    counted = iter(range(1, 10))

    def sequence(document, kind, year):
        return next(counted)

    monkeypatch.setattr(numbering, "_next_ordinal", sequence)
    in_threads(lambda draft: register(draft, director, is_undone=True), drafts[:1])
    in_threads(lambda draft: register(draft, director), drafts[1:2])

    assert (ordinals(), NumberSeries.objects.count()) == ([2], 0)
    assert "номера идут не подряд" in breaches()[0]
