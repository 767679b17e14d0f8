from mentorship.bank.classes import class_key


def test_classes_go_by_number_then_positions_then_nothing():
    places = ["", "учитель физики", "10 «А»", "5 «Б»", "5 «А»", None, "директор"]

    ordered = sorted(places, key=class_key)

    assert ordered == ["5 «А»", "5 «Б»", "10 «А»", "директор", "учитель физики", "", None]
