"""Batches of the agreements of pairs: the engine knows no kind, this one is ready."""

import pytest

from mentorship.documents.batches import services
from mentorship.documents.batches.offers import OFFERS
from mentorship.documents.models import Batch
from tests.factories.organizations import MembershipFactory, SignatoryFactory
from tests.pairs.conftest import curator, make_pair, school

__all__ = ["curator", "make_pair", "school"]


class Told:
    """A progress that nobody looks at; remembers what it was told."""

    def __init__(self):
        self.words = []

    def step(self, done, total, words):
        self.words.append(words)

    def begin_writing(self):
        pass


@pytest.fixture
def progress():
    return Told()


@pytest.fixture
def offer():
    return OFFERS["pair_agreement"]


@pytest.fixture
def director(school):
    SignatoryFactory(organization=school)
    return MembershipFactory(role="director", organization=school)


@pytest.fixture
def pairs(make_pair):
    return [make_pair("ordered") for _ in range(3)]


@pytest.fixture
def keys(pairs):
    return [str(pair.members.get().pk) for pair in pairs]


@pytest.fixture
def ask(director, offer, year, keys):
    """Ask for a batch of all rows; gives it with the parameters of its job."""

    def order(**given):
        asked = {"member": director, "offer": offer, "year": year, "keys": keys} | given
        job = services.order_batch(**asked)
        return Batch.objects.get(pk=job.params["batch"]), job.params

    return order
