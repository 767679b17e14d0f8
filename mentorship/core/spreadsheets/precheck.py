"""Which reader a file needs, decided by its first bytes and its structure, never by its name.

The name helps with plain text only: a .csv has no signature.
"""

import struct
import zipfile
from pathlib import PurePath

from mentorship.core.spreadsheets import ole
from mentorship.core.spreadsheets.archive import ArchiveError, inspect_archive
from mentorship.core.spreadsheets.contents import UnreadableFile

MAX_BYTES = 10 * 1024 * 1024

_UNFIT = {
    "damaged": (
        "Файл повреждён или загружен не до конца. Откройте его в Excel, сохраните заново как .xlsx "
        "и загрузите ещё раз."
    ),
    "locked": (
        "Файл защищён паролем. Снимите пароль в Excel (Файл → Сведения → Защита книги), сохраните "
        "книгу и загрузите её ещё раз."
    ),
    "odd": (
        "Файл собран необычно: {what}. Откройте его в Excel и сохраните заново как .xlsx — "
        "обычная книга Excel читается."
    ),
    "too_big": (
        "Файл слишком велик внутри: {what}. Удалите из книги рисунки, лишние листы и пустые "
        "отформатированные строки и сохраните её заново."
    ),
}
_READABLE = "Читаются таблицы .xlsx, .xls, .ods и .csv и таблицы документов .docx."
_SAVE_AS = (
    "Откройте файл в Excel, выберите «Файл → Сохранить как → Книга Excel (.xlsx)» и загрузите её."
)
_COPY_TABLE = (
    "Скопируйте таблицу из него и вставьте её сюда или перенесите на лист Excel и сохраните его "
    "как .xlsx."
)
_SAVE_DOCX = (
    "Откройте его в Word и сохраните как .docx («Файл → Сохранить как → Документ Word») или "
    "скопируйте таблицу и вставьте её сюда."
)
_SIGNATURES = (
    (b"%PDF", "Это документ PDF.", _COPY_TABLE),
    (b"\x89PNG", "Это рисунок PNG.", "Наберите таблицу в Excel и сохраните как .xlsx."),
    (b"\xff\xd8\xff", "Это фотография JPEG.", "Наберите таблицу в Excel и сохраните как .xlsx."),
    (b"GIF8", "Это рисунок GIF.", "Наберите таблицу в Excel и сохраните как .xlsx."),
    (b"{\\rtf", "Это документ RTF.", _SAVE_DOCX),
    (b"Rar!", "Это архив RAR.", "Распакуйте его и загрузите саму таблицу."),
    (b"7z\xbc\xaf", "Это архив 7z.", "Распакуйте его и загрузите саму таблицу."),
    (b"\x1f\x8b", "Это архив gzip.", "Распакуйте его и загрузите саму таблицу."),
    (b"SQLite format 3", "Это база данных.", "Выгрузите из неё таблицу в .xlsx."),
)
_MARKUP = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "Это таблица в формате XML, а не .xls."),
    (b"<html", "Это веб-страница (HTML), а не книга Excel."),
    (b"<table", "Это веб-страница (HTML), а не книга Excel."),
    (b"mime-version:", "Это веб-архив (MHTML), а не книга Excel."),
    (b"<?xml", "Это файл XML, а не книга Excel."),
)
_ZIPPED = (
    ("xl/workbook.bin", "Это двоичная книга Excel (.xlsb).", _SAVE_AS),
    ("xl/vbaproject.bin", "В книге есть макросы (.xlsm), такие файлы не принимаются.", _SAVE_AS),
    (
        "word/vbaproject.bin",
        "В документе есть макросы (.docm), такие файлы не принимаются.",
        "Сохраните его в Word как .docx и загрузите ещё раз.",
    ),
    ("ppt/presentation.xml", "Это презентация PowerPoint.", _COPY_TABLE),
    (
        "index/document.iwa",
        "Это таблица Apple Numbers.",
        "Выберите «Файл → Экспортировать в → Excel» и загрузите полученную книгу.",
    ),
)
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_TEXT_EXTENSIONS = frozenset({".csv", ".tsv", ".txt"})
_NOTES = (
    ("xl/externallinks/", "Ссылки на другие файлы не открывались: взяты сохранённые значения."),
    ("xl/querytables/", "Запросы к внешним данным не выполнялись: взяты сохранённые значения."),
    ("xl/connections.xml", "Подключения к внешним данным не открывались."),
    ("xl/embeddings/", "Вложенные в книгу файлы пропущены."),
    ("xl/media/", "Рисунки пропущены: читаются только ячейки."),
    ("word/embeddings/", "Вложенные в документ файлы пропущены."),
    ("word/media/", "Рисунки пропущены: читаются только таблицы."),
)
_XLS_MACROS = "Макросы книги не выполнялись: взяты только значения ячеек."


