import pytest

from mentorship.core.guarded_xml import RefusalError, guarded_parser, parse_part


def walked(data, *, matters=True):
    names = []
    parser = guarded_parser()
    parser.StartElementHandler = lambda name, attributes: names.append(name)
    parse_part(parser, data, matters=matters)
    return names


def test_plain_part_is_walked():
    assert walked(b'<?xml version="1.0" encoding="UTF-8"?><a><b/></a>') == ["a", "b"]


@pytest.mark.parametrize("doctype", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY b "c">]>'])
@pytest.mark.parametrize("matters", [True, False])
def test_document_type_is_refused_in_any_part(doctype, matters):
    with pytest.raises(RefusalError, match="dtd"):
        walked(f"{doctype}<a/>".encode(), matters=matters)


@pytest.mark.parametrize(
    "data",
    [b'<?xml version="1.0" encoding="windows-1251"?><a/>', "<a/>".encode("utf-16")],
)
def test_other_encoding_than_utf_8_is_refused_in_any_part(data):
    with pytest.raises(RefusalError, match="damaged"):
        walked(data, matters=False)


def test_damage_is_refused_where_it_matters():
    with pytest.raises(RefusalError, match="damaged"):
        walked(b"<a><b/>")

    assert walked(b"<a><b/>", matters=False) == ["a", "b"]
