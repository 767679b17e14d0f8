from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from mentorship.documents.models import Dispatch, Document
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)

FIELDS = {
    "addressee": "Руководителям образовательных организаций",
    "heading": "О направлении форм отчёта",
    "greeting": "Уважаемые коллеги!",
    "text": "Направляем формы отчёта о реализации программы наставничества.\n"
    "Просим представить сведения до 25 ноября.",
    "attached": "Форма 1 на 2 л. в 1 экз.\nФорма 2 на 1 л. в 1 экз.",
    "executor": "Кузнецова Ольга Викторовна",
    "executor_phone": "8 (34643) 2-33-44",
}


class LetterFactory(DjangoModelFactory):
    """A draft letter of a municipality."""

    class Meta:
        model = Document

    organization = factory.SubFactory(MunicipalityFactory)
    kind = "letter"
    title = "О направлении форм отчёта"
    school_year = 2022
    fields = factory.LazyFunction(FIELDS.copy)
    created_by = factory.SubFactory(
        MembershipFactory,
        role="methodist",
        organization=factory.SelfAttribute("..organization"),
    )


class IssuedLetterFactory(LetterFactory):
    """A registered one, as its row stands; nothing was rendered and no file is stored."""

    state = "registered"
    number = factory.Sequence(lambda n: f"01-15/{n}")
    number_key = factory.LazyAttribute(lambda o: o.number.replace("-", ""))
    dated_on = date(2022, 10, 5)
    registered_at = factory.LazyFunction(timezone.now)
    registered_by = factory.SelfAttribute("created_by")
    context = factory.LazyFunction(
        lambda: {"data": {}, "text": '<section class="sheet"><p>Текст письма</p></section>'}
    )


class DispatchFactory(DjangoModelFactory):
    """A letter of the municipality in an institution below it, which nobody has opened."""

    class Meta:
        model = Dispatch

    organization = factory.SubFactory(InstitutionFactory)
    document = factory.SubFactory(
        IssuedLetterFactory, organization=factory.SelfAttribute("..organization.parent")
    )
    sent_by = factory.SelfAttribute("document.created_by")

    class Params:
        opened = factory.Trait(
            read_at=factory.LazyFunction(timezone.now),
            read_by=factory.SubFactory(
                MembershipFactory, organization=factory.SelfAttribute("..organization")
            ),
        )
