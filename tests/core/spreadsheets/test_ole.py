import struct

import pytest

from mentorship.core.spreadsheets import ole
from tests.core import hostile


def test_stream_names_lists_the_top_level():
    names = {f"Stream {number}": b"" for number in range(9)}

    assert ole.stream_names(hostile.container(names)) == set(names)


def test_stream_names_ends_on_a_directory_that_bites_its_tail():
    content = bytearray(hostile.container({"Workbook": b""}))
    struct.pack_into("<I", content, 512 + 4, 1)

    assert ole.stream_names(bytes(content)) == {"Workbook"}


def test_stream_names_ends_on_siblings_that_point_at_each_other():
    content = bytearray(hostile.container({"Workbook": b"", "Data": b""}))
    second = 1024 + 2 * 128
    struct.pack_into("<I", content, second + 68, 1)

    assert ole.stream_names(bytes(content)) == {"Workbook", "Data"}


def test_stream_names_stops_where_the_header_lists_no_allocation_table():
    content = bytearray(hostile.container({"Workbook": b""}))
    struct.pack_into("<I", content, 76, 0xFFFFFFFF)

    assert ole.stream_names(bytes(content)) == {"Workbook"}


def test_stream_names_stops_past_the_allocation_table_of_the_header():
    content = bytearray(hostile.container({"Workbook": b""}))
    far = 109 * 128
    struct.pack_into("<I", content, 48, far)
    moved = bytes(content).ljust((far + 1) * 512, b"\0") + bytes(content[1024:1536])

    assert ole.stream_names(moved) == {"Workbook"}


@pytest.mark.parametrize("length", [8, 40, 520, 1030])
def test_stream_names_refuses_a_cut_container(length):
    with pytest.raises(ValueError, match="damaged container"):
        ole.stream_names(hostile.container({"Workbook": b""})[:length])


def test_has_password():
    assert ole.has_password(hostile.xls(("а",), locked=True))
    assert not ole.has_password(hostile.xls(("а",)))
    assert not ole.has_password(b"")
    assert not ole.has_password(hostile.xls(("а",))[:1540])


@pytest.mark.parametrize(
    ("content", "locked"),
    [
        (hostile.container({"EncryptionInfo": b"", "EncryptedPackage": b""}), True),
        (hostile.xls(("а",), locked=True), True),
        (hostile.xls(("а",)), False),
        (hostile.container({"WordDocument": b""}), False),
    ],
)
def test_is_locked(content, locked):
    assert ole.is_locked(content) is locked
