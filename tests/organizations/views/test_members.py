from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.accounts.models import TokenLink
from mentorship.organizations.invitations import Offer, invite
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)

pytestmark = pytest.mark.django_db
R = Role
DAY = timedelta(days=1)


@pytest.fixture
def director():
    return MembershipFactory(role=R.DIRECTOR, user__full_name="Кравцова Анна Николаевна")


def colleague(director, role=R.CURATOR, **fields):
    return MembershipFactory(organization=director.organization, role=role, **fields)


def russian(day):
    return day.strftime("%d.%m.%Y")


def test_list_is_by_role_then_by_name(sign_in, director):
    colleague(director, R.PSYCHOLOGIST, user__full_name="Ежова Инна")
    colleague(director, R.PSYCHOLOGIST, user__full_name="Ёжикова Инна")
    former = colleague(director, ends_on=timezone.localdate() - DAY)

    page = sign_in(director).get("/organizations/members/")

    names = [m.user.full_name for m in page.context["members"]]
    assert names == ["Кравцова Анна Николаевна", "Ёжикова Инна", "Ежова Инна"]
    assert page.context["former"] == [former]


@pytest.mark.parametrize("count", [1, 3])
def test_list_query_count(sign_in, director, django_assert_max_num_queries, count):
    for number in range(count):
        curator = colleague(director)
        colleague(director, acts_for=curator, ends_on=timezone.localdate() + DAY)
        offer = Offer(role=R.COUNCIL, email=f"{number}@example.org", full_name="Белов")
        invite(member=director, organization=director.organization, offer=offer)
    client = sign_in(director)
    client.get("/organizations/members/")

    with django_assert_max_num_queries(15):
        client.get("/organizations/members/")


def test_methodist_sees_officials_of_a_school_and_nobody_else(sign_in, director):
    curator = colleague(director)
    colleague(director, R.MENTOR, user__full_name="Тихонов Пётр")
    school = director.organization
    methodist = MembershipFactory(role=R.METHODIST, organization=school.parent)
    offer = Offer(role=R.COUNCIL, email="hidden@example.org", full_name="Скрытова Ольга")
    invite(member=director, organization=school, offer=offer)

    page = sign_in(methodist).get(f"/organizations/{school.pk}/members/")

    assert set(page.context["members"]) == {director, curator}
    assert page.context["invitations"] == []


def test_member_of_a_lower_role_is_not_there_for_the_methodist(sign_in, director):
    mentor = colleague(director, R.MENTOR)
    methodist = MembershipFactory(role=R.METHODIST, organization=director.organization.parent)

    assert sign_in(methodist).get(f"/organizations/members/{mentor.pk}/").status_code == 404


def test_coordinator_is_told_which_methodist_invites(sign_in, director):
    city = director.organization.parent
    MembershipFactory(role=R.METHODIST, organization=city, user__full_name="Орлова Вера")
    coordinator = MembershipFactory(role=R.COORDINATOR, organization=city.parent)

    page = sign_in(coordinator).get(f"/organizations/{director.organization_id}/members/")

    assert "приглашает методист: Орлова Вера." in page.content.decode()
    assert page.context["may_invite"] is False


def test_buttons_are_the_moves(sign_in, director):
    curator = colleague(director)

    page = sign_in(director).get(f"/organizations/members/{curator.pk}/")

    assert page.context["moves"] == {"end", "hand_over", "deputize", "password"}


def test_role_is_ended_and_returned_by_clicks(sign_in, director):
    curator, client = colleague(director), sign_in(director)
    address = f"/organizations/members/{curator.pk}/"

    client.post(f"{address}end/", {"ends_on": russian(timezone.localdate() - DAY)})
    assert "завершена" in client.get(address).content.decode()
    client.post(f"{address}return/")

    curator.refresh_from_db()
    assert (curator.ends_on, curator.ended_at) == (None, None)


def test_end_before_the_beginning_is_said_at_the_date(sign_in, director):
    curator = colleague(director)

    page = sign_in(director).post(
        f"/organizations/members/{curator.pk}/end/", {"ends_on": "01.01.2010"}
    )

    assert page.context["form"].errors["ends_on"] == [
        "Роль не может закончиться раньше, чем началась."
    ]


def test_ended_role_is_gone_at_the_next_click(sign_in, director, client):
    curator = colleague(director)
    sign_in(director).post(
        f"/organizations/members/{curator.pk}/end/",
        {"ends_on": russian(timezone.localdate() - DAY)},
    )

    assert sign_in(curator).get("/bank/mentors/").status_code == 403


def test_limits_are_edited_by_the_coordinator(sign_in):
    school = InstitutionFactory()
    methodist = MembershipFactory(role=R.METHODIST, organization=school.parent)
    coordinator = MembershipFactory(role=R.COORDINATOR, organization=school.parent.parent)

    sign_in(coordinator).post(
        f"/organizations/members/{methodist.pk}/limits/",
        {"institution_types": ["school"], "institutions": [school.pk]},
    )

    methodist.refresh_from_db()
    assert (methodist.institution_types, list(methodist.institutions.all())) == (
        ["school"],
        [school],
    )


def test_school_of_another_municipality_is_no_choice(sign_in):
    methodist = MembershipFactory(role=R.METHODIST)
    coordinator = MembershipFactory(role=R.COORDINATOR, organization=methodist.organization.parent)

    page = sign_in(coordinator).post(
        f"/organizations/members/{methodist.pk}/limits/",
        {"institutions": [InstitutionFactory().pk]},
    )

    assert list(page.context["form"].errors) == ["institutions"]


def test_link_to_a_new_password_is_shown_once(sign_in, director, settings):
    settings.SITE_URL = "https://nastavnik.example"
    curator, client = colleague(director), sign_in(director)
    address = f"/organizations/members/{curator.pk}/password/"

    assert client.post(address)["Location"] == address
    first, second = client.get(address), client.get(address)

    link = first.context["slip"].address
    assert link.startswith("https://nastavnik.example/account/new-password/")
    assert (second.context["slip"], TokenLink.objects.count()) == (None, 1)


def test_places_without_anybody_are_listed_for_the_methodist(sign_in, director):
    city = director.organization.parent
    empty = InstitutionFactory(parent=city)
    mentor_only = MembershipFactory(role=R.MENTOR, organization=InstitutionFactory(parent=city))
    client = sign_in(MembershipFactory(role=R.METHODIST, organization=city))

    everything = client.get("/organizations/members/below/").context["page_obj"]
    lacking = client.get("/organizations/members/below/?only=lacking").context["page_obj"]

    assert len(everything) == 3
    assert set(lacking) == {empty, mentor_only.organization}


@pytest.mark.parametrize("count", [1, 3])
def test_staffing_query_count(sign_in, django_assert_max_num_queries, count):
    coordinator = MembershipFactory(role=R.COORDINATOR)
    for _ in range(count):
        city = MunicipalityFactory(parent=coordinator.organization)
        MembershipFactory(role=R.METHODIST, organization=city)
        MembershipFactory(organization=InstitutionFactory(parent=city))
    client = sign_in(coordinator)
    client.get("/organizations/members/below/")

    with django_assert_max_num_queries(13):
        client.get("/organizations/members/below/")


def test_institution_has_nothing_below(sign_in, director):
    page = sign_in(director).get("/organizations/members/below/")

    assert list(page.context["page_obj"]) == []
    assert Membership.objects.count() == 1