def examine(content: bytes, filename: str) -> tuple[str, tuple[str, ...]]:
    """Return the kind («xlsx», «xls», «ods», «docx», «csv») and notes on what will be left out.

    Everything that is no spreadsheet within the limits raises UnreadableFile.
    """
    if not content:
        raise UnreadableFile("Файл пустой: в нём нет ни одного байта. Выберите файл с таблицей.")
    if len(content) > MAX_BYTES:
        raise UnreadableFile(
            "Файл больше 10 МБ. Удалите из книги рисунки и лишние листы или разделите её на части."
        )
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _examine_archive(content)
    if content.startswith(ole.SIGNATURE):
        return _examine_container(content)
    _refuse_signature(content)
    return _examine_text(content, filename)


def locked() -> UnreadableFile:
    """Return the refusal of a file under a password."""
    return UnreadableFile(_UNFIT["locked"])


def _refusal(what: str, hint: str) -> UnreadableFile:
    return UnreadableFile(f"{what} {_READABLE} {hint}")


def _examine_archive(content: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        parts = inspect_archive(content)
    except ArchiveError as fault:
        raise UnreadableFile(_UNFIT[fault.kind].format(what=fault.what)) from None
    names = {part.filename.lower(): part for part in parts}
    for name, what, hint in _ZIPPED:
        if name in names:
            raise _refusal(what, hint)
    notes = tuple(note for prefix, note in _NOTES if any(name.startswith(prefix) for name in names))
    if "word/document.xml" in names:
        return "docx", notes
    if "xl/workbook.xml" in names and "[content_types].xml" in names:
        return "xlsx", notes
    if mimetype := names.get("mimetype"):
        if _stored_text(content, mimetype) == _ODS_TYPE:
            return "ods", notes
        raise _refusal("Это документ OpenDocument, но не таблица.", _COPY_TABLE)
    raise _refusal("Это архив ZIP, а не книга Excel.", "Распакуйте его и загрузите саму таблицу.")


def _stored_text(content: bytes, part: zipfile.ZipInfo) -> bytes:
    """Read a short part that is stored as it is; the type of an .ods file always is."""
    if part.compress_type != zipfile.ZIP_STORED or part.file_size > 100:
        return b""
    # The lengths of name and extra field in front of the data may differ from the directory's.
    lengths = struct.unpack_from("<HH", content, part.header_offset + 26)
    start = part.header_offset + 30 + sum(lengths)
    return content[start : start + part.file_size]


def _examine_container(content: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        names = ole.stream_names(content)
    except ValueError:
        raise UnreadableFile(_UNFIT["damaged"]) from None
    if ole.is_locked(content):
        raise locked()
    if {"Workbook", "Book"} & names:
        return "xls", (_XLS_MACROS,) if "_VBA_PROJECT_CUR" in names else ()
    if "WordDocument" in names:
        raise _refusal("Это документ Word старого формата (.doc).", _SAVE_DOCX)
    if "PowerPoint Document" in names:
        raise _refusal("Это презентация PowerPoint.", _COPY_TABLE)
    raise _refusal("В файле нет книги Excel.", _SAVE_AS)


def _refuse_signature(content: bytes) -> None:
    for signature, what, hint in _SIGNATURES:
        if content.startswith(signature):
            raise _refusal(what, hint)
    beginning = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if beginning.startswith((b"<", b"mime-version:")):
        for mark, what in _MARKUP:
            if mark in beginning:
                raise _refusal(what, _SAVE_AS)


def _examine_text(content: bytes, filename: str) -> tuple[str, tuple[str, ...]]:
    """Take plain text only under a name that promises a table of text."""
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    binary = not utf16 and any(byte < 9 for byte in content[:8192])
    if binary or PurePath(filename.lower()).suffix not in _TEXT_EXTENSIONS:
        raise _refusal("Файл не похож на таблицу.", _SAVE_AS)
    return "csv", ()
