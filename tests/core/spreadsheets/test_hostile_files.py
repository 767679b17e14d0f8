import time

import pytest

from mentorship.core.spreadsheets import UnreadableFile, read_workbook
from tests.core import hostile

READABLE = "Читаются таблицы .xlsx, .xls, .ods и .csv и таблицы документов .docx."
CORNER = '<row r="1"><c r="A1" t="str"><v>a</v></c></row>'
BILLION_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    "&c;",
)
QUADRATIC = (f'<!DOCTYPE a [<!ENTITY a "{"x" * 50_000}">]>', "&a;" * 1000)
EXTERNAL = ('<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;")
EVERY_CELL = (
    '<table:table-row table:number-rows-repeated="1048570"><table:table-cell office:value="5" '
    'table:number-columns-repeated="16384" office:value-type="float"/></table:table-row>'
)

REFUSED = {
    "empty": (lambda: b"", "Файл пустой: в нём нет ни одного байта."),
    "eleven megabytes": (lambda: b"a" * 11_000_000, "Файл больше 10 МБ."),
    "cut short": (lambda: hostile.book()[:-300], "Файл повреждён или загружен не до конца."),
    "only the start": (lambda: hostile.book()[:40], "Файл повреждён или загружен не до конца."),
    "bytes after the end": (
        lambda: hostile.book() + b"x" * 99,
        "Файл собран необычно: после конца",
    ),
    "overlapping parts": (hostile.with_overlap, "Файл собран необычно: части архива наложены"),
    "one name twice": (
        hostile.with_two_parts_of_one_name,
        "Файл собран необычно: две части с одним именем.",
    ),
    "parent folder": (
        lambda: hostile.renamed_part("docProps/app.xml", "../../app.xml"),
        "Файл собран необычно: имя части указывает за пределы архива.",
    ),
    "absolute name": (
        lambda: hostile.renamed_part("docProps/app.xml", "/etc/cron.d/app"),
        "Файл собран необычно: имя части указывает за пределы архива.",
    ),
    "backslashes": (
        lambda: hostile.renamed_part("docProps/app.xml", "docProps\\app.xml"),
        "Файл собран необычно: имя части указывает за пределы архива.",
    ),
    "control character": (
        lambda: hostile.renamed_part("docProps/app.xml", "docProps/\x1bapp.xml"),
        "Файл собран необычно: в имени части есть служебные знаки.",
    ),
    "symbolic link": (hostile.with_symlink, "Файл собран необычно: внутри лежит ссылка"),
    "lzma": (
        lambda: hostile.packed(hostile.parts_of(hostile.book()), 14),
        "Файл собран необычно: применён редкий способ сжатия.",
    ),
    "201 parts": (
        lambda: hostile.book_with(extra={f"xl/{i}.xml": b"" for i in range(201)}),
        "Файл слишком велик внутри: частей больше 200.",
    ),
    "57 MB declared": (
        lambda: hostile.declaring(hostile.book(), *[19_000_000] * 3),
        "Файл слишком велик внутри: после распаковки больше 50 МБ.",
    ),
    "part of 21 MB": (
        lambda: hostile.declaring(hostile.book(), 21_000_000),
        "Файл слишком велик внутри: одна из частей больше 20 МБ.",
    ),
    "bomb of spaces": (
        lambda: hostile.book_with(sheet=lambda part: part + b" " * 15_000_000),
        "Файл слишком велик внутри: данные сжаты более чем в 100 раз.",
    ),
    "lying directory": (hostile.with_lying_size, "Содержимое файла не удалось разобрать"),
    "billion laughs": (
        lambda: hostile.book_with_doctype(*BILLION_LAUGHS),
        "В файле есть служебные объявления XML",
    ),
    "quadratic entity": (
        lambda: hostile.book_with_doctype(*QUADRATIC),
        "В файле есть служебные объявления XML",
    ),
    "external entity": (
        lambda: hostile.book_with_doctype(*EXTERNAL),
        "В файле есть служебные объявления XML",
    ),
    "doctype in a side part": (
        lambda: hostile.book_with(extra={"docProps/custom.xml": b"<!DOCTYPE a><a/>"}),
        "В файле есть служебные объявления XML",
    ),
    "undeclared entity": (
        lambda: hostile.book_with_doctype("", "&a;"),
        "Содержимое файла не удалось разобрать",
    ),
    "sheet cut in the middle": (
        lambda: hostile.book_with(sheet=lambda part: part[:-40]),
        "Содержимое файла не удалось разобрать",
    ),
    "sheet in UTF-16": (
        lambda: hostile.book_with(sheet=lambda part: part.decode().encode("utf-16")),
        "Содержимое файла не удалось разобрать",
    ),
    "sheet in windows-1251": (
        lambda: hostile.book_with(
            sheet=lambda part: b'<?xml version="1.0" encoding="windows-1251"?>' + part
        ),
        "Содержимое файла не удалось разобрать",
    ),
    "cell without a place": (
        lambda: hostile.book_of_cells('<row r="x"><c r="1A"><v>1</v></c></row>'),
        "Содержимое файла не удалось разобрать",
    ),
    "string that is not there": (
        lambda: hostile.book_of_cells('<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>'),
        "Содержимое файла не удалось разобрать",
    ),
    "17 billion cells of .ods": (
        lambda: hostile.ods(EVERY_CELL),
        "Содержимое файла не удалось разобрать",
    ),
    "encrypted .xlsx": (
        lambda: hostile.container({"EncryptionInfo": b"", "EncryptedPackage": b""}),
        "Файл защищён паролем.",
    ),
    "encrypted zip part": (hostile.with_encrypted_flag, "Файл защищён паролем."),
    "encrypted .xls": (lambda: hostile.xls(("ФИО",), locked=True), "Файл защищён паролем."),
    "encrypted .ods": (lambda: hostile.ods(encrypted=True), "Файл защищён паролем."),
    ".doc": (
        lambda: hostile.container({"WordDocument": b"", "1Table": b""}),
        f"Это документ Word старого формата (.doc). {READABLE}",
    ),
    ".ppt": (
        lambda: hostile.container({"PowerPoint Document": b""}),
        f"Это презентация PowerPoint. {READABLE}",
    ),
    "damaged container": (
        lambda: hostile.container({"Workbook": b""})[:600],
        "Файл повреждён или загружен не до конца.",
    ),
    "container of zeros": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "Файл повреждён или загружен не до конца.",
    ),
    "container of nothing": (
        lambda: hostile.container({"Contents": b""}),
        f"В файле нет книги Excel. {READABLE}",
    ),
    "damaged .docx": (
        lambda: hostile.packed({"word/document.xml": b"<a>"}),
        "Содержимое файла не удалось разобрать: он повреждён или записан необычной программой. "
        "Откройте его в Word",
    ),
    ".docx with a doctype": (
        lambda: hostile.packed({"word/document.xml": b"<!DOCTYPE a><a/>"}),
        "В файле есть служебные объявления XML",
    ),
    ".docm": (
        lambda: hostile.packed({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"\xd0"}),
        f"В документе есть макросы (.docm), такие файлы не принимаются. {READABLE}",
    ),
    ".xlsm": (
        lambda: hostile.book_with(extra={"xl/vbaProject.bin": b"\xd0\xcf"}),
        f"В книге есть макросы (.xlsm), такие файлы не принимаются. {READABLE}",
    ),
    ".xlsb": (
        lambda: hostile.packed({"xl/workbook.bin": b"\x83"}),
        f"Это двоичная книга Excel (.xlsb). {READABLE}",
    ),
    ".numbers": (
        lambda: hostile.packed({"Index/Document.iwa": b"\0"}),
        f"Это таблица Apple Numbers. {READABLE}",
    ),
    ".odt": (
        lambda: hostile.ods(mimetype="text"),
        f"Это документ OpenDocument, но не таблица. {READABLE}",
    ),
    "OpenDocument of a packed kind": (
        lambda: hostile.packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        f"Это документ OpenDocument, но не таблица. {READABLE}",
    ),
    "zip of photographs": (
        lambda: hostile.packed({"1.jpg": b"\xff\xd8"}),
        f"Это архив ZIP, а не книга Excel. {READABLE}",
    ),
    ".pdf": (lambda: b"%PDF-1.7 ...", f"Это документ PDF. {READABLE}"),
    ".png": (lambda: b"\x89PNG\r\n\x1a\n", f"Это рисунок PNG. {READABLE}"),
    ".jpg": (lambda: b"\xff\xd8\xff\xe0", f"Это фотография JPEG. {READABLE}"),
    ".rtf": (lambda: b"{\\rtf1 ...}", f"Это документ RTF. {READABLE}"),
    ".rar": (lambda: b"Rar!\x1a\x07", f"Это архив RAR. {READABLE}"),
    "HTML called .xls": (
        lambda: b"\xef\xbb\xbf\r\n<HTML><table><tr><td>1</td></tr></table>",
        f"Это веб-страница (HTML), а не книга Excel. {READABLE}",
    ),
    "XML of accounting software": (
        lambda: b'<?xml version="1.0"?><W xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        f"Это таблица в формате XML, а не .xls. {READABLE}",
    ),
    "web archive": (
        lambda: b"MIME-Version: 1.0\r\nX-Document-Type: Workbook",
        f"Это веб-архив (MHTML), а не книга Excel. {READABLE}",
    ),
    "random bytes": (lambda: bytes(range(256)) * 9, f"Файл не похож на таблицу. {READABLE}"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_is_refused_in_words(name):
    build, beginning = REFUSED[name]
    content = build()
    started = time.monotonic()

    with pytest.raises(UnreadableFile) as refusal:
        read_workbook(content, "База наставников.xlsx")

    assert str(refusal.value)[: len(beginning)] == beginning
    assert time.monotonic() - started < 10


def test_refusals_are_specific():
    assert len(REFUSED) >= 50
    assert len({beginning for _, beginning in REFUSED.values()}) >= 35


def test_text_under_the_name_of_a_workbook_is_no_table():
    with pytest.raises(UnreadableFile, match=r"Файл не похож на таблицу\. Читаются таблицы"):
        read_workbook("Наставники нашей школы".encode(), "список.xlsx")


def test_sheet_that_takes_all_memory_is_refused_cleanly():
    cells = hostile.xls(*[("a",)] * 2)
    corner = hostile.biff_cell(65_535, 255, "z")
    content = cells.replace(hostile.biff_cell(1, 0, "a"), corner)

    with pytest.raises(UnreadableFile, match="Таблица слишком сложна"):
        read_workbook(content)
