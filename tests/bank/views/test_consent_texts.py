import pytest

from mentorship.bank.models import ConsentSettings, ConsentText
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return ConsentText.objects.get(organization=None, code="processing-adult")


def typed(text, **changes):
    return text.parts | {"data": "\n".join(text.parts["data"]), "source": "юрист"} | changes


def test_list_shows_the_texts_in_use(sign_in, curator):
    response = sign_in(curator).get("/bank/consents/texts/")

    texts = response.context["texts"]
    assert [(t.purpose, t.audience) for t in texts][:3] == [
        ("processing", "adult"),
        ("processing", "representative"),
        ("processing", "joint"),
    ]
    assert len(texts) == 9


def test_text_is_shown_as_a_sheet(sign_in, curator, text):
    page = sign_in(curator).get(f"/bank/consents/texts/{text.pk}/").content.decode()

    assert ('data-field="goal"' in page, "Проверить: " in page) == (True, True)


def test_update_makes_an_own_version(sign_in, curator, text):
    form = typed(text, goal="наша цель", data="имя;\n\n класс. ")

    response = sign_in(curator).post(f"/bank/consents/texts/{text.pk}/edit/", form)

    own = ConsentText.objects.get(organization=curator.organization)
    assert response.url == f"/bank/consents/texts/{own.pk}/"
    assert (own.parts["goal"], own.parts["data"]) == ("наша цель", ["имя", "класс"])


def test_update_of_a_region_reaches_its_schools(sign_in, text):
    coordinator = MembershipFactory(role="coordinator")
    client = sign_in(coordinator)

    client.post(f"/bank/consents/texts/{text.pk}/edit/", typed(text, goal="цель региона"))

    text_of_region = ConsentText.objects.get(organization=coordinator.organization)
    curator = MembershipFactory(
        organization=InstitutionFactory(parent__parent=coordinator.organization)
    )
    texts = sign_in(curator).get("/bank/consents/texts/").context["texts"]
    assert texts[0] == text_of_region


@pytest.mark.parametrize(("field", "value"), [("goal", ""), ("data", " ;\n. "), ("source", "")])
def test_update_refuses_an_empty_part(sign_in, curator, text, field, value):
    form = typed(text, **{field: value})

    response = sign_in(curator).post(f"/bank/consents/texts/{text.pk}/edit/", form)

    assert response.status_code == 200
    assert not ConsentText.objects.filter(organization=curator.organization).exists()


def test_foreign_text_is_not_there(sign_in, curator, text):
    text.pk, text.organization = None, InstitutionFactory()
    text.save()

    assert sign_in(curator).get(f"/bank/consents/texts/{text.pk}/").status_code == 404


def test_settings_are_saved_and_printed(sign_in, curator, text):
    client = sign_in(curator)

    client.post("/bank/consents/settings/", {"processor": "ООО «Узел»", "asks_joint": "on"})

    assert ConsentSettings.objects.get(institution=curator.organization).asks_joint
    page = client.get(f"/bank/consents/texts/{text.pk}/").content.decode()
    assert "ООО «Узел»" in page
