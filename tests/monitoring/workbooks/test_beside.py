"""The question of a manual cell is what the form says beside it."""

from monitoring.workbooks.beside import beside, is_words

MANUAL = "{{ manual.a | integer }}"


def test_question_stands_at_the_left_or_else_above():
    words = {(4, 7): "Проведено\nза год", (18, 2): "Страница на сайте", (18, 1): "п. 3"}
    marked = [(6, 2, "{{ school.name }}"), (6, 7, MANUAL), (18, 3, "{{ вручную.б }}")]

    assert beside(marked, words) == [(6, 7, "Проведено за год"), (18, 3, "Страница на сайте")]


def test_several_cells_of_a_row_are_told_apart_by_their_headings():
    words = {(1, 2): "мальчики", (1, 3): "девочки", (2, 1): "Призёры:"}

    found = beside([(2, 2, MANUAL), (2, 3, MANUAL)], words)

    assert [question for _, _, question in found] == ["Призёры: мальчики", "Призёры: девочки"]


def test_numbers_are_no_question():
    assert [is_words(text) for text in ("1.2", "", "№ 3", "п. 3")] == [False, False, False, True]
    assert beside([(2, 2, MANUAL)], {}) == []
