import struct

import pytest

from mentorship.core.spreadsheets import ole
from tests.core import hostile


def test_stream_names_lists_the_top_level():
    names = {f"Stream {number}": b"" for number in range(9)}

    assert ole.stream_names(hostile.container(names)) == {"Root Entry", *names} - {"Root Entry"}


def test_stream_names_ends_on_a_directory_that_bites_its_tail():
    content = bytearray(hostile.container({"Workbook": b""}))
    struct.pack_into("<I", content, 512 + 4, 1)

    assert ole.stream_names(bytes(content)) == {"Workbook"}


def test_stream_names_ends_on_siblings_that_point_at_each_other():
    content = bytearray(hostile.container({"Workbook": b"", "Data": b""}))
    second = 1024 + 2 * 128
    struct.pack_into("<I", content, second + 68, 1)

    assert ole.stream_names(bytes(content)) == {"Workbook", "Data"}


@pytest.mark.parametrize(("place", "value"), [(48, 200_000), (76, 0xFFFFFFFF)])
def test_stream_names_stops_where_the_allocation_table_ends(place, value):
    content = bytearray(hostile.container({"Workbook": b""}))
    first = value if place == 48 else 1
    content += b"\0" * ((first + 2) * 512 - len(content)) if first > 1 else b""
    content[(first + 1) * 512 : (first + 2) * 512] = content[1024:1536]
    struct.pack_into("<I", content, place, value)

    assert ole.stream_names(bytes(content)) == {"Workbook"}


@pytest.mark.parametrize("length", [8, 40, 520, 1030])
def test_stream_names_refuses_a_cut_container(length):
    with pytest.raises(ValueError, match="damaged container"):
        ole.stream_names(hostile.container({"Workbook": b""})[:length])


def test_has_password():
    assert ole.has_password(hostile.xls(("а",), locked=True))
    assert not ole.has_password(hostile.xls(("а",)))
    assert not ole.has_password(b"")
    assert not ole.has_password(hostile.xls(("а",))[:1540])
