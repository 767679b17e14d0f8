import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mentorship.bank.exports import sample
from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import PersonFactory
from tests.factories.organizations import InstitutionFactory, MunicipalityFactory

MENTEES = ["ФИО наставляемого", "Год рождения", "Класс", "Дата вхождения в программу"]


@pytest.fixture
def school(db):
    return InstitutionFactory(code="school-one")


def import_bank(path, *options, organization="school-one"):
    output = StringIO()
    call_command(
        "import_bank", str(path), "--organization", organization, "--year", "2022", *options,
        stdout=output, stderr=StringIO(),
    )  # fmt: skip
    return output.getvalue()


def test_import_bank_tells_what_it_would_do(school, make_sheet, tmp_path):
    path = tmp_path / "Мои файлы" / "база.xlsx"
    path.parent.mkdir()
    path.write_bytes(
        make_sheet(
            MENTEES,
            ["Громова Полина Сергеевна", 2011, "5 «А»", "01.09.2022"],
            ["Зимин Кирилл Павлович", 2020, "10 «А»", "01.09.2022"],
        )
    )

    report = json.loads(import_bank(path, "--json"))

    rows = [row for row in report.pop("rows") if row["row"] > 1]
    assert report == {
        "good": 1, "warned": 0, "refused": 1, "asked": 0, "skipped": 0,
        "created": 1, "updated": 0, "unchanged": 0, "doubles": [],
    }  # fmt: skip
    assert rows == [
        {
            "row": 3,
            "column": "Год рождения",
            "message": "Проверьте год рождения 2020: получается 3 года, а участвуют люди от 6 до "
            "100 лет.",
        }
    ]
    assert not MenteeEntry.objects.exists()


def test_import_bank_writes_once_when_confirmed(school, tmp_path):
    path = tmp_path / "sample.xlsx"
    path.write_bytes(sample("mentees", SchoolYear(2022)))

    created = [json.loads(import_bank(path, "--confirm", "--json"))["created"] for _ in range(2)]

    assert (created, MenteeEntry.objects.count()) == ([1, 0], 1)


def test_import_bank_speaks_to_people_too(school, tmp_path):
    path = tmp_path / "sample.xlsx"
    path.write_bytes(sample("mentors", SchoolYear(2022)))

    assert import_bank(path, "--confirm") == (
        "Записано: новых 1, изменено 0, без изменений 0, не принято 0, без ответа 0\n"
    )


@pytest.mark.parametrize(("options", "created"), [([], 0), (["--assume-different"], 1)])
def test_import_bank_reports_who_may_be_known_already(
    school, make_sheet, tmp_path, options, created
):
    person = PersonFactory(
        institution=school, last_name="Громова", first_name="Полина", patronymic="", birth_year=2011
    )
    path = tmp_path / "база.xlsx"
    path.write_bytes(make_sheet(MENTEES, ["Громова Полина Сергеевна", 2011, "5 «А»", "01.09.2022"]))

    report = json.loads(import_bank(path, "--confirm", "--json", *options))

    why = "отчество указано только в одном месте"
    double = {"row": 2, "person": person.pk, "other_row": None, "why": why}
    assert (report["created"], report["doubles"]) == (created, [] if created else [double])


def test_import_bank_takes_the_bank_that_columns_do_not_tell(school, make_sheet, tmp_path):
    path = tmp_path / "список.xlsx"
    path.write_bytes(make_sheet(["ФИО", "Год рождения"], ["Громова Полина", 1980]))

    import_bank(path, "--bank", "mentors", "--confirm")

    assert MentorEntry.objects.count() == 1


def test_import_bank_names_the_nearest_codes(school, tmp_path):
    InstitutionFactory(code="school-two", short_name="Заречная СОШ")
    path = tmp_path / "sample.xlsx"
    path.write_bytes(sample("mentors", SchoolYear(2022)))

    with pytest.raises(CommandError) as caught:
        import_bank(path, organization="shool-two")

    assert "Похожие: school-two – Заречная СОШ" in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04"])
def test_import_bank_refuses_a_file_that_is_no_workbook(school, tmp_path, content):
    path = tmp_path / "база.xlsx"
    path.write_bytes(content)
    output = StringIO()

    with pytest.raises(CommandError) as caught:
        call_command(
            "import_bank", str(path), "--organization", "school-one", "--json", stdout=output
        )

    assert json.loads(output.getvalue()) == {"error": str(caught.value)}


@pytest.mark.parametrize("name", ["нет такого.xlsx", ""])
def test_import_bank_refuses_a_path_that_is_no_file(school, tmp_path, name):
    with pytest.raises(CommandError, match=r"Файла? «.*» (нет|не открывается)"):
        import_bank(tmp_path / name)


@pytest.mark.parametrize(
    ("code", "words"), [("nobody", "Нет организации"), ("okrug", "только в образовательную")]
)
def test_import_bank_refuses_an_organization_without_a_bank(school, tmp_path, code, words):
    MunicipalityFactory(code="okrug")
    path = tmp_path / "sample.xlsx"
    path.write_bytes(sample("mentors", SchoolYear(2022)))

    with pytest.raises(CommandError, match=words):
        import_bank(path, organization=code)


def test_decline_names_prints_a_line_of_json_for_a_name(monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("\ufeffЛагунова Нина Васильевна\n\nШвец Олег\n"))
    output = StringIO()

    call_command("decline_names", stdout=output)

    lines = [json.loads(line) for line in output.getvalue().splitlines()]
    assert [line["dative"] for line in lines] == ["Лагуновой Нине Васильевне", "Швецу Олегу"]
    assert list(lines[0]) == ["nominative", "genitive", "dative", "accusative", "instrumental"]
