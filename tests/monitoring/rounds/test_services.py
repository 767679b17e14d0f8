import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Participation
from monitoring.rounds import services
from tests.factories.monitoring import FormVersionFactory
from tests.factories.organizations import InstitutionFactory
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
