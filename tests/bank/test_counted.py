from datetime import date

import pytest

from mentorship.bank.counted import NAMELESS, Counted, counted_in, rows_of_institution
from mentorship.bank.models import Person
from mentorship.organizations.figures import Facts, Figure
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import ConsentFactory, PartnerFactory, PersonFactory
from tests.factories.organizations import InstitutionFactory

YEAR, TODAY = SchoolYear(2022), date(2023, 10, 1)


@pytest.fixture
def school(db):
    return InstitutionFactory()


def figure_of(rows, **kwargs):
    return Figure("x", "Люди", "Все люди.", "чел.", lambda year, day: [Facts(rows)], **kwargs)


def test_people_lead_to_their_cards(school):
    person = PersonFactory(institution=school, consented=True)
    rows = Person.objects.filter(pk=person.pk)

    counted = counted_in(figure_of(rows), rows, TODAY)

    assert counted == [Counted(person.full_name, person.get_absolute_url(), person.pk)]


@pytest.mark.parametrize("ended", [{}, {"withdrawn_on": date(2023, 5, 31)}])
def test_who_has_no_consent_today_is_counted_without_a_name(school, ended):
    person = PersonFactory(institution=school)
    if ended:
        ConsentFactory(person=person, **ended)
    rows = Person.objects.filter(pk=person.pk)

    assert counted_in(figure_of(rows), rows, TODAY) == [Counted(NAMELESS)]


def test_enterprises_are_named_without_a_card(school):
    partner = PartnerFactory(institution=school)
    rows = school.partners.all()

    assert counted_in(figure_of(rows), rows, TODAY) == [Counted(partner.name)]


def test_above_the_institution_there_are_no_rows(school):
    PersonFactory.create_batch(3, institution=school)
    figure = figure_of(Person.objects.order_by("pk"))
    places = [school, school.parent, school.parent.parent]

    counts = [rows_of_institution(figure, place, YEAR).count() for place in places]

    assert counts == [3, 0, 0]
