"""Hostile and messy spreadsheets, built as bytes; no such file lies in the repository."""

import datetime as dt
import io
import re
import stat
import struct
import zipfile

import openpyxl

CONTENT_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body>"
    "</office:document-content>"
)
MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml">{}</m:file-entry>'
    "</m:manifest>"
)
DAY_FORMAT = 14
OLE_END = 0xFFFFFFFE
OLE_FREE = 0xFFFFFFFF


def book(*rows, sheets=()):
    """A plain .xlsx: rows on the first sheet, empty further sheets by name."""
    workbook = openpyxl.Workbook()
    for row in rows or [("ФИО", "Класс"), ("Иванов Иван", 5)]:
        workbook.active.append(row)
    for name in sheets:
        workbook.create_sheet(name)
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts, method=zipfile.ZIP_DEFLATED):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return output.getvalue()


def book_with(**changes):
    """A book whose parts are replaced or added: `sheet`, `workbook`, or `extra={name: data}`."""
    parts = parts_of(book())
    parts |= changes.pop("extra", {})
    places = {"sheet": "xl/worksheets/sheet1.xml", "workbook": "xl/workbook.xml"}
    for key, change in changes.items():
        parts[places[key]] = change(parts[places[key]])
    return packed(parts)


def book_of_cells(xml):
    """A book whose sheet data is this XML."""
    data = b"<sheetData>" + xml.encode() + b"</sheetData>"
    return book_with(sheet=lambda part: re.sub(rb"<sheetData>.*</sheetData>", data, part))


def book_with_doctype(doctype, reference="1"):
    cell = f'<sheetData><row r="1"><c r="A1" t="str"><v>{reference}</v></c></row></sheetData>'
    return book_with(
        sheet=lambda part: (
            doctype.encode() + re.sub(rb"<sheetData>.*</sheetData>", cell.encode(), part)
        )
    )


def renamed_part(old, new):
    """A book in which one part lies under a strange name."""
    parts = parts_of(book())
    parts[new] = parts.pop(old)
    return packed(parts)


def with_symlink():
    output = io.BytesIO(book())
    with zipfile.ZipFile(output, "a") as archive:
        link = zipfile.ZipInfo("xl/link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return output.getvalue()


def with_encrypted_flag():
    """A zip that says its first part needs a password."""
    content = bytearray(book())
    directory = content.rfind(b"PK\x01\x02")
    content[directory + 8] |= 1
    return bytes(content)


def declaring(content, *sizes):
    """The same zip whose directory declares these unpacked sizes for its first parts."""
    changed = bytearray(content)
    entry = 0
    for size in sizes:
        entry = changed.find(b"PK\x01\x02", entry + 1)
        struct.pack_into("<I", changed, entry + 24, size)
    return bytes(changed)


def with_lying_size():
    """A sheet of 30 MB, first in the archive, that the directory declares as 1,000 bytes."""
    parts = parts_of(book())
    name = "xl/worksheets/sheet1.xml"
    long = parts.pop(name).replace(b"<sheetData>", b" " * 30_000_000 + b"<sheetData>")
    return declaring(packed({name: long} | parts), 1000)


def with_two_parts_of_one_name():
    """An archive with the sheet twice: readers disagree which one counts."""
    content = packed(parts_of(book()) | {"xl/worksheets/sheetA.xml": b"<worksheet/>"})
    return content.replace(b"sheetA.xml", b"sheet1.xml")


def with_overlap():
    """Two directory entries that point at the same bytes, as zip bombs of 2019 did."""
    content = bytearray(packed({"a.xml": b"a" * 1000, "b.xml": b"b" * 1000}))
    last = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, last + 42, 10)
    return bytes(content)


def ods(body="", *, mimetype="spreadsheet", encrypted=False, name="Лист"):
    cells = body or '<table:table-row><table:table-cell office:value-type="string">' + (
        "<text:p>ФИО</text:p></table:table-cell></table:table-row>"
    )
    mark = "<m:encryption-data/>" if encrypted else ""
    content = CONTENT_ODS.format(f'<table:table table:name="{name}">{cells}</table:table>')
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{mimetype}")
        archive.writestr("META-INF/manifest.xml", MANIFEST.format(mark), zipfile.ZIP_DEFLATED)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def container(streams):
    """An OLE container with these top-level streams, each of at least one long sector chain."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    directory_sectors = (len(padded) + 1 + 3) // 4
    fat = [0xFFFFFFFD, *range(2, directory_sectors + 1), OLE_END]
    entries = [ole_entry("Root Entry", 5, OLE_FREE, 1, OLE_END, 0)]
    body = b""
    for number, (name, data) in enumerate(padded.items(), start=1):
        data = data.ljust(-(-len(data) // 512) * 512, b"\0")
        sibling = number + 1 if number < len(padded) else OLE_FREE
        entries.append(ole_entry(name, 2, sibling, OLE_FREE, len(fat), len(data)))
        fat += [*range(len(fat) + 1, len(fat) + len(data) // 512), OLE_END]
        body += data
    fat_sector = struct.pack("<128I", *fat, *[OLE_FREE] * (128 - len(fat)))
    directory = b"".join(entries).ljust(directory_sectors * 512, b"\0")
    return ole_header() + fat_sector + directory + body


def ole_header():
    """Version 3: sectors of 512 bytes, one sector of the allocation table, directory after it."""
    kind = struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    sectors = struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, OLE_END, 0, OLE_END, 0)
    table = struct.pack("<109I", 0, *[OLE_FREE] * 108)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + kind + sectors + table


def ole_entry(name, kind, right, child, start, size):
    raw = (name + "\0").encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw), kind, 1, OLE_FREE, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


def xls(*rows, locked=False, merged=(), name="Лист", is_1904=False):
    """An Excel 97 book: text, number and date cells on one sheet."""
    protection = record(0x2F, b"\0\0\0\0\0\0") if locked else b""
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 0)) + protection
    start += record(0x22, struct.pack("<H", is_1904)) + biff_format(0) + biff_format(DAY_FORMAT)
    title = name.encode("utf-16-le")
    offset = len(start) + 4 + 8 + len(title) + 4
    sheet_entry = record(0x85, struct.pack("<IHBB", offset, 0, len(name), 1) + title)
    cells = b"".join(
        biff_cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value is not None
    )
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows), default=0), 0)
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 0)) + record(0x200, size)
    blocks = b"".join(struct.pack("<HHHH", m[0], m[2], m[1], m[3]) for m in merged)
    spans = record(0xE5, struct.pack("<H", len(merged)) + blocks)
    end = record(0x0A, b"")
    return container({"Workbook": start + sheet_entry + end + sheet + cells + spans + end})


def record(code, data):
    return struct.pack("<HH", code, len(data)) + data


def biff_format(number):
    """How cells of the next style are shown; 14 is a day."""
    return record(0xE0, struct.pack("<HH", 0, number) + b"\0" * 16)


def biff_cell(row, column, value):
    place = struct.pack("<HHH", row, column, isinstance(value, dt.date))
    if isinstance(value, dt.date):
        value = (value - dt.date(1899, 12, 30)).days
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return record(0x204, place + struct.pack("<HB", len(value), 1) + text)
    return record(0x203, place + struct.pack("<d", value))
