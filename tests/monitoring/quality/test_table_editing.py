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
    assert str(second.context["conflict"]).startswith("Пока вы писали, таблицу изменил кто-то ещё.")
    assert second.context["form"]["source"].value() == "второй"
    assert table_for(curator, YEAR).source == "первый"


def test_later_writer_sees_both_texts_and_saves_the_own(page, curator):
    address = reverse("monitoring:quality_table")
    typed = shown(page) | {"source": "второй", "section-0": "Моё название"}
    sent(page, source="первый", **{"more-2": "Добавил коллега", "most-0": "20"})
    newest = table_for(curator, YEAR)

    refused = page.post(address, typed)
    told = {(row.saved, row.typed) for row in refused.context["differences"]}
    text = refused.content.decode()
    page.post(address, typed | {"over": str(newest.pk)})

    assert {("первый", "второй"), ("Добавил коллега", "")} <= told
    saved = table_for(curator, YEAR)
    assert (saved.version, saved.source) == (newest.version + 1, "второй")
    assert saved.sections[0]["title"] == "Моё название"
    # Enter presses the first button of the form: it must not be «Сохранить моё».
    assert text.index('aria-hidden="true">Сохранить<') < text.index('name="over"')


def test_new_criterion_of_a_page_that_lost_what_it_had_seen_is_refused_in_words(page):
    form = sent(page, source="приказ", seen="", **{"more-2": "Новый"}).context["form"]

    assert list(form.errors) == ["seen"]
