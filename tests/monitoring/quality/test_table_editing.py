import pytest
from django.urls import reverse

from mentorship.organizations.school_year import SchoolYear
from monitoring.quality.tables import greatest_score, level_of, table_for

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)


@pytest.fixture
def page(sign_in, coordinator):
    return sign_in(coordinator, school_year=2022)


def shown(page):
    """Everything the form shows, as a browser would send it back."""
    form = page.get(reverse("monitoring:quality_table")).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in fields.items() if value is not None}


def sent(page, **changes):
    return page.post(reverse("monitoring:quality_table"), shown(page) | changes)


def test_region_rewrites_the_table_and_schools_use_it(page, curator, coordinator):
    built_in = table_for(curator, YEAR)
    response = sent(
        page,
        **{
            "source": "приказ министерства",
            "criterion-partners": "",
            "more-2": "Участие в волонтёрских делах",
            "most-0": "18",
            "least-0": "16",
            "most-1": "15",
        },
    )

    table = table_for(curator, YEAR)
    assert response.status_code == 302
    assert (table.organization, table.version, greatest_score(table)) == (
        coordinator.organization,
        1,
        18,
    )
    assert level_of(15, table).title == "допустимый"
    assert table.sections[2]["criteria"][-1]["text"] == "Участие в волонтёрских делах"
    assert table.sections[0] == built_in.sections[0]
    assert table_for(curator, SchoolYear(2021)) == built_in


def test_levels_that_do_not_fit_and_an_older_page_are_refused(page, curator):
    gap = sent(page, source="приказ", **{"criterion-partners": ""})
    older = shown(page) | {"source": "первый"}
    page.post(reverse("monitoring:quality_table"), older)
    second = page.post(reverse("monitoring:quality_table"), older | {"source": "второй"})

    assert gap.context["form"].non_field_errors() == [
        "Уровни кончаются на 18, а баллов может быть 16."
    ]
    assert second.context["form"].non_field_errors() == [
        "Таблицу только что изменили: откройте её ещё раз. Ваши изменения не записаны."
    ]
    assert second.context["form"]["source"].value() == "второй"
    assert table_for(curator, YEAR).source == "первый"
