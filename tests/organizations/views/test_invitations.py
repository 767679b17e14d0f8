from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.organizations.models import Invitation
from mentorship.organizations.roles import Role
from tests.factories.bank import MentorEntryFactory
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)

pytestmark = pytest.mark.django_db
R = Role
DAY = timedelta(days=1)
FORM = {"role": "council", "full_name": "Морозова Ирина", "email": "Morozova@example.org"}


@pytest.fixture
def director():
    return MembershipFactory(role=R.DIRECTOR)


def new(member, organization=None):
    return f"/organizations/{(organization or member.organization).pk}/invitations/new/"


def test_link_is_shown_once_with_its_code(sign_in, director, settings):
    settings.SITE_URL = "https://nastavnik.example"
    client = sign_in(director)

    response = client.post(new(director), FORM, headers={"host": "localhost"})
    first, second = client.get(response["Location"]), client.get(response["Location"])

    slip = first.context["slip"]
    assert slip.address.startswith("https://nastavnik.example/organizations/invitations/open/")
    assert (slip.qr.startswith("data:image/svg+xml"), slip.is_mailed) == (True, False)
    assert second.context["slip"] is None


def test_choices_are_the_roles_given_out_there(sign_in, director):
    curator = MembershipFactory(organization=director.organization)

    offered = [
        [code for code, _ in sign_in(who).get(new(who)).context["form"].fields["role"].choices]
        for who in (director, curator)
    ]

    assert offered == [
        ["curator", "council", "psychologist", "mentor"],
        ["council", "psychologist", "mentor"],
    ]


@pytest.mark.parametrize("role", ["director", "methodist", "coordinator", "owner", ""])
def test_role_above_is_no_choice(sign_in, director, role):
    page = sign_in(director).post(new(director), FORM | {"role": role})

    assert list(page.context["form"].errors) == ["role"]
    assert Invitation.objects.count() == 0


def test_fields_nobody_asked_for_are_ignored(sign_in, director):
    alien = {
        "organization": InstitutionFactory().pk,
        "invited_by": 1,
        "institution_types": "school",
    }

    sign_in(director).post(new(director), FORM | alien)

    invitation = Invitation.objects.get()
    assert (invitation.organization, invitation.invited_by, invitation.institution_types) == (
        director.organization,
        director,
        [],
    )


def test_organization_out_of_reach_is_not_there(sign_in, director):
    neighbor = InstitutionFactory(parent=director.organization.parent)

    assert sign_in(director).post(new(director, neighbor), FORM).status_code == 404


def test_who_gives_nothing_out_there_is_led_to_the_list(sign_in, director):
    city = director.organization.parent
    methodist = MembershipFactory(role=R.METHODIST, organization=city)

    response = sign_in(methodist).post(new(methodist), FORM | {"role": "methodist"})

    assert response["Location"] == f"/organizations/{city.pk}/members/"
    assert Invitation.objects.count() == 0


def test_coordinator_narrows_a_methodist_from_the_start(sign_in):
    coordinator = MembershipFactory(role=R.COORDINATOR)
    city = MunicipalityFactory(parent=coordinator.organization)
    school = InstitutionFactory(parent=city)
    form = {
        "full_name": "Орлова Вера",
        "email": "orlova@example.org",
        "role": "methodist",
        "institution_types": ["school", "college"],
        "institutions": [school.pk],
    }

    sign_in(coordinator).post(new(coordinator, city), form)

    invitation = Invitation.objects.get()
    assert invitation.institution_types == ["college", "school"]
    assert list(invitation.institutions.all()) == [school]


def test_mentor_is_invited_with_a_card_of_the_bank(sign_in, director):
    person = MentorEntryFactory(institution=director.organization).person
    without_consent = MentorEntryFactory(
        institution=director.organization, person__consented=False
    ).person
    client = sign_in(director)

    refused = client.post(new(director), FORM | {"role": "mentor"})
    client.post(new(director), FORM | {"role": "mentor", "card": person.pk})

    choices = [pk for pk, _ in refused.context["form"].fields["card"].choices]
    assert (choices, without_consent.pk in choices) == (["", person.pk], False)
    assert list(refused.context["form"].errors) == ["card"]
    assert Invitation.objects.get().card == person.pk


def test_card_is_kept_for_mentors_only(sign_in, director):
    person = MentorEntryFactory(institution=director.organization).person

    sign_in(director).post(new(director), FORM | {"card": person.pk})

    assert Invitation.objects.get().card is None


def test_second_invitation_is_said_at_the_address_and_kept_in_the_form(sign_in, director):
    client = sign_in(director)
    client.post(new(director), FORM)

    page = client.post(new(director), FORM)

    assert list(page.context["form"].errors) == ["email"]
    assert 'value="Morozova@example.org"' in page.content.decode()


def test_deputy_of_a_curator_on_leave(sign_in, director):
    curator = MembershipFactory(organization=director.organization)
    today = timezone.localdate()
    form = {
        "full_name": "Морозова Ирина",
        "email": "morozova@example.org",
        "starts_on": today.strftime("%d.%m.%Y"),
        "ends_on": (today + 30 * DAY).strftime("%d.%m.%Y"),
    }

    sign_in(director).post(f"/organizations/members/{curator.pk}/deputy/", form)

    invitation = Invitation.objects.get()
    assert (invitation.acts_for, invitation.ends_on, invitation.role) == (
        curator,
        today + 30 * DAY,
        "curator",
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "field"),
    [("01.01.2020", "01.01.2099", "starts_on"), ("01.02.2099", "01.01.2099", "ends_on")],
)
def test_term_upside_down_is_refused(sign_in, director, starts_on, ends_on, field):
    curator = MembershipFactory(organization=director.organization)
    form = FORM | {"starts_on": starts_on, "ends_on": ends_on}

    page = sign_in(director).post(f"/organizations/members/{curator.pk}/deputy/", form)

    assert list(page.context["form"].errors) == [field]


def test_curator_is_handed_over_to_a_successor(sign_in, director):
    curator = MembershipFactory(organization=director.organization)

    sign_in(director).post(
        f"/organizations/members/{curator.pk}/successor/", FORM | {"starts_on": "1 июня 2099"}
    )

    invitation = Invitation.objects.get()
    assert (invitation.replaces, str(invitation.starts_on)) == (curator, "2099-06-01")


def test_curator_does_not_hand_over_the_own_role(sign_in):
    curator = MembershipFactory()

    response = sign_in(curator).get(f"/organizations/members/{curator.pk}/successor/")

    assert response.status_code == 403


def test_link_is_issued_anew_and_shown(sign_in, director):
    client = sign_in(director)
    address = client.post(new(director), FORM)["Location"]
    old = client.get(address).context["slip"].address

    client.post(f"{address}reissue/")

    assert client.get(address).context["slip"].address != old


def test_invitation_is_taken_back(sign_in, director):
    client = sign_in(director)
    address = client.post(new(director), FORM)["Location"]

    client.post(f"{address}revoke/")

    page = client.get(address)
    assert (page.context["invitation"].state, page.context["may_manage"]) == ("revoked", True)


@pytest.mark.django_db(transaction=True)
def test_invitation_is_sent_where_mail_is_set_up(sign_in, director, settings, mailoutbox):
    settings.MAIL_CONFIGURED = True

    sign_in(director).post(new(director), FORM)

    assert [letter.to for letter in mailoutbox] == [["morozova@example.org"]]
    assert "/organizations/invitations/open/" in mailoutbox[0].body
