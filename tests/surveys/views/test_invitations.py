import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from mentorship.audit.models import Reading
from mentorship.surveys import shown_secrets
from mentorship.surveys.models import Invitation, InvitationBatch
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import InvitationFactory, ResponseFactory, questionnaire

LIST, NEW = "/surveys/invitations/", "/surveys/invitations/new/"


def ask(code):
    return f"{NEW}?questionnaire={questionnaire(code).pk}"


def cards(code="mentee-pupil"):
    return f"{NEW}{questionnaire(code).pk}/cards/"


def named(code="mentee-pupil"):
    return f"{NEW}{questionnaire(code).pk}/named/"


@pytest.fixture
def pupil(curator):
    return PersonFactory(institution=curator.organization, consented=True)


def statements(desk, path):
    desk.get(path)
    with CaptureQueriesContext(connection) as captured:
        desk.get(path)
    return len(captured)


def test_people_with_a_consent_who_fit_are_offered(desk, curator, pupil):
    school = curator.organization
    PersonFactory(institution=school)
    PersonFactory(institution=school, category="teacher", consented=True)
    PersonFactory(institution=school, consented=True, archived_on="2022-09-01")
    PersonFactory(consented=True)

    context = desk.get(ask("mentee-pupil")).context

    assert (context["people"], context["places"]) == ([pupil], ["7 «А»"])
    assert context["cards_form"] is not None


def test_head_is_asked_as_a_teacher(desk, curator):
    head = PersonFactory(institution=curator.organization, category="head", consented=True)

    assert desk.get(ask("mentor-teacher")).context["people"] == [head]


def test_pupils_are_offered_where_adults_are_asked_about_them(desk, pupil):
    context = desk.get(ask("about-pupil-parent")).context

    assert (context["people"], context["is_about"], context["cards_form"]) == ([pupil], True, None)


def test_satisfaction_is_asked_of_those_who_have_not_answered(desk, curator):
    silent, done = (MenteeEntryFactory(institution=curator.organization).person for _ in range(2))
    ResponseFactory(person=done)

    assert desk.get(ask("mentee-satisfaction")).context["people"] == [silent]


def test_class_narrows_the_list(desk, curator, pupil):
    other = PersonFactory(
        institution=curator.organization, consented=True, category__place="10 «Б»"
    )

    context = desk.get(f"{ask('mentee-pupil')}&place=10 «Б»").context

    assert (context["people"], context["places"]) == ([other], ["7 «А»", "10 «Б»"])


def test_whole_class_is_ticked_by_a_link(desk, curator, pupil):
    PersonFactory(institution=curator.organization, consented=True, category__place="9 «В»")

    page = desk.get(f"{ask('mentee-pupil')}&place=7 «А»")
    ticked = desk.get(f"{ask('mentee-pupil')}&place=7 «А»&tick=all").context["ticked"]

    assert "&amp;place=7%20%C2%AB%D0%90%C2%BB&amp;tick=all" in page.content.decode()
    assert ticked == {str(pupil.pk)}


def test_unknown_questionnaire_in_the_address_means_the_first(desk):
    response = desk.get(f"{NEW}?questionnaire=999999999999999999999")

    assert response.context["chosen"] == response.context["sets"][0]


def test_cards_are_printed_and_downloaded(desk, curator):
    response = desk.post(cards(), {"count": 2, "days": 7}, follow=True)

    batch = InvitationBatch.objects.get()
    pdf = desk.get(f"{LIST}{batch.pk}/sheet/")
    assert response.redirect_chain == [(f"{LIST}{batch.pk}/", 302)]
    assert (batch.days, batch.manner, batch.invitations.count()) == (7, "sheet", 2)
    assert pdf["Content-Disposition"].startswith("attachment")
    assert len(PdfReader(io.BytesIO(pdf.content)).pages) == 1


def test_wrong_number_of_cards_is_told_and_kept(desk):
    response = desk.post(cards(), {"count": 5000, "days": 7})

    assert list(response.context["cards_form"].errors) == ["count"]
    assert response.context["cards_form"]["count"].value() == "5000"
    assert not Invitation.objects.exists()


def test_refusal_of_the_service_is_shown_beside_the_form(desk):
    response = desk.post(cards("about-pupil-parent"), {"count": 1, "days": 7})

    assert response.context["cards_form"] is None
    assert not Invitation.objects.exists()


def test_links_are_shown_for_the_people_ticked(desk, pupil, settings):
    settings.SITE_URL = "https://nastavnik.example.org"

    response = desk.post(
        named(), {"people": [pupil.pk], "days": 14, "manner": "links"}, follow=True
    )

    (invitation,) = response.context["invitations"]
    token = shown_secrets.links_of(response.context["batch"])[invitation.pk]
    assert invitation.person == pupil
    assert invitation.address == f"https://nastavnik.example.org/q/{token}/"


