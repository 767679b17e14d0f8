import datetime as dt
import io

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.core import limited
from mentorship.core.spreadsheets import Merged, UnreadableFile, read_paste, read_workbook
from mentorship.core.spreadsheets.precheck import examine
from tests.core import hostile


def rows_of(content, filename=""):
    return [list(row) for row in read_workbook(content, filename).sheets[0].rows]


def cells(*values):
    return hostile.book_of_cells(f'<row r="1">{"".join(values)}</row>')


def test_read_workbook_keeps_types():
    moment = dt.datetime.fromisoformat("2022-03-01T10:30")
    values = ["а", 5, 5.5, dt.date(2022, 3, 1), moment, dt.time(9), True]
    content = hostile.book(list(values))

    assert rows_of(content) == [values]


def test_read_workbook_makes_whole_floats_whole():
    content = cells('<c r="A1"><v>2008.0</v></c><c r="B1"><v>1e3</v></c><c r="C1"><v>0.5</v></c>')

    assert [(type(value), value) for value in rows_of(content)[0]] == [
        (int, 2008),
        (int, 1000),
        (float, 0.5),
    ]


def test_read_workbook_shows_errors_and_formulas_without_value():
    content = cells(
        '<c r="A1" t="e"><v>#N/A</v></c>',
        '<c r="B1"><f>1+1</f></c>',
        '<c r="C1" t="str"><f>IF(1,"")</f><v></v></c>',
        '<c r="D1"><f>1+1</f><v>2</v></c>',
        '<c r="E1"><v>NaN</v></c>',
    )

    assert rows_of(content) == [["#N/A", "#НЕТ ЗНАЧЕНИЯ!", None, 2, "#NUM!"]]


def test_read_workbook_keeps_row_numbers_and_one_width():
    content = hostile.book_of_cells(
        '<row r="2"><c r="C2"><v>1</v></c></row><row r="4"><c r="B4"><v>2</v></c></row>'
        '<row r="9"><c r="F9" s="0"/></row>'
    )

    assert rows_of(content) == [[None] * 3, [None, None, 1], [None] * 3, [None, 2, None]]


def test_read_workbook_takes_cells_without_a_reference():
    content = hostile.book_of_cells("<row><c><v>1</v></c><c><v>2</v></c></row>")

    assert rows_of(content) == [[1, 2]]


def test_read_workbook_counts_dates_from_1904_when_the_book_does():
    parts = hostile.parts_of(hostile.book([dt.date(2022, 3, 1)]))
    changed = parts["xl/workbook.xml"].replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    content = hostile.packed(parts | {"xl/workbook.xml": changed})

    assert rows_of(content) == [[dt.date(2026, 3, 2)]]


def test_read_workbook_tells_hidden_and_merged():
    workbook = openpyxl.load_workbook(io.BytesIO(hostile.book((1, 2), (3, 4), (5, 6))))
    sheet = workbook.active
    sheet.merge_cells("A1:B1")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    workbook.create_sheet("Скрытый").sheet_state = "hidden"
    output = io.BytesIO()
    workbook.save(output)

    first, second = read_workbook(output.getvalue()).sheets

    assert (first.hidden, second.hidden, second.name) == (False, True, "Скрытый")
    assert first.merged == (Merged(0, 0, 0, 1),)
    assert (first.hidden_rows, first.hidden_columns) == ({1}, {1})


def test_read_workbook_stops_at_the_row_limit():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 10_003))
    sheet = read_workbook(hostile.book_of_cells(rows)).sheets[0]

    assert (len(sheet.rows), sheet.rows[-1], sheet.truncated) == (10_000, (10_000,), True)


def test_read_workbook_stops_at_the_column_limit():
    sheet = read_workbook(hostile.book(list(range(101)))).sheets[0]

    assert (sheet.rows, sheet.truncated) == ((tuple(range(100)),), True)


def test_read_workbook_survives_cells_at_the_far_corner():
    content = hostile.book_of_cells(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>ФИО</t></is></c><c r="XFD1"><v>1</v></c></row>'
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    )
    sheet = read_workbook(content).sheets[0]

    assert (sheet.rows, sheet.truncated) == ((("ФИО",),), True)


def test_read_workbook_ignores_a_declared_size():
    content = hostile.book_with(
        sheet=lambda part: part.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    )

    assert rows_of(content) == [["ФИО", "Класс"], ["Иванов Иван", 5]]


def test_read_workbook_cuts_a_cell_at_the_limit_of_excel():
    content = cells(f'<c r="A1" t="inlineStr"><is><t>{"абв" * 20_000}</t></is></c>')

    assert rows_of(content) == [[("абв" * 20_000)[:32_767]]]


def test_read_workbook_notes_what_is_left_out():
    content = hostile.book_with(
        extra={"xl/externalLinks/externalLink1.xml": b"<a/>", "xl/media/image1.png": b"\x89PNG"}
    )

    assert read_workbook(content).notes == (
        "Ссылки на другие файлы не открывались: взяты сохранённые значения.",
        "Рисунки пропущены: читаются только ячейки.",
    )


