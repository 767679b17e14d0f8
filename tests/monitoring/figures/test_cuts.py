from datetime import date

import pytest

from mentorship.bank.models import Person
from mentorship.organizations.dimensions import DIMENSIONS
from mentorship.organizations.figures import FIGURES, UnknownDimensionError
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.organizations import InstitutionFactory

YEAR, DAY = SchoolYear(2022), date(2023, 5, 1)
BANK = FIGURES["mentees_in_bank"]


def mentee(school, **kwargs):
    person = PersonFactory(institution=school, consented=True, **kwargs)
    return MenteeEntryFactory(institution=school, person=person, entered_on=date(2022, 10, 20))


def test_where_takes_a_value_a_collection_a_range_and_nothing_given(school):
    for birth_year, sex in ((2012, "f"), (2008, "m"), (2003, "")):
        mentee(school, birth_year=birth_year, sex=sex)
    asked = [{"sex": "f"}, {"sex": ("f", "m")}, {"age": range(10, 15)}, {"sex": ""}, {"sex": []}]

    assert [BANK.table(school, YEAR, where=where)[()] for where in asked] == [1, 2, 2, 1, 0]


@pytest.mark.parametrize(
    ("cut", "ages"), [("age", [14, 14]), ("age_september", [13, 14]), ("age_entry", [13, 14])]
)
def test_age_is_counted_on_the_day_that_is_asked_for(school, cut, ages):
    mentee(school, born_on=date(2008, 10, 21))
    mentee(school, born_on=date(2008, 8, 31))

    assert sorted(age for (age,) in BANK.table(school, YEAR, (cut,), as_of=DAY)) == sorted(
        set(ages)
    )


def test_cut_the_figure_has_not_is_a_clear_error(school):
    with pytest.raises(UnknownDimensionError) as refusal:
        BANK.table(school, YEAR, ("direction",))

    assert str(refusal.value).startswith(
        "У величины «В базе: наставляемых» нет разреза «direction». Есть: institution, "
    )


def test_class_and_parallel_are_cut(school):
    mentee(school)
    mentee(school, category__place="10 «Б»")

    assert BANK.table(school, YEAR, ("parallel", "class")) == {(7, "7 «А»"): 1, (10, "10 «Б»"): 1}


def test_narrowed_methodist_counts_only_own_schools(methodist, school):
    mentee(school)
    other = InstitutionFactory(parent=school.parent)
    mentee(other)
    methodist.institutions.add(other)

    assert BANK.table(school.parent, YEAR, ("institution",), member=methodist) == {(other.pk,): 1}


def test_list_of_a_cell_is_of_the_own_school_only(curator, school):
    entry = mentee(school, sex="f")
    mentee(school, sex="m")
    mentee(InstitutionFactory(parent=school.parent), sex="f")

    assert list(BANK.rows_for(curator, YEAR, {"sex": "f"})) == [
        Person.objects.get(pk=entry.person_id)
    ]


def test_values_are_told_in_words_in_their_order(db):
    labels = DIMENSIONS["form"].labels(["uchitel-uchitel", None, "uchenik-uchenik"])

    assert list(labels.values()) == ["ученик – ученик", "учитель – учитель", "не указано"]
