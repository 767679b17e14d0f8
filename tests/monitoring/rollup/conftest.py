from datetime import date

import pytest
from django.utils import timezone

from monitoring.rounds import reporting, services
from tests.factories.monitoring import FormVersionFactory, IndicatorFactory, PlanValueFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory, MunicipalityFactory
from tests.monitoring.workbooks.conftest import asked, drawn

DUE = date(2022, 11, 25)
CELLS = {
    "A1": "{{ organization.name }}",
    "B1": "{{ figure.people_here }}",
    "C1": "{{ indicator.T1.fact }}",
    "F1": "{{ indicator.T1.difference }}",
    "D1": '{{ manual.events | integer | title="Сколько встреч" }}',
    "E1": '{{ manual.words | title="Что удалось" }}',
    "A3": "{{ rows.schools }}{{ school.name }}",
    "B3": "{{ figure.people_here }}",
    "C3": "{{ manual.words }}",
    "B5": "=SUM(B3:B3)",
}


@pytest.fixture
def region(coordinator):
    return coordinator.organization


@pytest.fixture
def far(region):
    """Another municipality of the region."""
    return MunicipalityFactory(parent=region)


@pytest.fixture
def version(region, coordinator, people_figure):
    """A form with a count, a percent, numbers and words typed by hand, and rows of schools."""
    PlanValueFactory(indicator=IndicatorFactory(code="T1"))
    return accepted_form(region, coordinator, CELLS)


def accepted_form(region, coordinator, cells):
    content = drawn(cells)
    return FormVersionFactory(
        form__organization=region,
        content=content,
        layout=asked("scan", content, {}),
        accepted_at=timezone.now(),
        accepted_by=coordinator,
    )


@pytest.fixture
def open_round(coordinator, version):
    def make(*institutions, **given):
        given = {
            "due_on": DUE,
            "first_year": 2022,
            "audience": "listed",
            "version": version,
        } | given
        return services.open_round(member=coordinator, institutions=institutions, **given)

    return make


@pytest.fixture
def send():
    """Sends an institution's report of a round with these manual values."""

    def make(opened, institution, **typed):
        report = opened.reports.get(organization=institution)
        member = MembershipFactory(organization=institution)
        typed = {"events": "12"} | typed
        reporting.save_manual(member=member, report=report, typed=typed, seen=report.draft)
        return reporting.submit_report(member=member, report=report, today=DUE)

    return make


@pytest.fixture
def accept(send, coordinator):
    """Sends and accepts it."""

    def make(opened, institution, **typed):
        version = send(opened, institution, **typed)
        report = opened.reports.get(organization=institution)
        reporting.accept_report(member=coordinator, report=report, number=version.number, today=DUE)
        return version

    return make


@pytest.fixture
def schools(far, school, fill):
    """Institutions with these people and headcounts, by their municipality."""

    def make(near=(), distant=()):
        found = []
        for place, numbers in ((school.parent, near), (far, distant)):
            for people, headcount in numbers:
                found.append(fill(InstitutionFactory(parent=place), people, headcount))
        return found

    return make
