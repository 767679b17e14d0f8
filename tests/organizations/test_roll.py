from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from mentorship.core.exceptions import DomainError
from mentorship.organizations.headcounts import HeadcountKey
from mentorship.organizations.models import Headcount, RollDeclaration
from mentorship.organizations.roll import Counted, count_declared, count_roll
from tests.factories.bank import PersonFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
CHILDREN, TEENS = HeadcountKey("pupil", 10, 19), HeadcountKey("pupil", 15, 19)
YOUNG, ENTERPRISES = HeadcountKey("teacher", experience_to=3), HeadcountKey("enterprise")
DAY = date(2022, 9, 1)


@pytest.fixture
def member():
    return MembershipFactory()


def pupil(member, **fields):
    return PersonFactory(institution=member.organization, **{"consented": True} | fields)


def count(member, *categories, keys=(CHILDREN, TEENS, YOUNG)):
    return count_declared(member=member, categories=categories, keys=keys, as_of=DAY)


def test_declared_list_is_counted_and_written(member):
    pupil(member, birth_year=2010)
    pupil(member, birth_year=2005)

    count(member, "pupil")

    rows = Headcount.objects.order_by("age_from")
    assert [(row.age_from, row.value, row.as_of) for row in rows] == [(10, 2, DAY), (15, 1, DAY)]
    assert {row.source for row in rows} == {"список организации, объявлен полным на 01.09.2022"}
    declaration = RollDeclaration.objects.get()
    assert (declaration.category, declaration.declared_by) == ("pupil", member)


def test_list_that_nobody_declared_complete_is_not_counted(member):
    pupil(member)

    with pytest.raises(DomainError, match="по неполному численность не считается"):
        count(member)

    assert Headcount.objects.count() == 0


def test_one_number_that_cannot_be_counted_stops_all(member):
    pupil(member)

    with pytest.raises(DomainError, match="со стажем до 3 лет: в списках никого нет"):
        count(member, "pupil", "teacher")

    assert (Headcount.objects.count(), RollDeclaration.objects.count()) == (0, 0)


def test_declaring_twice_keeps_one_declaration(member):
    pupil(member)
    count(member, "pupil")

    count(member, "pupil")

    assert (RollDeclaration.objects.count(), Headcount.objects.count()) == (1, 2)


def test_declaration_is_one_a_day(member):
    fields = {"organization": member.organization, "category": "pupil", "declared_by": member}
    RollDeclaration.objects.create(as_of=DAY, **fields)

    with pytest.raises(IntegrityError):
        RollDeclaration.objects.create(as_of=DAY, **fields)


def test_those_above_do_not_count_people():
    with pytest.raises(PermissionDenied):
        count(MembershipFactory(role="methodist"), "pupil")


@pytest.mark.parametrize(
    ("key", "fields", "reason"),
    [
        (CHILDREN, {"consented": False}, "у 1\xa0человека нет согласия на обработку данных"),
        (CHILDREN, {"birth_year": None}, "у 1\xa0человека не указан год рождения"),
        (YOUNG, {}, "в списках никого нет"),
        (ENTERPRISES, {}, "считается не по спискам: внесите число сами"),
    ],
)
def test_number_that_would_be_wrong_is_refused_with_the_reason(member, key, fields, reason):
    pupil(member)
    pupil(member, **fields)

    assert count_roll(member.organization, key, DAY) == Counted(key, None, reason)


def test_experience_that_is_not_known_is_a_reason(member):
    pupil(member, category="teacher")

    found = count_roll(member.organization, YOUNG, DAY)

    assert found.reason == "у 1\xa0человека не указан педагогический стаж"
