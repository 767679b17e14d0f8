from datetime import date

import factory
from factory.django import DjangoModelFactory
from psycopg2.extras import DateRange

from mentorship.bank.models import (
    Affiliation,
    Agreement,
    Attendance,
    Consent,
    Event,
    MenteeEntry,
    MentorEntry,
    MentoringForm,
    MentorOffer,
    Partner,
    Person,
    Topic,
)
from tests.factories.organizations import InstitutionFactory, RegionFactory

YEAR_STARTS = date(2022, 9, 1)


def form(code="uchenik-uchenik"):
    """A form of the reference data."""
    return MentoringForm.objects.get(code=code)


class PersonFactory(DjangoModelFactory):
    """A pupil of 2008; `category` adds an affiliation, `consented` a consent in force."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    institution = factory.SubFactory(InstitutionFactory)
    last_name = factory.Sequence(lambda n: f"Тестов{'абвгдежзиклмнопрст'[n % 18]}")
    first_name = "Артём"
    patronymic = "Игоревич"
    sex = "m"
    birth_year = 2008

    @factory.post_generation
    def category(self, create, extracted, place="7 «А»", teaching_since=None, **kwargs):
        if create and extracted != "":
            Affiliation.objects.create(
                person=self,
                institution=self.institution,
                category=extracted or "pupil",
                place=place,
                teaching_since=teaching_since,
                period=DateRange(date(2020, 9, 1), None),
            )

    @factory.post_generation
    def consented(self, create, extracted, **kwargs):
        if create and extracted:
            ConsentFactory(person=self, **kwargs)


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    person = factory.SubFactory(PersonFactory)
    institution = factory.SelfAttribute("person.institution")
    signed_on = YEAR_STARTS
    signer = "representative"
    representative_name = "Тестова Ольга Ивановна"


class MentorEntryFactory(DjangoModelFactory):
    """A teacher with consent in the bank since September 2022, three places, all forms."""

    class Meta:
        model = MentorEntry
        skip_postgeneration_save = True

    person = factory.SubFactory(
        PersonFactory,
        institution=factory.SelfAttribute("..institution"),
        birth_year=1980,
        category="teacher",
        category__place="учитель физики",
        consented=True,
        consented__signer="self",
        consented__representative_name="",
    )
    institution = factory.SubFactory(InstitutionFactory)
    entered_on = YEAR_STARTS
    capacity = 3

    @factory.post_generation
    def forms(self, create, extracted, **kwargs):
        if create:
            self.forms.set(extracted or MentoringForm.objects.all())


class MenteeEntryFactory(DjangoModelFactory):
    """A pupil with consent in the bank since September 2022."""

    class Meta:
        model = MenteeEntry

    person = factory.SubFactory(
        PersonFactory, institution=factory.SelfAttribute("..institution"), consented=True
    )
    institution = factory.SubFactory(InstitutionFactory)
    entered_on = YEAR_STARTS
    request = "подготовка к олимпиаде по физике"


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    institution = factory.SubFactory(InstitutionFactory)
    name = factory.Sequence(lambda n: f"ООО «Приречье {n}»")


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    organization = factory.SubFactory(RegionFactory)
    title = factory.Sequence(lambda n: f"Тема {n}")
    group = "study"


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = Agreement

    partner = factory.SubFactory(PartnerFactory)
    institution = factory.SelfAttribute("partner.institution")
    number = factory.Sequence(lambda n: f"{n}/2022")
    signed_on = YEAR_STARTS


class EventFactory(DjangoModelFactory):
    """A training of mentors that a school plans for October 2022."""

    class Meta:
        model = Event

    organization = factory.SubFactory(InstitutionFactory)
    kind = "training"
    title = factory.Sequence(lambda n: f"Школа наставника, занятие {n}")
    starts_on = date(2022, 10, 5)


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    event = factory.SubFactory(EventFactory)
    person = factory.SubFactory(PersonFactory, consented=True)
    institution = factory.SelfAttribute("person.institution")
    state = "present"


class MentorOfferFactory(DjangoModelFactory):
    """An admitted mentor with both consents, offered to the neighbors."""

    class Meta:
        model = MentorOffer
        skip_postgeneration_save = True

    entry = factory.SubFactory(MentorEntryFactory, stage="admitted")
    institution = factory.SelfAttribute("entry.institution")
    offered_on = YEAR_STARTS
    places = 2

    @factory.post_generation
    def transferable(self, create, extracted, **kwargs):
        if create and extracted is not False:
            ConsentFactory(
                person=self.entry.person,
                purpose="transfer",
                signer="self",
                representative_name="",
            )
