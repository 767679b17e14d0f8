import factory
from factory.django import DjangoModelFactory

from mentorship.pairs.models import MatchingRun, Preference, Ruling, Suggestion, WaitingStep
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, form
from tests.factories.organizations import InstitutionFactory, MembershipFactory


class WaitingStepFactory(DjangoModelFactory):
    """A talk with somebody who waits in 2022/2023; give it `due_on` or `done_on`."""

    class Meta:
        model = WaitingStep

    entry = factory.SubFactory(MenteeEntryFactory)
    institution = factory.SelfAttribute("entry.institution")
    school_year = 2022
    kind = "talk"
    recorded_by = factory.SubFactory(
        MembershipFactory, organization=factory.SelfAttribute("..institution")
    )


class MatchingRunFactory(DjangoModelFactory):
    """A current run of all forms of 2022/2023 with one suggestion of 20 points."""

    class Meta:
        model = MatchingRun

    institution = factory.SubFactory(InstitutionFactory)
    school_year = 2022
    threshold = 1
    weights = factory.LazyFunction(lambda: {"competence": 8})
    total = bound = 2000
    mentees_count = mentors_count = places_count = suggested_count = 1
    left_count = 0
    created_by = factory.SubFactory(
        MembershipFactory, organization=factory.SelfAttribute("..institution")
    )


class SuggestionFactory(DjangoModelFactory):
    """An open suggestion «учитель – ученик» of people of one school."""

    class Meta:
        model = Suggestion

    run = factory.SubFactory(MatchingRunFactory)
    mentor_entry = factory.SubFactory(
        MentorEntryFactory, institution=factory.SelfAttribute("..run.institution")
    )
    mentee_entry = factory.SubFactory(
        MenteeEntryFactory, institution=factory.SelfAttribute("..run.institution")
    )
    form = factory.LazyFunction(lambda: form("uchitel-uchenik"))
    score = 2000
    reasons = factory.LazyFunction(lambda: [["competence", 100, 8, "общая тема: физика"]])


class RulingFactory(DjangoModelFactory):
    """Two people of one school who are not to be proposed to each other."""

    class Meta:
        model = Ruling

    mentee_entry = factory.SubFactory(MenteeEntryFactory)
    institution = factory.SelfAttribute("mentee_entry.institution")
    mentor_entry = factory.SubFactory(
        MentorEntryFactory, institution=factory.SelfAttribute("..institution")
    )
    kind = "forbidden"
    reason = "живут в разных сёлах"
    made_by = factory.SubFactory(
        MembershipFactory, organization=factory.SelfAttribute("..institution")
    )


class PreferenceFactory(DjangoModelFactory):
    """A mentee's wish after the group meeting of 2022."""

    class Meta:
        model = Preference

    mentee_entry = factory.SubFactory(MenteeEntryFactory)
    institution = factory.SelfAttribute("mentee_entry.institution")
    mentor_entry = factory.SubFactory(
        MentorEntryFactory, institution=factory.SelfAttribute("..institution")
    )
    said_by = "mentee"
    kind = "wish"
    said_on = "2022-10-05"
