from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from mentorship.navigation import live_counts
from mentorship.organizations.invitations import Offer, accept_with_new_account, invite
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory, UserFactory
from tests.factories.pairs import PairFactory
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db


def test_home_without_a_role_says_whom_to_ask(client):
    client.force_login(UserFactory(email="nova@example.org"))

    assert "nova@example.org" in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/bank/mentors/"])
def test_whoever_gave_the_role_over_is_told_so(client, path):
    past = MembershipFactory(starts_on=date(2022, 9, 1))
    director = MembershipFactory(role="director", organization=past.organization)
    offer = Offer(role=past.role, email="new@example.org", full_name="Новая Н. Н.", replaces=past)
    invitation, _ = invite(member=director, organization=past.organization, offer=offer)
    accept_with_new_account(invitation=invitation, full_name="Новая Нина", password="…")
    client.force_login(past.user)
    today = f"{timezone.localdate():%d.%m.%Y}"

    page = " ".join(client.get(path).content.decode().split())

    assert page.count(f"Ваша роль передана: {past}. С {today} её исполняет Новая Нина.") == 1
    assert page.count("выберите другую") == 0


def test_refusal_of_a_page_sends_to_another_role(sign_in):
    page = sign_in(MembershipFactory(role="mentor")).get("/bank/mentors/")

    assert (page.status_code, "выберите другую" in page.content.decode()) == (403, True)


def test_home_shows_the_overdue_task_of_the_year(sign_in):
    task = TaskFactory(due_on=date(2022, 9, 10), title="Обучение наставников")
    member = MembershipFactory(organization=task.organization)

    lines = sign_in(member, 2022).get("/").context["lines"]

    assert [(line.count, "Обучение наставников" in line.detail) for line in lines][:1] == [
        (1, True)
    ]


def test_home_of_a_new_school_says_nothing_is_due(sign_in):
    page = sign_in(MembershipFactory(role="council")).get("/")

    assert "На сегодня всё" in page.content.decode()


def test_menu_counts_equal_the_lists(sign_in, year):
    member = MembershipFactory()
    MentorEntryFactory(institution=member.organization)
    MenteeEntryFactory.create_batch(2, institution=member.organization)
    MenteeEntryFactory(
        institution=member.organization, person=PersonFactory(institution=member.organization)
    )
    client = sign_in(member, 2022)

    lists = [
        client.get(path).context["page_obj"].paginator.count
        for path in ("/bank/mentors/", "/bank/mentees/")
    ]

    counts = live_counts(member, year)
    assert [counts["mentors"], counts["mentees"]] == lists == [1, 3]
    assert counts["consents"] == "3 из 4"


def test_menu_marks_the_most_exact_place(sign_in):
    page = sign_in(MembershipFactory()).get("/pairs/meetings/").content.decode()

    assert page.count('aria-current="page"') == 1


def test_home_of_an_empty_year_offers_the_last_one_with_pairs(sign_in):
    pair = PairFactory()
    client = sign_in(MembershipFactory(organization=pair.institution), 2026)

    pages = [client.get("/").context["livelier_year"]]
    client.post("/organizations/year/", {"year": "2022"})
    pages.append(client.get("/").context["livelier_year"])

    assert [str(year) for year in pages] == ["2022/2023", "None"]


def test_long_menu_folds_what_is_seldom_needed_except_where_one_is(sign_in):
    def folded(role, path):
        groups = sign_in(MembershipFactory(role=role)).get(path).context["navigation"].groups
        return [group["title"] for group in groups if group["folds"] and not group["is_here"]]

    assert folded("curator", "/") == ["Справочники", "Организация"]
    assert folded("curator", "/bank/partners/") == ["Организация"]
    assert folded("mentor", "/") == []


def test_home_of_an_office_asks_for_its_indicators_afterwards(sign_in):
    office = sign_in(MembershipFactory(role="coordinator"))

    assert "indicators" not in office.get("/").context
    assert len(office.get("/indicator-cards/").context["indicators"]) == 4
    assert len(sign_in(MembershipFactory()).get("/").context["indicators"]) == 4


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("check_list", "Сборы отчётов"),
        ("form_names", "Отчёты"),
        ("table_build", "Показатели"),
        ("figure_list", "Показатели"),
    ],
)
def test_page_beside_a_menu_line_is_shown_under_it(sign_in, page, line):
    groups = (
        sign_in(MembershipFactory(role="methodist"))
        .get(reverse(f"monitoring:{page}"))
        .context["navigation"]
        .groups
    )

    assert [row["title"] for each in groups for row in each["entries"] if row["current"]] == [line]
