from datetime import date

import pytest
from django.utils import timezone

from monitoring.models import CheckRule, ReportForm
from monitoring.rounds import reporting, services
from tests.factories.monitoring import FormVersionFactory
from tests.factories.organizations import HeadcountFactory
from tests.monitoring.workbooks.conftest import asked, drawn

DUE = date(2022, 11, 25)
# What the report of S002 states of 2022/2023, by codes of manual cells.
MISHKINO = {
    "pupils_surveyed": "55",
    "pupils_surveyed_share": "33",
    "teachers_surveyed": "4",
    "teachers_surveyed_share": "13",
    "children_mentees": "55",
    "children_mentees_share": "51",
    "teen_mentors": "3",
    "teen_mentors_share": "3",
    "mentees": "59",
    "mentors": "15",
    "mentees_satisfied": "33",
    "mentees_answered": "59",
    "mentees_satisfied_share": "56",
    "mentors_satisfied": "8",
    "mentors_answered": "12",
    "mentors_satisfied_share": "67",
}
# First meetings by direction as row 21 has them: 53 in all.
FIRST = (4, 0, 0, 16, 0, 5, 24, 0, 0, 4, 0)
# A workbook no code knows.
CELLS = {
    "A1": "{{ organization.name }}",
    "B1": "{{ figure.people_here }}",
    "B2": '{{ manual.events | integer | title="Сколько встреч" }}',
    "B3": '{{ manual.share | percent | title="Доля, %" }}',
    "A5": "{{ rows.forms }}{{ form.title }}",
    "B5": "{{ manual.pairs | integer }}",
    "C5": "{{ manual.ended | integer }}",
    "B6": "=SUM(B5:B5)",
}


@pytest.fixture
def headcounts(school):
    """108 children of 10–19 among 167 pupils, 31 teachers: the bases S002 divides by."""
    HeadcountFactory(organization=school, value=108)
    HeadcountFactory(organization=school, age_from=None, age_to=None, value=167)
    HeadcountFactory(organization=school, category="teacher", age_from=None, age_to=None, value=31)


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
def open_round(coordinator, school):
    def make(version, member=coordinator, **given):
        opened = services.open_round(
            member=member,
            institutions=[school],
            due_on=DUE,
            first_year=2022,
            audience="listed",
            version=version,
            **given,
        )
        return opened.reports.get()

    return make


@pytest.fixture
def report(open_round, version):
    return open_round(version)


@pytest.fixture
def shipped():
    def version(code):
        return ReportForm.objects.get(organization=None, code=code).versions.latest("number")

    return version


@pytest.fixture
def type_in():
    def save(report, member, typed):
        report.refresh_from_db()
        return reporting.save_manual(member=member, report=report, typed=typed, seen=report.draft)

    return save


@pytest.fixture
def rule(coordinator, version):
    """A rule of the region for the form that no code knows."""

    def make(condition, words="", **given):
        given = {
            "organization": coordinator.organization,
            "form": version.form,
            "code": f"r{CheckRule.objects.count()}",
            "title": "Правило",
            "severity": "warning",
            "message": "Не сходится.",
            "source": "проверка",
        } | given
        return CheckRule.objects.create(condition=condition, words=words, **given)

    return make
