import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from mentorship.organizations.importing.samples import sample
from mentorship.organizations.models import ListImport, Organization
from tests.factories.organizations import MembershipFactory, RegionFactory

pytestmark = pytest.mark.django_db
TABLE = """Муниципалитет;Тип;Полное наименование;Код
Заозёрный округ;школа;Средняя школа № 5;sosh-5
Заозёрный округ;завод;Завод;zavod
"""


@pytest.fixture
def region():
    return RegionFactory(code="oblast")


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "школы.csv"
    path.write_text(TABLE)
    return str(path)


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_organizations", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_command_only_looks_unless_confirmed(region, table):
    out, err = run(table, "--region", "oblast")

    assert out == "Будет записано: новых 1, изменено 0, без изменений 0, не принято 1\n"
    assert err.splitlines()[0].startswith("Строка 2, столбец «Муниципалитет»: ")
    assert Organization.objects.count() == 1


def test_confirmed_command_writes_and_tells_in_json(region, table):
    out, _err = run(table, "--region", "oblast", "--confirm", "--json")

    report = json.loads(out)
    counts = {name: report[name] for name in ("good", "warned", "refused", "created", "updated")}
    assert counts == {"good": 0, "warned": 1, "refused": 1, "created": 1, "updated": 0}
    assert [(row["row"], row["column"]) for row in report["rows"]] == [
        (2, "Муниципалитет"),
        (3, "Тип"),
    ]
    assert Organization.objects.institutions().get().code == "sosh-5"


def test_sample_is_loaded_as_it_is(region, tmp_path):
    member = MembershipFactory(role="coordinator", organization=region)
    path = tmp_path / "образец.xlsx"
    path.write_bytes(sample(ListImport.Kind.ORGANIZATIONS, member, date(2026, 9, 1)))

    out, _err = run(str(path), "--region", "oblast", "--confirm")

    assert out == "Записано: новых 1, изменено 0, без изменений 0, не принято 0\n"


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (["{table}", "--region", "net"], "Нет региона с кодом «net»."),
        (["нет.csv", "--region", "oblast"], "Файла «нет.csv» нет."),
        (["/", "--region", "oblast"], "Файл «/» не открывается: это папка или нет прав."),
    ],
)
def test_bad_argument_is_refused_in_words(region, table, arguments, refusal):
    given = [argument.format(table=table) for argument in arguments]

    with pytest.raises(CommandError) as refused:
        run(*given)

    assert str(refused.value) == refusal


def test_refusal_is_json_too(region, tmp_path, capsys):
    path = tmp_path / "пусто.csv"
    path.write_text("Что;Кто\nа;б\n")

    with pytest.raises(CommandError):
        call_command("import_organizations", str(path), "--region", "oblast", "--json")

    assert list(json.loads(capsys.readouterr().out)) == ["error"]
