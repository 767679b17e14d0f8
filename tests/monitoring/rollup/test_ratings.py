from datetime import date

from django.urls import reverse

from mentorship.organizations.school_year import SchoolYear
from monitoring.rollup.ratings import rating, round_rating
from monitoring.rollup.totals import Rollup
from monitoring.summaries import current_indicators

YEAR, TODAY = SchoolYear(2022), date(2023, 6, 1)


def placed(found):
    return [(row.place, row.organization, row.percent, row.n) for row in found.placed]


def test_ties_share_places_and_small_bases_have_none(
    settings, coordinator, indicator, schools, fill, school
):
    settings.RATING_LEAST_N = 10
    first, tied, again, small, few = schools([(9, 10), (20, 40), (30, 60), (3, 90), (7, 9)])
    [unknown] = schools([(8, None)])
    fill(school, 5, 100)
    found = rating(indicator, coordinator, YEAR, TODAY)

    assert placed(found) == [
        ("1", first, 90, 10),
        ("2–3", tied, 50, 40),
        ("2–3", again, 50, 60),
    ]
    assert (found.placed[0].low, found.placed[0].high) == (60, 98)
    # With the small count the next smallest is hidden, and it has no place either.
    assert (found.few, set(found.hidden)) == ([few], {school, small})
    assert [(row.organization, row.reason[:15]) for row in found.absent] == [
        (unknown, "нет численности")
    ]
    assert found.few_words == "Недостаточно данных (n < 10)"


def test_round_is_rated_by_its_frozen_numbers(
    sign_in, coordinator, schools, open_round, accept, fill
):
    first, second, silent = schools([(12, 100), (30, 60), (40, 80)])
    opened = open_round(first, second, silent)
    accept(opened, first)
    accept(opened, second)
    fill(first, 60)
    rollup = Rollup(opened, coordinator)
    [line] = [line for line in rollup.lines if line.is_percent]
    found = round_rating(rollup, line, 80)
    page = sign_in(coordinator).get(reverse("monitoring:round_rating", args=[opened.pk]))

    assert (placed(found), found.few) == ([("1", first, 12, 100)], [second])
    assert [(row.organization, row.reason) for row in found.absent] == [(silent, "отчёт не начат")]
    assert placed(page.context["rating"]) == [("1", second, 50, 60), ("2", first, 12, 100)]


def test_rating_is_of_those_above(sign_in, coordinator, curator):
    code = current_indicators()[0].code
    address = reverse("monitoring:indicator_rating", args=[code])

    assert sign_in(coordinator).get(address).context["indicator"].code == code
    assert sign_in(curator).get(address).status_code == 403
