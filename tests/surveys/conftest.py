import pytest

from tests.factories.organizations import MembershipFactory


@pytest.fixture
def curator(db):
    return MembershipFactory()


@pytest.fixture
def desk(sign_in, curator):
    """The curator's browser in 2022/2023."""
    return sign_in(curator, 2022)