def test_nobody_ticked_is_told_and_the_class_stays(desk, pupil):
    response = desk.post(named(), {"days": 14, "manner": "links", "place": "7 «А»"})

    assert response.context["named_form"].errors["people"] == ["Отметьте хотя бы одного человека."]
    assert response.context["place"] == "7 «А»"


def test_somebody_without_a_consent_cannot_be_smuggled_in(desk, curator):
    person = PersonFactory(institution=curator.organization)

    response = desk.post(named(), {"people": [person.pk], "days": 14, "manner": "links"})

    assert response.context["named_form"].errors["people"] == [
        "Кого-то из отмеченных приглашать нельзя: обновите список."
    ]
    assert response.context["ticked"] == {str(person.pk)}


def batch_of(curator, **kwargs):
    return InvitationFactory(batch__institution=curator.organization, **kwargs).batch


def test_after_an_hour_links_are_not_shown(desk, curator):
    batch = batch_of(curator)

    context = desk.get(f"{LIST}{batch.pk}/").context

    assert (context["has_links"], context["has_sheet"]) == (False, False)
    assert [invitation.address for invitation in context["invitations"]] == [""]


def test_sheet_that_is_not_kept_sends_back_to_the_page(desk, curator):
    batch = batch_of(curator)

    assert desk.get(f"{LIST}{batch.pk}/sheet/").url == f"{LIST}{batch.pk}/"


def test_sheet_with_names_is_noted(desk, pupil):
    desk.post(named(), {"people": [pupil.pk], "days": 14, "manner": "sheet"})
    desk.get(f"{LIST}{InvitationBatch.objects.get().pk}/sheet/")

    assert Reading.objects.get(kind="sheet").people == [pupil.pk]


def test_reissue_shows_other_links(desk, curator):
    batch = batch_of(curator)
    old = batch.invitations.get().link

    response = desk.post(f"{LIST}{batch.pk}/reissue/", follow=True)

    old.refresh_from_db()
    assert old.revoked_at
    assert response.context["has_links"]


def test_reissue_of_nothing_says_so(desk, curator):
    batch = batch_of(curator)
    desk.post(f"{LIST}{batch.pk}/revoke/")

    response = desk.post(f"{LIST}{batch.pk}/reissue/", follow=True)

    (message,) = [str(m) for m in response.context["messages"]][-1:]
    assert message.startswith("Выдавать заново некому")


def test_one_link_is_revoked(desk, curator):
    batch = batch_of(curator)
    kept = InvitationFactory(batch=batch)
    first = batch.invitations.order_by("pk").first()

    desk.post(f"{LIST}links/{first.pk}/revoke/")

    assert [i.state for i in batch.invitations.order_by("pk")] == ["revoked", "open"]
    assert desk.post(f"{LIST}links/{kept.pk}/revoke/").url == f"{LIST}{batch.pk}/"


def test_batches_of_the_year_are_counted(desk, curator):
    batch = batch_of(curator)
    answered = InvitationFactory(batch=batch)
    answered.link.used_at = answered.link.created_at
    answered.link.save()
    batch_of(curator, batch__school_year=2021)
    InvitationFactory()

    (shown,) = desk.get(LIST).context["page_obj"]

    assert (shown, shown.asked, shown.answered) == (batch, 2, 1)


def test_empty_list_teaches(desk):
    assert "Приглашений в этом году ещё нет" in desk.get(LIST).content.decode()


@pytest.mark.parametrize("path", ["", "{batch}/", "new/"])
def test_query_count_is_independent_of_rows(desk, curator, path):
    def more():
        person = PersonFactory(institution=curator.organization, consented=True)
        return InvitationFactory(batch=batch, person=person, institution=curator.organization)

    batch = batch_of(curator)
    more()
    address = LIST + path.format(batch=batch.pk)
    one = statements(desk, address)
    for _ in range(2):
        more()
        batch_of(curator)

    assert statements(desk, address) == one


def test_foreign_batches_are_not_there(desk):
    foreign = InvitationFactory()

    paths = [f"{foreign.batch_id}/", f"{foreign.batch_id}/sheet/"]
    assert {desk.get(LIST + path).status_code for path in paths} == {404}
    posts = [f"{foreign.batch_id}/reissue/", f"links/{foreign.pk}/revoke/"]
    assert {desk.post(LIST + path).status_code for path in posts} == {404}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["director", "council", "psychologist", "mentor", "coordinator"])
def test_others_invite_nobody(sign_in, role):
    client = sign_in(MembershipFactory(role=role))

    assert {client.get(path).status_code for path in (LIST, NEW)} == {403}
