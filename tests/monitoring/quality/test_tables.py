import pytest

from monitoring.models import QualityTable
from monitoring.quality.tables import Level, greatest_score, level_of, level_problems, levels_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return QualityTable.objects.get(organization=None, version=1)


def test_levels_of_the_built_in_table_begin_and_end_where_the_source_says(table):
    """Domain F3: 9 criteria × 2, 15–18 оптимальный, 9–14 допустимый, 0–8 недопустимый."""
    assert greatest_score(table) == 18
    assert {score: level_of(score, table).title for score in (0, 8, 9, 14, 15, 18)} == {
        0: "недопустимый",
        8: "недопустимый",
        9: "допустимый",
        14: "допустимый",
        15: "оптимальный",
        18: "оптимальный",
    }
    assert level_problems(levels_of(table), 18) == []


@pytest.mark.parametrize(
    ("levels", "problem"),
    [
        ([(0, 8), (10, 18)], "«1» начинается с 10, а нужно с 9."),
        ([(0, 9), (9, 18)], "«1» начинается с 9, а нужно с 10."),
        ([(0, 8), (9, 17)], "Уровни кончаются на 17, а баллов может быть 18."),
        ([(0, 8), (18, 9)], "«1»: от 18 до 9 – наоборот."),
    ],
)
def test_levels_with_a_gap_or_an_overlap_are_told(levels, problem):
    rows = [Level(str(n), str(n), least, most) for n, (least, most) in enumerate(levels)]

    assert level_problems(rows, 18)[0] == problem
