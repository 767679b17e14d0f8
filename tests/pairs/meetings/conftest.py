import pytest


@pytest.fixture
def desk(sign_in, curator):
    return sign_in(curator, 2022)
