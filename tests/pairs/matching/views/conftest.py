import pytest


@pytest.fixture
def mentee(make_mentee):
    """One who waits, as everywhere but in the tests of the engine beside."""
    return make_mentee()
