import pytest

from tests.documents.papers import missing_of, words_of
from tests.factories.bank import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("thanks", "объявить благодарность: 1.1. Громову Артёму Игоревичу, учителю физики;"),
        ("diploma", "наградить почётной грамотой: 1.1. Громова Артёма Игоревича, учителя физики;"),
    ],
)
def test_mentors_stand_in_the_case_of_the_measure(paper, mentor, measure, words):
    people = [mentor().person_id, mentor("Яковлев").person_id]

    text = words_of(paper("encourage_order", people=people, measure=measure, merit="успехи."))

    assert f"1. За успехи {words}" in text


def test_mentor_without_a_consent_is_left_out(paper, mentor):
    entry = mentor("Тайнов")
    entry.person.consents.all().delete()
    document = paper("encourage_order", people=[entry.person_id])

    assert "Тайнов" not in words_of(document)
    assert missing_of(document)[-1].startswith("не может быть назван(а) в документе: Тайнов")


def test_empty_order_lacks_mentors_and_merit(paper):
    assert missing_of(paper("encourage_order", merit="")) == [
        "не выбран ни один наставник",
        "не указано, за что поощрение",
    ]


def test_one_mentor_stands_in_the_point_itself(paper, mentor):
    document = paper("encourage_order", people=[mentor().person_id], merit="успехи")

    text = words_of(document)

    assert "О поощрении наставника по итогам" in text
    assert (
        "1. За успехи объявить благодарность Громову Артёму Игоревичу, учителю физики. 2." in text
    )


def test_pupil_is_told_by_the_class_inside_the_sentence(paper, school):
    person = PersonFactory(institution=school, consented=True, birth_year=2009, sex="f")

    text = words_of(paper("encourage_order", people=[person.pk], measure="diploma"))

    assert ", обучающуюся 7 «А» класса." in text
