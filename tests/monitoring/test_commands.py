import json
import stat
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from monitoring.models import Indicator
from tests.factories.organizations import HeadcountFactory

UNKNOWN = "нет численности обучающихся 10–19 лет на 2022/2023 учебный год"


@pytest.fixture
def only(indicator):
    Indicator.objects.exclude(pk=indicator.pk).delete()
    return indicator


def printed(capsys, *arguments):
    call_command(*arguments)
    return capsys.readouterr().out


@pytest.mark.parametrize("year", ["2022", "2022/2023", "2022-2023"])
def test_indicators_are_printed_as_json(capsys, only, school, fill, year):
    fill(school, 55, 108)

    out = printed(capsys, "indicators", "--organization", school.code, "--year", year, "--json")

    [row] = json.loads(out)
    assert row == {
        "code": only.code,
        "title": only.title,
        "version": 1,
        "numerator": 55,
        "denominator": 108,
        "percent": 51,
        "reason": None,
        "plan": None,
        "difference": None,
        "stated": None,
        "left_out": 0,
        "coverage": None,
    }


def test_unknown_indicator_is_null_with_a_reason(capsys, only, school):
    out = printed(capsys, "indicators", "--organization", school.code, "--year", "2022", "--json")

    [row] = json.loads(out)
    parts = ("numerator", "denominator", "percent", "reason")
    assert [row[part] for part in parts] == [0, None, None, UNKNOWN]


def test_indicators_speak_of_the_day_that_is_asked_for(capsys, school):
    HeadcountFactory(organization=school, as_of=date(2022, 9, 20), value=100)
    HeadcountFactory(organization=school, as_of=date(2023, 3, 1), value=120)

    days = ["31.12.2022", "2023-03-01", "1 июня 2023 г."]
    asked = ["indicators", "--organization", school.code, "--year", "2022", "--json", "--on"]
    told = [json.loads(printed(capsys, *asked, day))[0]["denominator"] for day in days]
    with pytest.raises(CommandError, match=r"^Не удалось прочитать дату «вчера»"):
        call_command(*asked, "вчера")

    assert told == [100, 120, 120]


def test_indicators_are_printed_as_lines(capsys, only, school, fill):
    fill(school, 55, 108)

    out = printed(capsys, "indicators", "--organization", school.code, "--year", "2022")

    assert out.split(maxsplit=1) == [
        only.code,
        f"55 из 108 – 51 %       {only.code}. {only.short_title}\n",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Укажите код организации: --organization КОД"),
        (["--organization", "nope", "--year", "2022"], "Организации с кодом «nope» нет."),
        (["--organization", "CODE"], "Укажите учебный год: --year 2022 (это 2022/2023)"),
        (
            ["--organization", "CODE", "--year", "20222"],
            "Учебный год «20222» вне границ 2015–2040.",
        ),
        (
            ["--organization", "CODE", "--year", "прошлый"],
            "Не удалось прочитать учебный год «прошлый». Напишите его так: 2022/2023.",
        ),
    ],
)
def test_bad_arguments_are_refused_in_words(school, arguments, message):
    arguments = [school.code if argument == "CODE" else argument for argument in arguments]

    with pytest.raises(CommandError) as refusal:
        call_command("indicators", *arguments)

    assert str(refusal.value) == message


def report_arguments(school, out, form="targets"):
    return ["build_report", form, "--organization", school.code, "--year", "2022", "--out", out]


def test_report_is_written_whole(only, school, fill, tmp_path):
    fill(school, 55, 108)
    out = tmp_path / "Отчёт школы.xlsx"

    call_command(*report_arguments(school, str(out)))

    assert load_workbook(out).worksheets[0]["C3"].value == "55 из 108 – 51 %"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [out.name]
    assert stat.S_IMODE(out.stat().st_mode) & stat.S_IRUSR


def test_report_replaces_the_former_one(only, school, tmp_path):
    out = tmp_path / "report.xlsx"
    out.write_text("прежний")

    call_command(*report_arguments(school, str(out)))

    assert out.read_bytes()[:2] == b"PK"


def test_shipped_form_is_built_by_its_code_and_told_as_json(capsys, school, tmp_path):
    out = str(tmp_path / "report.xlsx")

    told = json.loads(
        printed(capsys, *report_arguments(school, out, form="participants"), "--json")
    )

    assert (told["form"], told["organization"], told["year"]) == ("participants", school.code, 2022)
    cells = {cell["cell"]: cell["value"] for cell in told["cells"]}
    assert cells["Участники!C9"] == load_workbook(out)["Участники"]["C25"].value == 0


def test_report_of_the_system_is_told_as_json_too(capsys, only, school, tmp_path):
    out = str(tmp_path / "report.xlsx")

    told = json.loads(printed(capsys, *report_arguments(school, out), "--json"))

    assert told == {"form": "targets", "organization": school.code, "year": 2022, "out": out}


def test_unknown_form_is_refused_in_words(school, tmp_path):
    out = tmp_path / "report.xlsx"

    with pytest.raises(CommandError, match=r"^Формы отчёта «nope» нет\. Есть: targets, final_mon"):
        call_command(*report_arguments(school, str(out), form="nope"))

    assert not out.exists()


def test_report_without_a_file_is_refused_in_words(school):
    with pytest.raises(CommandError, match=r"^Укажите файл: --out ФАЙЛ\.xlsx$"):
        call_command("build_report", "targets", "--organization", school.code, "--year", "2022")


@pytest.mark.parametrize("name", ["no/such/folder/report.xlsx", "."])
def test_file_that_cannot_be_written_is_refused_in_words(school, tmp_path, name):
    with pytest.raises(CommandError, match=r"записать нельзя"):
        call_command(*report_arguments(school, str(tmp_path / name)))

    assert [path for path in tmp_path.iterdir() if path.is_file()] == []