def test_read_workbook_reads_old_excel():
    content = hostile.xls(("ФИО", "Класс"), ("Иванов Иван", 5.0))

    assert rows_of(content) == [["ФИО", "Класс"], ["Иванов Иван", 5]]


def test_read_workbook_reads_open_document():
    body = (
        "<table:table-row/><table:table-row><table:table-cell/>"
        '<table:table-cell office:value-type="date" office:date-value="2022-03-01"/>'
        '<table:table-cell office:value-type="float" office:value="5"/>'
        '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570"/>'
    )

    assert rows_of(hostile.ods(body)) == [[None] * 3, [None, dt.date(2022, 3, 1), 5]]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("ФИО;Класс\r\nИванов, Иван;5\r\n", "utf-8"),
        ("ФИО;Класс\nИванов, Иван;5", "utf-8-sig"),
        ("ФИО;Класс\nИванов, Иван;5", "cp1251"),
        ("ФИО;Класс\nИванов, Иван;5", "cp866"),
        ("ФИО;Класс\nИванов, Иван;5", "koi8_r"),
        ("ФИО\tКласс\nИванов, Иван\t5", "utf-16"),
        ('ФИО,Класс\n"Иванов, Иван",5', "utf-8"),
        ("sep=;\r\nФИО;Класс\r\nИванов, Иван;5", "utf-8"),
    ],
)
def test_read_workbook_reads_text_tables(text, encoding):
    content = text.encode(encoding)

    assert rows_of(content, "База.CSV") == [["ФИО", "Класс"], ["Иванов, Иван", "5"]]


def test_read_workbook_refuses_text_in_no_known_encoding():
    with pytest.raises(UnreadableFile, match="Не удалось понять кодировку текста"):
        read_workbook(b"\xff\xfe;", "a.csv")


def test_read_workbook_kills_a_slow_reader(monkeypatch):
    monkeypatch.setattr(limited, "WALL_SECONDS", 0.001)

    with pytest.raises(UnreadableFile, match="слишком сложна"):
        read_workbook(hostile.book())


MUTATIONS = st.lists(
    st.tuples(st.floats(0, 0.999), st.sampled_from([*range(32, 127), 0, 255])), max_size=8
)


def mutated(data, changes):
    changed = bytearray(data)
    for place, byte in changes:
        changed[int(place * len(changed))] = byte
    return bytes(changed)


@settings(max_examples=30, deadline=None)
@given(MUTATIONS)
def test_workbook_with_mutated_bytes_is_read_or_refused(changes):
    assert read_or_refuse(mutated(hostile.book(), changes))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(hostile.parts_of(hostile.book()))), MUTATIONS)
def test_workbook_with_a_mutated_part_is_read_or_refused(name, changes):
    parts = hostile.parts_of(hostile.book())
    parts[name] = mutated(parts[name], changes)

    assert read_or_refuse(hostile.packed(parts))


def read_or_refuse(content):
    try:
        return read_workbook(content).kind
    except UnreadableFile as refusal:
        return str(refusal)


@settings(max_examples=500)
@given(
    st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<"]),
    st.binary(max_size=2000),
    st.text(max_size=20),
)
def test_any_bytes_are_examined_or_refused(signature, content, filename):
    assert examined_or_refused(signature + content, filename)


def examined_or_refused(content, filename):
    try:
        return examine(content, filename)
    except UnreadableFile as refusal:
        return str(refusal)


def test_read_paste_takes_a_table_of_excel():
    workbook = read_paste('ФИО\tТелефон\r\nИванов Иван\t"8 900\n8 901"\r\n')

    assert workbook.kind == "paste"
    assert workbook.sheets[0].rows == (("ФИО", "Телефон"), ("Иванов Иван", "8 900\n8 901"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" \n\t ", "Вставьте таблицу или список: поле пустое."),
        (
            "а\t" * 1_000_001,
            "Текст слишком длинный. Сохраните таблицу как .xlsx и загрузите файл.",
        ),
    ],
)
def test_read_paste_refuses_nothing_and_too_much(text, words):
    with pytest.raises(UnreadableFile) as refusal:
        read_paste(text)

    assert str(refusal.value) == words


def test_read_workbook_reads_tables_of_word():
    document = docx.Document()
    document.add_paragraph("Список 5 «А»")
    document.add_table(1, 2).cell(0, 1).text = "Класс"
    output = io.BytesIO()
    document.save(output)

    (sheet,) = read_workbook(output.getvalue()).sheets

    assert (sheet.name, sheet.rows) == ("Таблица 1. Список 5 «А»", ((None, "Класс"),))


def test_read_workbook_reads_lines_of_word_where_there_is_no_table():
    body = "".join(f"<w:p><w:r><w:t>{name}</w:t></w:r></w:p>" for name in ("Ким Ян", "Ли У"))
    content = hostile.packed({"word/document.xml": f'<w:d xmlns:w="w">{body}</w:d>'.encode()})

    assert rows_of(content) == [["Ким Ян"], ["Ли У"]]


def test_read_workbook_cleans_the_name_of_a_sheet():
    content = hostile.xls(("а",), name="Ли\x07ст\u202e")

    assert read_workbook(content).sheets[0].name == "Лист"
