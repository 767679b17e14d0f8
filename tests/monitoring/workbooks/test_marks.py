import pytest

from monitoring.workbooks.marks import Mark, MarkError, lone_mark, parse_cell


def test_mark_reads_name_filters_and_flags():
    (mark,) = parse_cell('{{ manual.events | number | min=0 | hint="сколько | было }" }}')

    assert (mark.kind, mark.path) == ("manual", ("events",))
    assert mark.options == {"min": "0", "hint": "сколько | было }"}
    assert mark.flags == {"number"}


@pytest.mark.parametrize(
    ("written", "name", "options"),
    [
        ("{{figure.mentees|form=student-uchenik}}", "figure.mentees", {"form": "student-uchenik"}),
        ("{{ величина.mentees | возраст=10-19 }}", "figure.mentees", {"age": "10-19"}),
        ("{{ показатель.I1.факт }}", "indicator.I1.fact", {}),
        ("{{ период }}", "period", {}),
        ("{{ figure.x | form=«ученик – ученик» }}", "figure.x", {"form": "ученик – ученик"}),
    ],
)
def test_mark_is_written_in_english_or_russian(written, name, options):
    (mark,) = parse_cell(written)

    assert (mark.name, mark.options) == (name, options)


def test_words_around_marks_are_kept():
    parts = parse_cell("Отчёт {{ organization.name }} за {{ period }} год")

    assert [part.name if isinstance(part, Mark) else part for part in parts] == [
        "Отчёт ",
        "organization.name",
        " за ",
        "period",
        " год",
    ]
    assert lone_mark(parts) is None


def test_lone_mark_keeps_its_type():
    assert lone_mark(parse_cell("  {{ period }} ")).name == "period"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("{{ period", "Скобки не закрыты: «{{ period». "),
        ("period }}", "Скобки не закрыты: «period }}». "),
        ("{{ }}", "Имя «пусто» записано неверно: "),
        ("{{ figure mentees }}", "Имя «figure mentees» записано неверно: "),
        ("{{ figure.x | age==}", "Скобки не закрыты"),
        ("{{ figure.x | age=1 | age=2 }}", "Условие «age» записано дважды: "),
        ("{{ figure.x | # }}", "Условие «#» в имени "),
    ],
)
def test_broken_mark_is_told_in_words(written, words):
    with pytest.raises(MarkError) as refusal:
        parse_cell(written)

    assert str(refusal.value).startswith(words)
