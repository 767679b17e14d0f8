from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.bank.affiliations import standing_on
from mentorship.bank.models import YearTurn
from mentorship.bank.year_turn import services
from mentorship.core.exceptions import DomainError
from mentorship.organizations.attention import lines_for
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import MeetingFactory

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)
JUNE = date(2023, 6, 20)


@pytest.fixture
def curator():
    return MembershipFactory()


def pupil(curator, place):
    return PersonFactory(
        institution=curator.organization,
        category="pupil",
        category__place=place,
        consented=True,
    )


def keep(curator, today=JUNE, **answers):
    return services.keep_answers(member=curator, year=YEAR, answers=answers, today=today)


def make(curator, row=None):
    row = row or keep(curator)
    return services.make_turn(member=curator, row=row, today=JUNE)


def test_a_year_that_goes_on_is_not_turned(curator):
    with pytest.raises(DomainError) as refusal:
        keep(curator, today=date(2023, 5, 31))
    assert str(refusal.value) == (
        "Учебный год 2022/2023 ещё идёт: перейти на следующий можно с 01.06.2023."
    )


def test_an_undecided_ninth_class_holds_the_turn_back(curator):
    person = pupil(curator, "9 «А»")
    row = keep(curator)
    with pytest.raises(DomainError) as refusal:
        make(curator, row)
    assert str(refusal.value) == "Сначала решите: 9 «А»."
    assert standing_on(person, date(2023, 9, 1)).place == "9 «А»"


def test_a_second_run_changes_nothing(curator):
    person = pupil(curator, "8 «А»")
    first = make(curator)
    again = services.make_turn(member=curator, row=first, today=date(2024, 7, 1))
    assert standing_on(person, date(2024, 9, 1)).place == "9 «А»"
    assert again.made_at == first.made_at


def test_decisions_of_a_turn_that_was_made_are_refused(curator):
    make(curator)
    with pytest.raises(DomainError) as refusal:
        keep(curator, **{"class:pupil:8 «А»": "stay"})
    assert str(refusal.value) == services.MADE


def test_an_empty_answer_takes_the_earlier_one_back(curator):
    keep(curator, **{"class:pupil:9": "next", "pair:1": "close"})
    assert keep(curator, **{"class:pupil:9": ""}).answers == {"pair:1": "close"}


def test_another_school_turns_nothing_here(curator):
    row = keep(curator)
    with pytest.raises(PermissionDenied):
        make(MembershipFactory(), row)


def test_a_director_does_not_turn_the_year(curator):
    with pytest.raises(PermissionDenied):
        keep(MembershipFactory(organization=curator.organization, role="director"))


# What the turn itself says: a pair is completed on its own last day, which lies in the past year.
CLOSED_BY_THE_TURN = {"pairs_working", "pairs_completed"}


def figures_of_year(organization):
    figures = (figure for figure in FIGURES if figure.code not in CLOSED_BY_THE_TURN)
    return {figure.code: figure.value(organization, YEAR) for figure in figures}


def test_no_figure_of_the_past_year_changes(curator, working_pair):
    for place in ("8 «А»", "9 «А»", "11 «А»"):
        MenteeEntryFactory(person=pupil(curator, place), institution=curator.organization)
    MeetingFactory(pair=working_pair)
    before = figures_of_year(curator.organization)
    make(curator, keep(curator, **{"class:pupil:9 «А»": "graduate"}))
    assert figures_of_year(curator.organization) == before
    assert sum(before.values()) > 0


def test_the_home_page_reminds_until_the_turn_is_made(curator):
    pupil(curator, "8 «А»")

    def urls():
        return [line.url for line in lines_for(curator, YEAR, JUNE)]

    assert "/bank/new-year/" in urls()
    make(curator)
    assert "/bank/new-year/" not in urls()


def test_the_job_is_asked_for_once(curator):
    services.start(member=curator, year=YEAR, today=JUNE)
    with pytest.raises(DomainError) as refusal:
        services.start(member=curator, year=YEAR, today=JUNE)
    assert str(refusal.value) == "Переход уже выполняется: дождитесь его окончания."
    assert YearTurn.objects.get().job.kind == services.TURN
