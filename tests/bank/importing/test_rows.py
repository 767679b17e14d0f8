import pytest

from mentorship.bank.banks import Bank
from mentorship.bank.importing.guesses import shown
from mentorship.bank.importing.headers import header_at
from mentorship.bank.importing.rows import TableReader, is_between
from mentorship.core.spreadsheets import Merged, Sheet

HEADINGS = ("ФИО", "Класс", "Телефон")
CODES = {0: "name", 1: "place", 2: "contacts"}


def read(*rows, merged=(), mapping=CODES, name="Лист"):
    """Names by row, and what is said of other rows."""
    padded = tuple((*row, *[None] * (3 - len(row))) for row in (HEADINGS, *rows))
    table = Sheet(name, padded, merged=tuple(Merged(*corners) for corners in merged))
    reader = TableReader(table, header_at(table, (0,)), mapping, Bank.MENTEES)
    people = [(row.number, {c: shown(v) for c, v in row.cells.items()}) for row in reader.people()]
    return people, [note.text for note in reader.notes]


def test_subtitle_over_the_whole_row_is_told_and_left_out():
    people, notes = read(("Список участников",), ("Ким Ян", "5А"), merged=[(1, 0, 1, 2)])

    assert people == [(3, {"name": "Ким Ян", "place": "5А"})]
    assert notes == ["Подзаголовок «Список участников» (строка 2) не загружается."]


def test_lone_word_that_is_no_section_is_a_row_to_be_refused():
    assert read(("Резерв",))[0] == [(2, {"name": "Резерв"})]


def test_signature_is_a_person_where_a_name_stands():
    people, notes = read(("Руководитель кружка", "Ким Ян"), ("Ким Ян", "руководитель"))

    assert [number for number, _ in people] == [3]
    assert notes == ["Подписи под таблицей (строка 2) пропущены."]


def test_many_rows_are_told_by_the_first_of_them():
    totals = [row for n in range(7) for row in (("Ким Ян", f"{n + 1}А"), ("Итого", 1))]

    assert read(*totals)[1] == [
        "Итоговые строки (строки 3, 5, 7, 9, 11 и ещё 2) не о людях: пропущены."
    ]


def test_repeated_headings_are_passed_over_in_silence():
    people, notes = read(("Ким Ян", "5А"), HEADINGS, ("Ли У", "6А"))

    assert ([number for number, _ in people], notes) == ([2, 4], [])


@pytest.mark.parametrize(
    ("row", "is_other"),
    [
        (("ФИО наставника", "Должность"), True),
        (("Фамилия", "Имя"), True),
        (("Фамильцев Ян",), False),
    ],
)
def test_other_headings_begin_another_table(row, is_other):
    people, _ = read(("Ким Ян", "5А"), row, ("Ли У", "6А"))

    assert [number for number, _ in people] == ([2] if is_other else [2, 3, 4])


def test_kind_of_people_ends_the_class_above_it():
    people, _ = read(("5 «А» класс",), ("Ким Ян",), ("Педагоги",), ("Ли У",), ("6Б",), ("Сом Ев",))

    assert [cells for _, cells in people] == [
        {"name": "Ким Ян", "place": "5 «А»"},
        {"name": "Ли У", "category": "Педагоги"},
        {"name": "Сом Ев", "place": "6 «Б»", "category": "Педагоги"},
    ]


def test_cell_of_the_row_wins_over_its_section():
    assert read(("5 «А» класс",), ("Ким Ян", "6Б"))[0] == [(3, {"name": "Ким Ян", "place": "6Б"})]


def test_merged_cells_hold_for_every_row_they_cover():
    people, _ = read(("Ким Ян", "5А", "1"), ("Ли У",), ("Сом Ев",), merged=[(1, 1, 2, 1)])

    assert [cells.get("place") for _, cells in people] == ["5А", "5А", None]


@pytest.mark.parametrize(
    "classes",
    [
        ["5А", None, "5А", None, None],
        ["5А", None, "учитель", None, None],
        [None, "5А", None, "6А", None],
        ["5А", "6А", "7А", "8А", None],
        ["5А", None, None, None, None],
    ],
)
def test_gaps_of_a_class_column_are_not_filled_by_guess(classes):
    names = ["Ким Ян", "Ли У", "Сом Ев", "Кот Лев", "Лис Глеб"]

    people, notes = read(*zip(names, classes, strict=True))

    assert ([cells.get("place") for _, cells in people], notes) == (classes, [])


def test_class_of_the_tab_gives_way_to_a_column():
    mapping = {0: "name", 2: "contacts"}

    assert read(("Ким Ян", None, "1"), name="5А", mapping=mapping)[0][0][1]["place"] == "5 «А»"
    assert read(("Ким Ян", "6Б"), name="5А")[0][0][1]["place"] == "6Б"


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        ((1, 2, 3), True),
        (("Итого", None, 5), True),
        (("5А", None, None), True),
        (("Ким Ян", None, None), False),
        ((1, "Ким Ян", "5А"), False),
        ((None, None, None), False),
    ],
)
def test_rows_between_people(row, answer):
    assert is_between(row) is answer
