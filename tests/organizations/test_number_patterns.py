import pytest

from mentorship.organizations.number_patterns import check_pattern, fill_pattern


@pytest.mark.parametrize(
    ("pattern", "number"),
    [("{n}-ОД", "7-ОД"), ("{n}/{year}", "7/2026"), ("ПП-{n}", "ПП-7"), ("01-07/{n}", "01-07/7")],
)
def test_pattern_gives_numbers(pattern, number):
    assert fill_pattern(check_pattern(f" {pattern} "), 7, 2026) == number


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("ОД", "В образце должно быть ровно одно {n}"),
        ("{year}-ОД", "В образце должно быть ровно одно {n}"),
        ("{n}-{n}", "В образце должно быть ровно одно {n}"),
        ("{n}-{kind}", "Неизвестное поле {kind}: можно {n}"),
        ("{n.__class__}", "Неизвестное поле {n.__class__}: можно {n}"),
        ("{N}-ОД", "Неизвестное поле {N}: можно {n}"),
        ("{n}-{ОД", "Лишняя фигурная скобка"),
        ("{{n}}", "Лишняя фигурная скобка"),
        ("{n}" + "Ж" * 37, "Номер по такому образцу длиннее 40 знаков"),
    ],
)
def test_pattern_that_gives_no_numbers_is_refused_in_words(pattern, words):
    with pytest.raises(ValueError, match="^" + words.replace("{", r"\{")):
        check_pattern(pattern)
