import pghistory
import pytest
from django.core.exceptions import PermissionDenied

from mentorship.organizations.models import Participation
from mentorship.organizations.participation import record_participation
from mentorship.organizations.roles import Role
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return MembershipFactory(role="coordinator")


@pytest.fixture
def schools(coordinator):
    return InstitutionFactory.create_batch(3, parent__parent=coordinator.organization)


def record(coordinator, year, shown, chosen, order=""):
    return record_participation(
        member=coordinator,
        year=year,
        shown=shown,
        chosen={school.pk for school in chosen},
        order=order,
    )


def listed():
    rows = Participation.objects.order_by("institution_id")
    return [(row.institution_id, row.year, row.order) for row in rows]


def test_marked_come_with_the_order_and_others_go(coordinator, schools, year):
    first, second, _third = schools
    assert record(coordinator, year, schools, [first]) == (1, 0)

    assert record(coordinator, year, schools, [second], order="№ 203") == (1, 1)

    assert listed() == [(second.pk, 2022, "№ 203")]


def test_order_fills_what_has_none_and_leaves_the_rest(coordinator, schools, year):
    first, second, third = schools
    Participation.objects.create(institution=first, year=2022, order="№ 1")
    Participation.objects.create(institution=second, year=2022)

    record(coordinator, year, schools, schools, order="№ 203")

    assert listed() == [
        (first.pk, 2022, "№ 1"),
        (second.pk, 2022, "№ 203"),
        (third.pk, 2022, "№ 203"),
    ]


def test_institutions_not_shown_and_other_years_stay(coordinator, schools, year):
    first, second, _third = schools
    Participation.objects.create(institution=first, year=2022)
    Participation.objects.create(institution=second, year=2021)

    record(coordinator, year, [second], [])

    assert listed() == [(first.pk, 2022, ""), (second.pk, 2021, "")]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATOR}))
def test_only_the_coordinator_keeps_the_list(year, role):
    with pytest.raises(PermissionDenied):
        record(MembershipFactory(role=role), year, [], [])


def test_removal_stays_in_the_change_log(coordinator, schools, year):
    record(coordinator, year, schools, schools[:1])

    record(coordinator, year, schools, [])

    events = pghistory.models.Events.objects.references(*schools).order_by("pgh_created_at")
    labels = [event.pgh_label for event in events if "participation" in event.pgh_model.lower()]
    assert labels == ["insert", "delete"]
