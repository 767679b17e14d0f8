import json
from pathlib import Path

import pytest
from django.urls import reverse

from mentorship.organizations.school_year import SchoolYear
from monitoring.indicators.stated import proposals_for, stated_percent
from monitoring.models import StatedValue
from monitoring.summaries import current_indicators, indicator_values
from roadmaps.parsing import parse, parsed_from_json, parsed_to_json
from roadmaps.services import import_roadmap
from tests.monitoring.conftest import TODAY

YEAR = SchoolYear(2022)
SOURCE = Path("mentorship/demo/sources/mishkinskaya.txt")


@pytest.fixture
def loaded(school):
    """The report of S002 as it came; its period goes on into the next school year."""
    parsed = parsed_from_json(parsed_to_json(parse(SOURCE.read_text(), filename=SOURCE.name)))
    return import_roadmap(
        organization=school,
        parsed=parsed,
        title="Отчёт за 2022-2023",
        starts_on=YEAR.starts_on,
        ends_on=SchoolYear(2023).ends_on,
    )


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("55- 51%", 51),
        ("3-3 %", 3),
        ("33 из 59 – 56%", 56),
        ("66,7 %", 67),
        ("0 %", 0),
        ("8 из 12", None),
        ("810 %", None),
        ("1051 %", None),
        ("51 % (план 60 %)", None),
    ],
)
def test_one_percent_is_read(text, percent):
    assert stated_percent(text) == percent


def test_loaded_report_says_its_indicators_of_its_own_year(loaded, school):
    found = proposals_for(school, YEAR, current_indicators(school, YEAR))

    assert {code: (row.text, row.percent) for code, row in found.items()} == {
        "I1": ("55- 51%", 51),
        "I2": ("3-3 %", 3),
        "I5": ("33 из 59 – 56%", 56),
        "I6": ("8 из 12 – 67 %", 67),
    }
    assert proposals_for(school, SchoolYear(2023), current_indicators(school, YEAR)) == {}


def test_what_was_read_is_looked_through_and_stands_beside_the_computed(
    sign_in, curator, school, loaded
):
    client, url = sign_in(curator, 2022), reverse("monitoring:stated_update")
    read = client.get(url).context["form"]

    typed = {name: read.get_initial_for_field(field, name) for name, field in read.fields.items()}
    del typed["seen"]
    answer = client.post(url, {**{k: v or "" for k, v in typed.items()}, "stated_I2": "3 из 34"})
    errors = answer.context["form"].errors
    client.post(url, {**{k: v or "" for k, v in typed.items()}, "stated_I2": "9 %"})

    assert typed["source"] == "загруженный отчёт «Отчёт за 2022-2023»"
    assert errors == {"stated_I2": ["Укажите процент от 0 до 100, например «55 – 51 %»."]}
    stated = {v.indicator.code: v.stated for v in indicator_values(school, YEAR, TODAY)}
    assert {code: row.percent for code, row in stated.items() if row} == {
        "I1": 51, "I2": 9, "I5": 56, "I6": 67,
    }  # fmt: skip


def test_emptied_text_is_taken_away_and_the_rest_keeps_its_source(sign_in, curator, school, loaded):
    client, url = sign_in(curator, 2022), reverse("monitoring:stated_update")
    client.post(url, {"stated_I1": "51 %", "stated_I2": "3 %", "source": "отчёт школы"})
    seen = json.dumps({"I1": "51 %", "I2": "3 %"})
    typed = {"stated_I1": "51 %", "stated_I2": "", "source": "исправленный"}
    client.post(url, typed | {"seen": seen})

    rows = StatedValue.objects.values_list("indicator__code", "text", "source")
    assert list(rows) == [("I1", "51 %", "отчёт школы")]


def test_older_page_writes_nothing_over_and_is_saved_after_a_second_look(sign_in, curator, school):
    client, url = sign_in(curator, 2022), reverse("monitoring:stated_update")
    client.post(url, {"stated_I1": "51 %", "source": "отчёт"})
    older = {"stated_I1": "50 %", "stated_I2": "3 %", "source": "отчёт", "seen": "{}"}

    refused = client.post(url, older).context["form"]

    [[error]] = refused.errors.values()
    assert error.startswith("Пока страница была открыта, записали другое: I1 – «51 %».")
    assert StatedValue.objects.get().percent == 51
    client.post(url, older | {"seen": refused["seen"].value()})
    assert dict(StatedValue.objects.values_list("indicator__code", "percent")) == {
        "I1": 50,
        "I2": 3,
    }
