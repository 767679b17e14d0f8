import pytest

from mentorship.bank.banks import Bank
from mentorship.bank.importing.columns import choices_of, codes_of
from mentorship.bank.importing.headers import header_at
from mentorship.bank.importing.mapping import (
    apply_mapping,
    propose,
    propose_table,
    remembered_of,
)
from mentorship.bank.importing.values import ColumnProposal, Note, Sureness
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets import Sheet, Workbook

PUPILS = [["Ученик", "Кл.", "Любимый цвет"], ["Громова Полина", "5А", "синий"]]


def sheet(rows, name="Лист"):
    width = max(map(len, rows))
    return Sheet(name, tuple(tuple(row) + (None,) * (width - len(row)) for row in rows))


def book(*tables):
    return Workbook("xlsx", tuple(sheet(rows, f"Лист{n}") for n, rows in enumerate(tables, 1)))


def columns(rows, bank=Bank.MENTEES, remembered=()):
    (table,) = propose(book(rows), bank, dict(remembered))
    return [(column.code, column.sureness) for column in table.columns]


def test_column_proposal_shows_what_it_saw():
    rows = [["Ученик", "СНИЛС"], *[[f"Громова {n}", "1"] for n in ("Ася", "Ева", "Яна", "Зоя")]]

    (table,) = propose(book(rows), None, {})

    assert table.columns == (
        ColumnProposal(
            position=0,
            letter="A",
            heading="Ученик",
            code="name",
            sureness=Sureness.OWN,
            samples=("Громова Ася", "Громова Ева", "Громова Яна"),
        ),
        ColumnProposal(
            position=1,
            letter="B",
            heading="СНИЛС",
            refused="Здесь номера личных документов (паспорт, СНИЛС, полис): система их не хранит "
            "(152-ФЗ, ст. 10). Столбец не прочитан и не сохранён.",
        ),
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["ФИО наставляемого", "Класс"], ["Ким Ян", "5А"]], ["official", "official"]),
        ([["ФИО ребёнка", "Кл."], ["Ким Ян", "5А"]], ["own", "own"]),
        ([["Ким Ян", "5А"], ["Ким Ева", "6А"]], ["content", "content"]),
        ([["ФИО", "Цвет"], ["Ким Ян", "синий"]], ["own", "none"]),
    ],
)
def test_sureness_says_why(rows, expected):
    assert [sure for _, sure in columns(rows)] == expected


def test_remembered_headings_win_over_known_ones():
    remembered = {"любимыи цвет": "x", "любимый цвет": "request", "кл": ""}

    assert columns(PUPILS, remembered=remembered) == [
        ("name", "own"),
        ("", "remembered"),
        ("request", "remembered"),
    ]


def test_remembered_code_of_the_other_bank_is_not_taken():
    assert columns(PUPILS, remembered={"кл": "time_resource"})[1] == ("place", "own")


def test_remembered_mapping_comes_back():
    (table,) = propose(book(PUPILS), Bank.MENTEES, {})
    kept = remembered_of(table.header, {0: "name", 1: None, 2: "request"})

    (again,) = propose(book(PUPILS), Bank.MENTEES, kept)

    assert kept == {"ученик": "name", "кл": "", "любимый цвет": "request"}
    assert again.mapping == {0: "name", 1: None, 2: "request"}


@pytest.mark.parametrize(
    ("headings", "bank", "codes"),
    [
        (["Наставник", "Должность", "Наставляемый", "Класс"], Bank.MENTORS,
         ["name", "place", "companion", "companion_place"]),
        (["Наставляемый", "Класс", "Наставник", "Должность"], Bank.MENTEES,
         ["name", "place", "companion", "companion_place"]),
        (["Ученик", "Телефон", "Наставник", "Телефон"], Bank.MENTEES,
         ["name", "contacts", "companion", ""]),
        (["Ученик", "Наставник", "Класс", "Телефон"], Bank.MENTEES,
         ["name", "companion", "place", "contacts"]),
        (["Наставляемый: ФИО", "Наставник: ФИО", "Наставник: Должность", "Наставник: Телефон"],
         Bank.MENTEES, ["name", "companion", "companion_place", ""]),
        (["Наставник: ФИО", "Наставник: Телефон", "Наставляемый: Класс"], Bank.MENTORS,
         ["name", "contacts", "companion_place"]),
    ],
)  # fmt: skip
def test_columns_beside_a_companion_are_the_companion_s(headings, bank, codes):
    rows = [headings, ["Лагунова Нина", *["а"] * (len(headings) - 1)]]

    assert [code for code, _ in columns(rows, bank)] == codes


