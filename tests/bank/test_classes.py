import pytest

from mentorship.bank.affiliations import Standing
from mentorship.bank.classes import canonical_place, class_key


def test_classes_go_by_number_then_positions_then_nothing():
    places = ["", "учитель физики", "10 «А»", "5 «Б»", "5 «А»", None, "директор"]

    ordered = sorted(places, key=class_key)

    assert ordered == ["5 «А»", "5 «Б»", "10 «А»", "директор", "учитель физики", "", None]


@pytest.mark.parametrize(
    "typed",
    ["5 «А»", "5а", "5А", '5 "А"', "5-а", " 5 А ", "5 «а» класс", "5а кл.", "5 класс А", "5A"],
)
def test_a_class_has_one_spelling(typed):
    assert canonical_place(typed) == "5 «А»"


@pytest.mark.parametrize(("typed", "kept"), [("11 класс", "11"), ("5", "5"), ("10 кл.", "10")])
def test_a_class_without_a_letter_is_its_number(typed, kept):
    assert canonical_place(typed) == kept


@pytest.mark.parametrize(
    "place", ["", "учитель физики", "1 курс", "10 лет", "13 «А»", "5 «АБ»", "5D", "школа № 5"]
)
def test_what_is_no_class_stays_as_typed(place):
    assert canonical_place(place) == place


def test_a_standing_writes_the_class_in_one_way():
    assert Standing("pupil", "8б").place == "8 «Б»"
