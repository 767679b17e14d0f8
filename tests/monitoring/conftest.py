from datetime import date

import pytest

from mentorship.bank.models import Person
from mentorship.organizations.figures import FIGURES, Facts, Figure
from tests.factories.bank import ConsentFactory
from tests.factories.monitoring import IndicatorFactory
from tests.factories.organizations import (
    HeadcountFactory,
    InstitutionFactory,
    MembershipFactory,
)

TODAY = date(2023, 6, 1)


@pytest.fixture
def people_figure(monkeypatch):
    """A figure that counts every person of an institution, for tests of the arithmetic."""
    figure = Figure(
        code="people_here",
        title="Люди организации",
        definition="Все, кого знает организация.",
        unit="чел.",
        facts=lambda year, day: [Facts(Person.objects.order_by("sort_name", "pk"))],
    )
    monkeypatch.setitem(FIGURES._entries, figure.code, figure)
    return figure


@pytest.fixture
def indicator(db, people_figure):
    return IndicatorFactory()


@pytest.fixture
def curator(db):
    return MembershipFactory(role="curator")


@pytest.fixture
def school(curator):
    return curator.organization


@pytest.fixture
def methodist(school):
    return MembershipFactory(role="methodist", organization=school.parent)


@pytest.fixture
def coordinator(school):
    return MembershipFactory(role="coordinator", organization=school.parent.parent)


@pytest.fixture
def fill():
    """Gives an institution people and, unless None, a headcount of pupils of 10–19."""

    def give(institution, people, headcount=None, *, consented=False):
        rows = [
            Person(
                institution=institution,
                last_name=f"Канареев{institution.pk}",
                first_name=f"Иван{number:03}",
            )
            for number in range(people)
        ]
        for row in rows:
            row.fill_keys()
        Person.objects.bulk_create(rows)
        for row in rows if consented else []:
            ConsentFactory(person=row)
        if headcount is not None:
            HeadcountFactory(organization=institution, value=headcount)
        return institution

    return give


@pytest.fixture
def neighbor(school, fill):
    """Another school of the same municipality, with people and a headcount."""

    def make(people, headcount=None):
        return fill(InstitutionFactory(parent=school.parent), people, headcount)

    return make