def test_likeliest_table_comes_first():
    workbook = book([["заметки"]], [["ФИО ребёнка"], ["Ким Ян"]], PUPILS, [[None]])

    tables = propose(workbook, None, {})

    assert [(table.sheet, table.people, bool(table.problem)) for table in tables] == [
        (2, 1, False),
        (1, 1, False),
        (0, 0, True),
        (3, 0, True),
    ]


@pytest.mark.parametrize(
    ("name", "title", "bank"),
    [
        ("Наставники", None, Bank.MENTORS),
        ("Лист1", "База наставляемых школы", Bank.MENTEES),
        ("Лист1", "Наставники и наставляемые", None),
        ("Лист1", None, None),
    ],
)
def test_title_tells_the_bank_where_columns_do_not(name, title, bank):
    rows = [[title, None], ["ФИО", "Дата рождения"], ["Ким Ян", "01.03.2011"]]

    (table,) = propose(Workbook("xlsx", (sheet(rows, name),)), None, {})

    assert (table.bank, table.told_bank) == (bank, None)
    assert bool(table.problem) is (bank is None)


@pytest.mark.parametrize(
    ("headings", "wanted", "told", "is_other"),
    [
        (["Наставник", "Должность", "Наставляемый", "Класс"], Bank.MENTEES, Bank.MENTORS, False),
        (["Наставник", "Должность"], Bank.MENTEES, Bank.MENTORS, True),
        (["ФИО наставника", "Класс", "Буква", "Телефон мамы"], Bank.MENTORS, Bank.MENTORS, False),
        (["ФИО", "Буква класса"], Bank.MENTORS, Bank.MENTEES, False),
        (["ФИО", "Основной запрос"], Bank.MENTORS, Bank.MENTEES, True),
    ],
)
def test_list_for_both_banks_is_taken_for_either(headings, wanted, told, is_other):
    rows = [headings, ["Ким Ян", "а", "Ли У", "б"][: len(headings)]]

    (table,) = propose(book(rows), wanted, {})

    assert (table.bank, table.told_bank) == (wanted, told)
    assert table.problem.startswith("В файле столбцы другой базы") is is_other


def test_table_under_a_header_of_choice():
    workbook = book([["Ученик", "Цвет"], ["ФИО", "Класс"], ["Ким Ян", "5А"]])
    header = header_at(workbook.sheets[0], (1,))

    table = propose_table(workbook, 0, Bank.MENTEES, {}, header)

    assert (table.header.rows, table.mapping) == ((1,), {0: "name", 1: "place"})


@pytest.mark.parametrize(
    ("heading", "mapping", "words"),
    [
        ("Кл.", {0: "place"}, "Нет обязательного столбца «ФИО наставляемого». Найдены столбцы: "),
        ("Кл.", {}, "Нет обязательного столбца «ФИО наставляемого»."),
        ("Кл.", {0: "name", 1: "чужой"}, "Столбцу «Кл.» выбрано то, чего в этой базе нет."),
        ("Диагноз", {0: "name", 1: "request"}, "Столбец «Диагноз» загрузить нельзя. Здесь сведен"),
    ],
)
def test_mapping_that_cannot_be_is_refused(heading, mapping, words):
    table = sheet([["Ученик", heading], ["Ким Ян", "а"]])

    with pytest.raises(DomainError) as refusal:
        apply_mapping(table, header_at(table, (0,)), mapping, Bank.MENTEES)

    assert str(refusal.value).startswith(words)


def test_mapping_reads_only_what_was_chosen():
    table = sheet(PUPILS)

    read = apply_mapping(
        table, header_at(table, (0,)), {0: "name", 2: "request", 9: "birth"}, "mentees"
    )

    assert [row.cells for row in read.rows] == [{"name": "Громова Полина", "request": "синий"}]
    assert read.headings == {"name": "Ученик", "request": "Любимый цвет"}
    assert Note("Кл.", "Столбец не выбран: он не загружается.") in read.notes


def test_header_row_is_told_as_the_sheet_counts():
    table = sheet([["Список"], *PUPILS])
    read = apply_mapping(table, header_at(table, (1,)), {0: "name"}, Bank.MENTEES)

    assert (read.header_row, read.rows[0].number) == (2, 3)


@pytest.mark.parametrize("bank", Bank)
def test_every_code_may_be_chosen_once(bank):
    codes = [code for code, _ in choices_of(bank)]

    assert (len(codes), set(codes)) == (len(set(codes)), codes_of(bank))
