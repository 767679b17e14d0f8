"""Two curators merge the same two cards, one each way, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from mentorship.bank.merging import merge_people
from mentorship.bank.models import MergeRecord, Person
from mentorship.core.exceptions import DomainError
from tests.factories.bank import PersonFactory
from tests.factories.organizations import MembershipFactory

TODAY = date(2022, 12, 1)


@pytest.mark.django_db(transaction=True)
def test_one_of_two_opposite_merges_succeeds():
    member = MembershipFactory()
    one, other = PersonFactory.create_batch(2, institution=member.organization)
    gate = Barrier(2)

    def merge(keep, drop):
        try:
            gate.wait(timeout=30)
            merge_people(member=member, keep=keep, drop=drop, values={}, today=TODAY)
            return "merged"
        except DomainError as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(merge, (one, other), (other, one)))

    assert sorted(results) == [
        "merged",
        "Одной из карточек уже нет: её объединили. Обновите страницу.",
    ]
    assert (Person.objects.count(), MergeRecord.objects.count()) == (1, 1)
