import json

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from tests.monitoring.workbooks.conftest import drawn

CELLS = {"A1": "{{ organization.name }}", "A2": "{{ manual.events | integer | required }}"}


@pytest.fixture
def run(tmp_path, school, capsys):
    """`fill_form` of a workbook with these cells; gives the place of the result and its JSON."""

    def fill(cells=CELLS, values=None, **kwargs):
        book, out, given = (tmp_path / name for name in ("form.xlsx", "out.xlsx", "values.json"))
        book.write_bytes(drawn(cells))
        given.write_text(json.dumps(values or {}))
        options = {"organization": school.code, "year": "2022", "out": str(out), "json": True}
        call_command("fill_form", str(book), values=str(given), **(options | kwargs))
        return out, json.loads(capsys.readouterr().out)

    return fill


def test_workbook_is_filled_and_told(run, school):
    out, told = run(values={"events": 5})

    assert [cell.value for cell in load_workbook(out)["Лист"]["A"]] == [school.short_name, 5]
    assert told["cells"] == [
        {"cell": "Лист!A1", "value": school.short_name, "state": "known", "reason": ""},
        {"cell": "Лист!A2", "value": 5, "state": "known", "reason": ""},
    ]


@pytest.mark.parametrize(
    ("kwargs", "words"),
    [
        ({}, "events («events»): Заполните: без этого форму не отправить.\nЗначения передаются"),
        ({"cells": {"A1": "{{ zzz }}"}}, "Форма не принята. Лист!A1: Имени zzz нет."),
        ({"organization": "nowhere"}, "Организации с кодом «nowhere» нет."),
        ({"year": "1900"}, "Учебный год «1900» вне границ"),
    ],
)
def test_bad_input_is_told_in_russian_and_writes_nothing(run, tmp_path, kwargs, words):
    with pytest.raises(CommandError) as refusal:
        run(**kwargs)

    assert str(refusal.value).startswith(words)
    assert not (tmp_path / "out.xlsx").exists()


def test_missing_workbook_is_told(school, tmp_path):
    with pytest.raises(CommandError, match="Файл не открыть"):
        call_command(
            "fill_form",
            str(tmp_path / "none.xlsx"),
            organization=school.code,
            year="2022",
            out=str(tmp_path / "out.xlsx"),
        )
