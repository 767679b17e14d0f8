from functools import partial

import pytest

from tests.documents.papers import draft_of, words_of


@pytest.fixture
def paper(curator):
    """`paper(code, **fields)`: a draft of the curator's school."""
    return partial(draft_of, member=curator)


@pytest.fixture
def words():
    return words_of
