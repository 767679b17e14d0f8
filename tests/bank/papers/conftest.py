from functools import partial

import pytest

from tests.documents.papers import draft_of
from tests.factories.bank import MentorEntryFactory


@pytest.fixture
def school(curator):
    return curator.organization


@pytest.fixture
def paper(db, curator):
    """`paper(code, **fields)`: a draft of the curator's school."""
    return partial(draft_of, member=curator)


@pytest.fixture
def mentor(db, school):
    """A teacher of the school in the bank of mentors, with a consent."""

    def make(last_name="Громов", **given):
        names = {"person__last_name": last_name, "person__patronymic": "Игоревич"}
        return MentorEntryFactory(institution=school, **names | given)

    return make
