import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

from mentorship.demo.papers import SOURCES
from roadmaps.management.commands.import_roadmap import Command
from roadmaps.models import Roadmap, Task
from tests.factories.organizations import InstitutionFactory

HEAD = "№\tМероприятия\tСроки\tОтветственный\n"


def run(*arguments):
    out = io.StringIO()
    call_command("import_roadmap", *arguments, "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


@pytest.fixture
def school(db):
    return InstitutionFactory(code="school-of-commands")


@pytest.fixture
def written(tmp_path):
    def write(content, name="plan.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


@pytest.mark.parametrize(
    ("name", "counts", "period"),
    [
        ("novoalexandrovsky", (7, 37, 4, 2), ("2022-01-01", "2024-12-31")),
        ("mishkinskaya", (8, 37, 7, 4), ("2022-09-01", "2023-08-31")),
        ("gimnaziya-7", (7, 7, 1, 2), ("2022-08-01", "2023-08-31")),
    ],
)
def test_source_roadmaps_are_imported_whole(school, name, counts, period):
    report = run(str(SOURCES / f"{name}.txt"), "--organization", school.code)

    roadmap = Roadmap.objects.get(organization=school)
    assert tuple(report[key] for key in ("sections", "tasks", "joined", "dropped")) == counts
    rows = sum(report[key] for key in ("section_rows", "tasks", "joined", "dropped"))
    assert rows == report["rows_read"]
    assert (str(roadmap.starts_on), str(roadmap.ends_on)) == period
    assert Task.objects.filter(organization=school).count() == counts[1]
    assert roadmap.source_name == f"{name}.txt"


def test_every_warning_names_its_row(school):
    report = run(str(SOURCES / "novoalexandrovsky.txt"), "--organization", school.code)

    typo = [each for each in report["warnings"] if "20222" in each["message"]]
    assert typo == [
        {
            "row": 76,
            "message": "Срок «Сентябрь-октябрь 20222»: Год «20222» записан с ошибкой: "
            "прочитан как 2022",
        }
    ]


def test_title_period_and_reported_tasks_can_be_told(school):
    run(
        str(SOURCES / "mishkinskaya.txt"),
        "--organization",
        school.code,
        "--title",
        "Карта",
        "--from",
        "2022-10-01",
        "--to",
        "2023-05-31",
        "--mark-reported-done",
    )

    roadmap = Roadmap.objects.get()
    assert (roadmap.title, str(roadmap.starts_on), str(roadmap.ends_on)) == (
        "Карта",
        "2022-10-01",
        "2023-05-31",
    )
    assert Task.objects.filter(progress="done").count() == 29


def test_plain_report_is_one_line_and_its_remarks(school, written, capsys):
    call_command(
        "import_roadmap", written(HEAD + "1\tСбор\t20222\tКуратор\n"), organization=school.code
    )

    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "Разделов 1, мероприятий 1, продолжений 0, отброшено строк 1"
    assert err.startswith("Загружена карта «plan»")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("", "empty.txt", "пуст"),
        ("Просто письмо без таблицы.", "letter.txt", "таблиц"),
        (b"%PDF-1.7 scan", "plan.pdf", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "plan.doc", "doc"),
        (b"PK\x03\x04 broken", "plan.docx", "повреждён"),
    ],
)
def test_what_holds_no_roadmap_is_refused_in_words(school, written, content, name, words):
    with pytest.raises(CommandError, match=words):
        run(written(content, name), "--organization", school.code)

    assert Roadmap.objects.count() == 0


def test_unknown_organization_missing_file_and_impossible_day_are_refused(school, written):
    plan = written(HEAD + "1\tСбор\t2022\tКуратор\n")

    with pytest.raises(CommandError, match="«nowhere» нет"):
        run(plan, "--organization", "nowhere")
    with pytest.raises(CommandError, match="не читается"):
        run(plan + ".missing", "--organization", school.code)
    with pytest.raises(CommandError, match="не бывает"):
        run(plan, "--organization", school.code, "--from", "2022-02-30")


def test_bad_day_passes_the_parser_where_a_refusal_would_be_a_traceback():
    parser = Command().create_parser("manage", "import_roadmap")

    told = parser.parse_args(["plan.txt", "--organization", "school", "--from", "20222-01-01"])

    assert told.starts_on == "20222-01-01"


def test_file_over_the_limit_is_not_read(school, written):
    with pytest.raises(CommandError, match="больше 10 МБ"):
        run(written(b"x" * (10 * 1024 * 1024 + 1)), "--organization", school.code)


def test_deadlines_come_out_one_object_a_line(monkeypatch, capsys):
    phrases = "\N{ZERO WIDTH NO-BREAK SPACE}до 20.03.2022 г.\r\n\nПо отдельному графику"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(phrases.encode())))

    call_command("read_deadlines")

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["raw"], each["end"], each["kind"]) for each in lines] == [
        ("до 20.03.2022 г.", "2022-03-20", "until"),
        ("", None, "empty"),
        ("По отдельному графику", None, "schedule"),
    ]
    assert lines[0]["start"] is None
