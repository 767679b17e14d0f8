import pytest

from mentorship.bank.papers.batches import GONE, HAS_ONE, NO_PARENT
from mentorship.bank.papers.people import WITHOUT_CONSENT
from mentorship.documents.batches.offers import OFFERS
from mentorship.documents.kinds import KINDS
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificates():
    return OFFERS["mentor_certificate"]


def test_certificates_are_offered_to_admitted_mentors(certificates, mentor, curator, paper, year):
    fit, silent = mentor("Белов", stage="admitted"), mentor("Громов", stage="admitted")
    awarded = mentor("Яковлев", stage="admitted")
    silent.person.consents.all().delete()
    paper("mentor_certificate", person=awarded.person_id)
    mentor(stage="trained")
    MentorEntryFactory(stage="admitted")

    rows = certificates.rows(curator, year, "")

    assert [(row.key, row.remark) for row in rows] == [
        (str(fit.person_id), ""),
        (str(silent.person_id), WITHOUT_CONSENT),
        (str(awarded.person_id), HAS_ONE),
    ]
    assert rows[0].label == "Белов Артём Игоревич, учитель физики"


def test_drafts_are_begun_for_those_who_may_be_named(certificates, mentor, curator, year):
    fit, silent = mentor(stage="admitted").person, mentor(stage="admitted").person
    silent.consents.all().delete()
    foreign = MentorEntryFactory(stage="admitted").person
    keys = [str(person.pk) for person in (fit, silent, foreign)]

    assert certificates.fields(curator, year, keys) == {
        keys[0]: {"person": fit.pk},
        keys[1]: WITHOUT_CONSENT,
        keys[2]: GONE,
    }
    assert certificates.people(curator, keys) == {fit.pk, silent.pk}


def test_letters_to_parents_are_of_pupils_alone(school, curator, year, paper):
    pupil = MenteeEntryFactory(institution=school, person__consented=True).person
    teacher = PersonFactory(
        institution=school,
        consented=True,
        birth_year=1990,
        category="teacher",
        category__place="учитель химии",
    )
    MenteeEntryFactory(institution=school, person=teacher)
    form = KINDS["parent_thanks"].form(member=curator, document=paper("parent_thanks"))

    rows = OFFERS["parent_thanks"].rows(curator, year, "")

    assert [row.key for row in rows] == [str(pupil.pk)]
    assert list(form.fields["person"].queryset) == [pupil]


def test_letters_to_parents_need_a_parent(school, curator, year):
    people = [
        PersonFactory(institution=school, consented=True, representative_name=name)
        for name in ("Тестова Ольга Ивановна", "")
    ]
    for person in people:
        MenteeEntryFactory(institution=school, person=person)

    answers = OFFERS["parent_thanks"].fields(curator, year, [str(p.pk) for p in people])

    assert list(answers.values()) == [{"person": people[0].pk}, NO_PARENT]
