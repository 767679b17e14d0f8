import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.core.downloads import content_disposition, safe_filename


@pytest.mark.parametrize(
    ("filename", "kept"),
    [
        ("База_наставников_2022-2023.xlsx", "База_наставников_2022-2023.xlsx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ('МБОУ "Школа № 1".pdf', "МБОУ _Школа № 1_.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("отчёт\u202efdp.exe", "отчётfdp.exe"),
        ("краи\u0306.docx", "край.docx"),
        ("", "файл"),
        (" . ", "файл"),
        ("я" * 300 + ".xlsx", "я" * 97 + ".xlsx"),
    ],
)
def test_safe_filename(filename, kept):
    assert safe_filename(filename) == kept


def test_content_disposition_names_the_file_in_russian():
    assert content_disposition("Приказ.pdf") == (
        "attachment; filename*=utf-8''%D0%9F%D1%80%D0%B8%D0%BA%D0%B0%D0%B7.pdf"
    )


def test_content_disposition_of_a_plain_name():
    assert content_disposition("report 1.xlsx") == 'attachment; filename="report 1.xlsx"'


@given(st.text(max_size=300))
def test_any_filename_is_safe(filename):
    kept = safe_filename(filename)

    assert kept
    assert len(kept.encode()) <= 255
    assert content_disposition(filename).isprintable()
    assert not set(kept) & set('<>:"/\\|?*')
