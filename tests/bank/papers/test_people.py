from datetime import date

import pytest

from mentorship.bank.models import MergeRecord, Person
from mentorship.bank.papers.people import (
    PersonOnPaper,
    chosen_people,
    keys_in,
    on_paper,
    posts_in,
)
from tests.factories.bank import PersonFactory
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import InstitutionFactory, SignatoryFactory

pytestmark = pytest.mark.django_db
DAY = date(2022, 10, 1)


def said(**given):
    PersonFactory(consented=True, **given)
    return on_paper(Person.objects.all(), DAY).rows[0]


def test_pupil_is_told_by_the_class_and_has_a_representative():
    person = said(birth_year=2012, representative_name="Тестова Ольга Ивановна")

    assert (person.described, person.is_minor, person.representative) == (
        "7 «А» класс",
        True,
        "Тестова Ольга Ивановна",
    )


def test_teacher_is_told_by_the_position_and_signs_alone():
    person = said(
        birth_year=1980,
        category="teacher",
        category__place="учитель физики",
        representative_name="Тестова Ольга Ивановна",
    )

    assert (person.described, person.is_minor, person.representative) == (
        "учитель физики",
        False,
        "",
    )


def test_card_merged_since_leads_to_the_one_kept(curator):
    kept = PersonFactory(institution=curator.organization)
    MergeRecord.objects.create(
        institution=curator.organization, kept=kept, dropped_key=987, merged_by=curator
    )
    document = DocumentFactory(organization=curator.organization, fields={"people": [987]})

    assert list(chosen_people(document)) == [kept]


def test_foreign_people_are_never_chosen():
    document = DocumentFactory(fields={"people": [PersonFactory().pk]})

    assert list(chosen_people(document)) == []


@pytest.mark.parametrize(
    ("fields", "keys"), [({}, set()), ({"people": [3, 4]}, {3, 4}), ({"people": 3}, {3})]
)
def test_keys_are_one_or_many(fields, keys):
    assert keys_in(DocumentFactory.build(fields=fields)) == keys


def test_posts_are_found_by_the_whole_name():
    school = InstitutionFactory()
    teacher = {"institution": school, "category": "teacher", "category__place": "методист"}
    known = PersonFactory(consented=True, last_name="Орлов", **teacher)
    silent = PersonFactory(last_name="Тайнов", **teacher)
    twins = [PersonFactory(consented=True, last_name="Белов", **teacher) for _ in range(2)]
    pupil = PersonFactory(consented=True, institution=school, last_name="Жданов")
    SignatoryFactory(organization=school, full_name="Ким Олег Юрьевич")
    foreign = PersonFactory(consented=True, last_name="Чужов", category="teacher")

    names = [person.full_name for person in (known, silent, *twins, pupil, foreign)]

    assert posts_in(school, [*names, "Ким Олег Юрьевич", ""], DAY) == {
        "Орлов Артём Игоревич": "методист",
        "Ким Олег Юрьевич": "Директор",
    }


@pytest.mark.parametrize(
    ("sex", "place", "stated"),
    [
        ("f", "7 «А»", "обучающаяся 7 «А» класса"),
        ("m", "", "обучающийся"),
        ("", "11", "обучающийся 11 класса"),
    ],
)
def test_pupil_inside_a_sentence(sex, place, stated):
    person = PersonOnPaper("Громов Артём Игоревич", sex, place, "pupil", "", is_minor=True)

    assert person.stated == stated
