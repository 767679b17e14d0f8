import pytest

from mentorship.bank.forms import PersonForm
from mentorship.bank.models import Partner, Person
from tests.factories.bank import PartnerFactory, PersonFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory(role="curator")


@pytest.fixture
def person(member):
    return PersonFactory(institution=member.organization, contacts="8 900")


@pytest.fixture
def tab(member, person):
    """What a tab that was opened now will post."""
    form = PersonForm(member=member, instance=Person.objects.get(pk=person.pk))
    sent = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in sent.items()}


def posted(member, person, sent):
    return PersonForm(sent, member=member, instance=Person.objects.get(pk=person.pk))


def test_form_of_an_untouched_row_is_saved(member, person, tab):
    form = posted(member, person, tab | {"contacts": "8 901"})

    assert form.is_valid()


def test_value_saved_meanwhile_is_told_beside_the_typed_one(member, person, tab):
    Person.objects.update(contacts="8 902")

    form = posted(member, person, tab | {"contacts": "8 901"})

    assert form.errors == {
        "contacts": [
            "Пока вы правили, здесь записали другое: «8 902». У вас: «8 901». Оставьте нужное и "
            "сохраните ещё раз."
        ]
    }
    assert form["contacts"].value() == "8 901"


def test_next_press_saves_knowingly(member, person, tab):
    Person.objects.update(contacts="8 902")
    refused = posted(member, person, tab | {"contacts": "8 901"})
    refused.is_valid()

    again = posted(member, person, {**tab, "contacts": "8 901", "seen": refused["seen"].value()})

    assert again.is_valid()


def test_same_value_typed_twice_is_no_conflict(member, person, tab):
    Person.objects.update(contacts="8 902")

    assert posted(member, person, tab | {"contacts": "8 902"}).is_valid()


def test_choices_are_told_by_their_titles(member, person, tab):
    partner = PartnerFactory(institution=member.organization, name="ООО «Приречье»")
    Person.objects.update(partner=partner)

    form = posted(member, person, tab)

    assert form.errors["partner"] == [
        "Пока вы правили, здесь записали другое: «ООО «Приречье»». У вас: пусто. Оставьте нужное "
        "и сохраните ещё раз."
    ]
    assert Partner.objects.count() == 1


@pytest.mark.parametrize("seen", ["", "[]", "что-то"])
def test_form_without_a_readable_memory_is_taken(member, person, tab, seen):
    Person.objects.update(contacts="8 902")

    assert posted(member, person, tab | {"seen": seen}).is_valid()
