from datetime import date

import pytest

from tests.factories.bank import MenteeEntryFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.pairs import PairFactory


@pytest.fixture
def desk(sign_in, curator):
    return sign_in(curator, 2022)


@pytest.fixture
def group(make_pair, school):
    return make_pair("active", mentees=MenteeEntryFactory.create_batch(2, institution=school))


def new(pair):
    return f"/pairs/{pair.pk}/members/new/"


def removal(pair):
    return f"/pairs/{pair.pk}/members/{pair.members.first().pk}/removal/"


def test_mentee_is_added_from_a_day_on(desk, group, school):
    entry = MenteeEntryFactory(institution=school)

    response = desk.post(
        new(group),
        {"mentee_entry": entry.pk, "starts_on": "09.01.2023", "agreed_on": "26.12.2022"},
    )

    row = group.members.get(mentee_entry=entry)
    assert response.url == group.get_absolute_url()
    assert (row.period.lower, row.agreed_on) == (date(2023, 1, 9), date(2022, 12, 26))


def test_refusal_is_shown_in_the_form(desk, group, school):
    entry = MenteeEntryFactory(institution=school)

    response = desk.post(new(group), {"mentee_entry": entry.pk, "starts_on": "09.01.2023"})

    assert response.context["form"].non_field_errors() == [
        "Укажите день письменного согласия наставляемого."
    ]


def test_mentees_of_the_pair_and_foreign_ones_are_not_offered(desk, group, school):
    waiting = MenteeEntryFactory(institution=school)
    MenteeEntryFactory()

    form = desk.get(new(group)).context["form"]

    assert list(form.fields["mentee_entry"].queryset) == [waiting]


def test_mentee_is_taken_out_with_a_reason(desk, group):
    url = removal(group)

    response = desk.post(url, {"last_day": "20.12.2022", "comment": "переезд"})

    row = group.members.get(live=False)
    assert response.url == group.get_absolute_url()
    assert (row.last_day, group.moves.get().comment) == (date(2022, 12, 20), "переезд")


def test_mentee_is_not_taken_out_without_a_reason(desk, group):
    response = desk.post(removal(group), {"last_day": "20.12.2022", "comment": ""})

    assert list(response.context["form"].errors) == ["reason"]
    assert group.members.filter(live=True).count() == 2


def test_last_mentee_stays_in_words(desk, make_pair):
    pair = make_pair("active")

    response = desk.post(removal(pair), {"last_day": "20.12.2022", "comment": "переезд"})

    assert response.context["form"].non_field_errors() == [
        "В паре остаётся один наставляемый: завершите или расторгните пару."
    ]


@pytest.mark.parametrize("address", [new, removal])
def test_foreign_pair_is_not_there(desk, address):
    assert desk.get(address(PairFactory())).status_code == 404


@pytest.mark.parametrize("address", [new, removal])
@pytest.mark.parametrize("state", ["completed", "dissolved"])
def test_members_of_an_ended_pair_do_not_change(desk, make_pair, address, state):
    assert desk.get(address(make_pair(state))).status_code == 403


@pytest.mark.parametrize("address", [new, removal])
def test_mentors_school_changes_no_members(sign_in, make_pair, school, address):
    neighbour = InstitutionFactory(parent=school.parent)
    pair = make_pair("active", mentor_institution=neighbour)
    client = sign_in(MembershipFactory(role="curator", organization=neighbour))

    assert client.get(address(pair)).status_code == 403
