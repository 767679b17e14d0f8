from django.http import QueryDict

from mentorship.core.tables import address


def test_address_changes_and_takes_away():
    assert address(QueryDict("a=1&b=2"), a=None, c="3") == "?b=2&c=3"
