from functools import partial

import pytest

from tests.documents.papers import draft_of, words_of
from tests.factories.bank import MenteeEntryFactory, PersonFactory, form


@pytest.fixture
def paper(curator):
    """`paper(code, **fields)`: a draft of the curator's school."""
    return partial(draft_of, member=curator)


@pytest.fixture
def words():
    return words_of


@pytest.fixture
def teachers(make_pair, school):
    """A pair of two teachers of the school."""

    def make(**given):
        mentee = PersonFactory(
            institution=school,
            last_name="Жданова",
            first_name="Ирина",
            patronymic="Петровна",
            sex="f",
            birth_year=1998,
            category="teacher",
            category__place="учитель химии",
            consented=True,
        )
        entry = MenteeEntryFactory(institution=school, person=mentee)
        return make_pair("ordered", mentees=[entry], form=form("uchitel-uchitel"), **given)

    return make
