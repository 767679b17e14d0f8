import pytest
from django.http import QueryDict

from mentorship.documents.points import LONGEST_POINT, Point, PointsField, changed, points_of

STANDARD = {"pairs": "Закрепить пары", "control": "Контроль"}


def rows_of(*codes):
    return [{"code": code, "text": ""} for code in codes]


@pytest.mark.parametrize(
    ("action", "codes"),
    [
        ("up:1", ["b", "a", "control"]),
        ("up:0", ["a", "b", "control"]),
        ("down:0", ["b", "a", "control"]),
        ("down:2", ["a", "b", "control"]),
        ("drop:1", ["a", "control"]),
        ("add:", ["a", "b", "", "control"]),
        ("add:c", ["a", "b", "c", "control"]),
        ("drop:9", ["a", "b", "control"]),
        ("up:-1", ["a", "b", "control"]),
        ("what", ["a", "b", "control"]),
    ],
)
def test_a_button_changes_the_rows(action, codes):
    assert [row["code"] for row in changed(rows_of("a", "b", "control"), action)] == codes


def test_control_comes_back_to_the_end():
    assert [row["code"] for row in changed(rows_of("a"), "add:control")] == ["a", "control"]


def test_rows_come_from_a_sent_form():
    data = QueryDict("p.sent=1&p.code=pairs&p.text=&p.code=&p.text=Свой&p.do=up:1")
    field = PointsField(standard=STANDARD)

    value = field.widget.value_from_datadict(data, {}, "p")

    assert field.clean(value) == [{"code": "", "text": "Свой"}, {"code": "pairs", "text": ""}]


def test_form_that_never_held_points_keeps_the_standard():
    field = PointsField(standard=STANDARD)

    value = field.widget.value_from_datadict(QueryDict(""), {}, "p")

    assert field.clean(value) == rows_of("pairs", "control")


def test_unknown_doubled_and_empty_points_are_passed_over():
    field = PointsField(standard=STANDARD)

    assert field.clean(rows_of("pairs", "pairs", "alien", "")) == rows_of("pairs")


def test_a_point_too_long_is_refused_by_its_number():
    field = PointsField(standard=STANDARD)
    rows = [*rows_of("pairs"), {"code": "", "text": "а" * (LONGEST_POINT + 1)}]

    with pytest.raises(Exception, match=f"Пункт 2: не больше {LONGEST_POINT} знаков") as refusal:
        field.clean(rows)
    assert refusal.type.__name__ == "ValidationError"


def test_points_of_a_new_document_are_the_standard_ones():
    assert points_of({}, STANDARD) == (Point("pairs"), Point("control"))


def test_point_that_a_kind_no_longer_knows_is_left_out():
    kept = {"points": [*rows_of("old"), {"code": "", "text": "Свой"}]}

    assert points_of(kept, STANDARD) == (Point("", "Свой"),)


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("", ()),
        ("Свой пункт", ("Свой пункт.",)),
        ("Поручить:\nодно\nвторое", ("Поручить:", "одно;", "второе.")),
        ("Поручить:\nодно,\nвторое;", ("Поручить:", "одно;", "второе.")),
        ("Поручить:\nОдно.\nВторое.", ("Поручить:", "Одно.", "Второе.")),
        ("Поручить.\nОдно\nВторое", ("Поручить.", "Одно.", "Второе.")),
        ("Поручить\nодно;\nвторое:", ("Поручить.", "одно;", "второе.")),
    ],
)
def test_stops_of_typed_sub_points(typed, lines):
    assert Point(text=typed).lines == lines
