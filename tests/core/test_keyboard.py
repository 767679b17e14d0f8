import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.core.keyboard import other_layout


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bdfyjd", "иванов"),
        ("BDFYJD", "ИВАНОВ"),
        ("`krby", "ёлкин"),
        ("k.,jdm", "любовь"),
        ("'hbr [f;tn", "эрик хажет"),
        ("203-jl", "203-од"),
        ("# 203", ""),
        ("иванов gtnh", "иванов петр"),
        ("ыьшер", "smith"),
        ("7,", ""),
        ("", ""),
    ],
)
def test_other_layout(typed, meant):
    assert other_layout(typed) == meant


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяё", min_size=1))
def test_what_was_typed_on_the_other_layout_comes_back(text):
    assert other_layout(other_layout(text)) in {text, ""}
