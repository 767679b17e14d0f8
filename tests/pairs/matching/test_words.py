import pytest

from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.matching.settings import settings_of
from mentorship.pairs.matching.words import differences, level_of, points, quality_of
from mentorship.pairs.models import MatchingRun


@pytest.mark.parametrize(
    ("hundredths", "words"),
    [(0, "0"), (1500, "15"), (1510, "15,1"), (1505, "15,05"), (-310, "\N{MINUS SIGN}3,1")],
)
def test_points_are_told_without_needless_zeros(hundredths, words):
    assert points(hundredths) == words


@pytest.mark.parametrize(("weight", "word"), [(0, "не важно"), (8, "очень важно"), (7, "вес 7")])
def test_weight_is_told_by_its_word(weight, word):
    assert level_of(weight) == word


@pytest.mark.parametrize(
    ("total", "bound", "words"),
    [
        (0, 0, "Предложить было некого."),
        (
            900,
            1200,
            "Сумма 9, больше 12 не бывает: найдено не меньше 75 % лучшего. До лучшего плана – "
            "самое большее 3.",
        ),
    ],
)
def test_quality_of_a_plan_is_said_in_words(total, bound, words):
    run = MatchingRun(total=total, bound=bound, school_year=SchoolYear(2022).first)

    assert quality_of(run) == words


@pytest.mark.django_db
def test_differences_name_what_is_set_otherwise(school):
    settings, other = settings_of(school.pk), settings_of(school.pk)
    other.weights["interests"], other.switches["strict_age"], other.threshold = 8, True, 10

    assert differences(settings, other) == [
        "«Интересы» – очень важно",
        "«Только желаемый возраст» – да",
        "порог 10",
    ]
