from datetime import date

import pytest
from django.utils import timezone

from monitoring.models import RoundReport
from monitoring.rounds import reporting, services
from tests.factories.monitoring import FormVersionFactory
from tests.factories.organizations import MembershipFactory
from tests.monitoring.workbooks.conftest import asked, drawn

DUE = date(2022, 11, 25)
CELLS = {
    "A1": "{{ organization.name }}",
    "B1": "{{ figure.people_here }}",
    "C1": '{{ manual.events | integer | min=0 | title="Сколько встреч" | required }}',
}


@pytest.fixture
def director(school):
    return MembershipFactory(role="director", organization=school)


@pytest.fixture
def version(coordinator, people_figure):
    content = drawn(CELLS)
    return FormVersionFactory(
        form__organization=coordinator.organization,
        content=content,
        layout=asked("scan", content, {}),
        accepted_at=timezone.now(),
        accepted_by=coordinator,
    )


@pytest.fixture
def open_round(coordinator, version):
    """Opens a round for these institutions."""

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
def report(open_round, school):
    return open_round(school).reports.get()


@pytest.fixture
def send():
    """Fills and sends a report."""

    def make(report, member, events="12", today=DUE):
        report.refresh_from_db()
        reporting.save_manual(
            member=member, report=report, typed={"events": events}, seen=report.draft
        )
        return reporting.submit_report(member=member, report=report, today=today)

    return make


@pytest.fixture
def accepted(report, curator, methodist, send):
    number = send(report, curator).number
    reporting.accept_report(member=methodist, report=report, number=number, today=DUE)
    return RoundReport.objects.get(pk=report.pk)
