from datetime import date

import factory
from factory.django import DjangoModelFactory

from mentorship.surveys.models import Questionnaire, Response
from tests.factories.bank import PersonFactory


def questionnaire(code="mentee-satisfaction"):
    """A questionnaire of the reference data."""
    return Questionnaire.objects.get(code=code, version=1)


class ResponseFactory(DjangoModelFactory):
    """A satisfied mentee of 2022/2023."""

    class Meta:
        model = Response

    person = factory.SubFactory(PersonFactory, consented=True)
    institution = factory.SelfAttribute("person.institution")
    questionnaire = factory.LazyFunction(questionnaire)
    school_year = 2022
    answered_on = date(2023, 5, 20)
    answers = factory.LazyFunction(dict)
    is_satisfied = True
