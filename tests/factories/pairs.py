from datetime import date

import factory
from factory.django import DjangoModelFactory
from psycopg2.extras import DateRange

from mentorship.pairs.models import Feedback, Meeting, OwnDirection, Pair, PairMember
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, form
from tests.factories.organizations import InstitutionFactory


class PairFactory(DjangoModelFactory):
    """A draft pair «учитель – ученик» of 2022/2023 with one mentee; `mentees=[…]` names others."""

    class Meta:
        model = Pair
        skip_postgeneration_save = True

    institution = factory.SubFactory(InstitutionFactory)
    mentor_institution = factory.SelfAttribute("institution")
    mentor_entry = factory.SubFactory(
        MentorEntryFactory, institution=factory.SelfAttribute("..mentor_institution")
    )
    form = factory.LazyFunction(lambda: form("uchitel-uchenik"))
    school_year = 2022
    starts_on = date(2022, 10, 1)
    ends_on = date(2023, 5, 31)

    @factory.post_generation
    def mentees(self, create, extracted, **kwargs):
        if not create:
            return
        for entry in extracted or [MenteeEntryFactory(institution=self.institution)]:
            PairMemberFactory(pair=self, mentee_entry=entry)


class PairMemberFactory(DjangoModelFactory):
    class Meta:
        model = PairMember

    person = factory.SelfAttribute("mentee_entry.person")
    form = factory.SelfAttribute("pair.form")
    period = factory.LazyAttribute(lambda o: DateRange(o.pair.starts_on, o.pair.ends_on, "[]"))


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    pair = factory.SubFactory(PairFactory)
    held_on = date(2022, 10, 10)
    direction = "potential"


class OwnDirectionFactory(DjangoModelFactory):
    class Meta:
        model = OwnDirection

    institution = factory.SubFactory(InstitutionFactory)
    title = factory.Sequence(lambda n: f"краеведение {n}")


def planned(pair, day, **kwargs):
    """A meeting ahead."""
    return MeetingFactory(pair=pair, held_on=None, planned_for=day, direction="", **kwargs)


def came(meeting, *members):
    """Mark members of the pair as present, all of them when none is named."""
    for member in members or meeting.pair.members.all():
        meeting.attendances.create(member=member, came=True)
    return meeting


class FeedbackFactory(DjangoModelFactory):
    """The word of a mentee about October 2022: all is well."""

    class Meta:
        model = Feedback

    pair = factory.SubFactory(PairFactory)
    person = factory.LazyAttribute(lambda o: o.pair.members.first().person)
    month = date(2022, 10, 1)
    word = "good"
    answered_on = date(2022, 10, 20)
