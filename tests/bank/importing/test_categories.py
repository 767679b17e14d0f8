import pytest

from mentorship.bank.banks import Bank
from mentorship.bank.importing.categories import (
    category_in,
    category_of_age,
    category_of_forms,
)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("7 «А»", "pupil"),
        ("11а", "pupil"),
        ("10-Б класс", "pupil"),
        ("обучающийся", "pupil"),
        ("учитель физики", "teacher"),
        ("педагог-психолог", "teacher"),
        ("Заместитель директора по УВР, учитель химии", "head"),
        ("директор", "head"),
        ("руководитель организации", "head"),
        ("классный руководитель", "teacher"),
        ("руководитель кружка", "teacher"),
        ("генеральный директор ООО «Приречье»", "employer"),
        ("студент 2 курса", "student"),
        ("ООО «Приречье», инженер", "employer"),
        ("выпускник 2020 года", "graduate"),
        ("мать ученика", "parent"),
        ("инженер", "employer"),
        ("мастер производственного обучения", "teacher"),
        ("МБОУ «Мишкинская СОШ»", ""),
        ("", ""),
    ],
)
def test_category_in_a_class_or_a_position(text, category):
    assert category_in(text) == category


@pytest.mark.parametrize(
    ("allowed", "category"),
    [
        ([], ""),
        ([["pupil"]], "pupil"),
        ([["teacher", "head"]], "teacher"),
        ([["teacher", "head"], ["head"]], "head"),
        ([["pupil"], ["teacher"]], "pupil"),
    ],
)
def test_category_of_forms_is_what_all_allow(allowed, category):
    assert category_of_forms(allowed) == category


@pytest.mark.parametrize(
    ("age", "bank", "category"),
    [
        (None, Bank.MENTEES, "pupil"),
        (None, Bank.MENTORS, "teacher"),
        (18, Bank.MENTORS, "pupil"),
        (19, Bank.MENTEES, "teacher"),
    ],
)
def test_category_of_age_is_a_guess(age, bank, category):
    assert category_of_age(age, bank) == category
