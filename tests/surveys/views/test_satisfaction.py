import pytest

from mentorship.surveys.editing import copy_set, publish_set
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import ResponseFactory, questionnaire

GOOD = {
    "counts_satisfaction": "on",
    "satisfied_from": "9",
    "satisfied_source": "приказ школы № 5",
}


@pytest.fixture
def own(curator):
    draft = copy_set(member=curator, questionnaire=questionnaire())
    return publish_set(member=curator, questionnaire=draft)


def page(asked):
    return f"/surveys/sets/{asked.pk}/satisfaction/"


def test_threshold_is_set_with_its_source(desk, own):
    ResponseFactory(
        questionnaire=own,
        person__institution=own.organization,
        answers={"comfort": 8},
        school_year=2090,
    )

    response = desk.post(page(own), GOOD)

    own.refresh_from_db()
    assert response.url == "/surveys/sets/"
    assert (own.satisfied_from, own.satisfied_source) == (9, "приказ школы № 5")
    assert not own.responses.get().is_satisfied


def test_source_of_the_threshold_is_asked_for(desk, own):
    form = desk.post(page(own), GOOD | {"satisfied_source": ""}).context["form"]

    assert form.errors == {"satisfied_source": ["Обязательное поле."]}
    assert form["satisfied_from"].value() == "9"


def test_threshold_outside_the_scale_is_refused(desk, own):
    form = desk.post(page(own), GOOD | {"satisfied_from": "11"}).context["form"]

    assert form.errors == {"satisfied_from": ["Порог – от 1 до 10."]}


def test_sets_of_others_and_entry_sets_are_not_to_be_set(desk, curator):
    entry = copy_set(member=curator, questionnaire=questionnaire("entry-mentee-pupil"))
    foreign = MembershipFactory()
    other = copy_set(member=foreign, questionnaire=questionnaire())

    assert desk.get(page(questionnaire())).status_code == 404
    assert desk.get(page(other)).status_code == 404
    assert desk.get(page(entry)).status_code == 403
