from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Participation
from monitoring.rounds import services
from tests.factories.monitoring import FormVersionFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.monitoring.rounds.conftest import DUE
from tests.monitoring.workbooks.conftest import asked, drawn


def asked_of(opened):
    return set(opened.reports.values_list("organization", flat=True))


def test_participants_of_the_year_are_asked_and_later_ones_added(open_round, school, coordinator):
    later = InstitutionFactory(parent=school.parent)
    Participation.objects.create(institution=school, year=2022, order="№ 1")
    opened = open_round(audience="participants")
    before = asked_of(opened)
    Participation.objects.create(institution=later, year=2022, order="№ 2")

    added = services.widen_round(member=coordinator, opened=opened)

    assert (before, added, asked_of(opened)) == ({school.pk}, 1, {school.pk, later.pk})


def test_institutions_of_chosen_types_are_asked(open_round, school):
    InstitutionFactory(parent=school.parent, institution_type="college")

    assert asked_of(open_round(audience="types", types=["school"])) == {school.pk}


def test_round_that_asks_nobody_is_not_opened(open_round):
    with pytest.raises(DomainError, match="В перечне участников этого года нет"):
        open_round(audience="participants")


def test_form_with_names_is_not_asked(coordinator, school, open_round, version):
    content = drawn({"A1": "{{ rows.pairs }}{{ pair.mentor }}"})
    named = FormVersionFactory(
        form__organization=coordinator.organization,
        layout=asked("scan", content, {}),
        accepted_at=version.accepted_at,
        accepted_by=coordinator,
    )

    with pytest.raises(DomainError, match="имён не показывают"):
        open_round(school, version=named)


def test_others_rounds_are_not_closed(open_round, school, methodist, curator):
    opened = open_round(school)

    for member in (methodist, curator):
        with pytest.raises(PermissionDenied):
            services.close_round(member=member, opened=opened)


def test_round_past_the_limits_of_its_keeper_is_left_to_those_who_reach_all(
    version, school, methodist
):
    garden = InstitutionFactory(parent=school.parent, institution_type="kindergarten")
    narrow = MembershipFactory(
        role="methodist", organization=methodist.organization, institution_types=["kindergarten"]
    )

    def opened_for(*institutions):
        return services.open_round(
            member=methodist,
            version=version,
            due_on=DUE,
            audience="listed",
            first_year=2022,
            institutions=institutions,
        )

    part, whole = opened_for(garden), opened_for(school, garden)
    later = {"until": DUE + timedelta(days=7), "today": DUE}

    with pytest.raises(PermissionDenied):
        services.extend_round(member=narrow, opened=whole, **later)
    assert services.extend_round(member=narrow, opened=part, **later).due_on == later["until"]
    assert services.extend_round(member=methodist, opened=whole, **later).due_on == later["until"]


def test_listed_round_of_nobody_says_so_while_a_like_one_is_open(open_round, school):
    open_round(school)

    with pytest.raises(DomainError, match="Выберите хотя бы одну организацию"):
        open_round()
