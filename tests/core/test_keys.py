import pytest

from mentorship.core.keys import key_of, keys_of


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "٣", "²", "9" * 19, "1" * 5000, "\x001"])
def test_what_is_no_key_names_no_row(text):
    assert key_of(text) is None


def test_keys_keep_their_order():
    assert keys_of(["12", "", "007", "9" * 18, "a"]) == [12, 7, 10**18 - 1]
