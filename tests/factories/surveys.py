from datetime import date, datetime, time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from mentorship.accounts.links import issue_link, use_link
from mentorship.accounts.models import TokenLink
from mentorship.surveys.inviting import PURPOSE
from mentorship.surveys.models import (
    Invitation,
    InvitationBatch,
    Questionnaire,
    Reply,
    Response,
)
from tests.factories.bank import PersonFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory


def questionnaire(code="mentee-satisfaction"):
    """A questionnaire of the reference data."""
    return Questionnaire.objects.get(code=code, version=1, organization=None)


def question(code, kind, **kwargs):
    """A question as it is kept."""
    return {"code": code, "text": f"Вопрос {code}", "kind": kind, "required": False} | kwargs


NAME = question("name", "name", required=True, field="name")


class QuestionnaireFactory(DjangoModelFactory):
    """A draft of an institution that asks a pupil for a name and a request."""

    class Meta:
        model = Questionnaire

    organization = factory.SubFactory(InstitutionFactory)
    code = factory.Sequence(lambda n: f"own-{n}")
    state = "draft"
    title = "Наша анкета"
    purpose = "mentee_bank"
    audience = "pupil"
    questions = factory.LazyFunction(
        lambda: [dict(NAME), question("request", "text", field="request")]
    )
    source = "решение педсовета"
    checked_on = date(2026, 9, 1)


class BatchFactory(DjangoModelFactory):
    """Links of 2022/2023 for pupils who want to be mentees."""

    class Meta:
        model = InvitationBatch

    institution = factory.SubFactory(InstitutionFactory)
    questionnaire = factory.LazyFunction(lambda: questionnaire("mentee-pupil"))
    school_year = 2022
    manner = "links"
    days = 14
    created_by = factory.SubFactory(
        MembershipFactory, organization=factory.SelfAttribute("..institution")
    )


class InvitationFactory(DjangoModelFactory):
    """An open link for nobody by name; the instance carries its `token`."""

    class Meta:
        model = Invitation

    batch = factory.SubFactory(BatchFactory)
    institution = factory.SelfAttribute("batch.institution")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        link, token = issue_link(purpose=PURPOSE, lifetime=timedelta(days=14))
        invitation = super()._create(model_class, *args, **kwargs | {"link": link})
        invitation.token = token
        return invitation


class ReplyFactory(DjangoModelFactory):
    """What a pupil sent by a card without a name; it waits for the curator."""

    class Meta:
        model = Reply

    invitation = factory.SubFactory(InvitationFactory)
    institution = factory.SelfAttribute("invitation.institution")
    questionnaire = factory.SelfAttribute("invitation.batch.questionnaire")
    school_year = factory.SelfAttribute("invitation.batch.school_year")
    answered_on = factory.LazyFunction(timezone.localdate)
    answers = factory.LazyFunction(
        lambda: {
            "name": "Ёлкин Матвей Андреевич",
            "birth": "2009",
            "place": "8 «А»",
            "contacts": "+7 900 000-11-22",
            "request": "выбор профессии",
        }
    )

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        reply = super()._create(model_class, *args, **kwargs)
        use_link(link=reply.invitation.link)
        return reply


def taken_in(person, code="mentee-pupil", on=date(2022, 11, 1)):
    """The person answered the questionnaire of a bank, and the curator took the answer in."""
    return ReplyFactory(
        invitation__batch__institution=person.institution,
        invitation__batch__questionnaire=questionnaire(code),
        person=person,
        answered_on=on,
        state="accepted",
        reviewed_at=noon(on),
    )


def preferred(person, on=date(2022, 11, 1)):
    """The person answered the questionnaire of the group meeting."""
    asked = InvitationFactory(
        batch__institution=person.institution,
        batch__questionnaire=questionnaire("preference"),
        person=person,
    )
    use_link(link=asked.link)
    TokenLink.objects.filter(pk=asked.link.pk).update(used_at=noon(on))
    return asked


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


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


class WaveFactory(ResponseFactory):
    """An entry or exit questionnaire of a mentee of a school: `wave` says which."""

    class Params:
        wave = "exit"

    questionnaire = factory.LazyAttribute(lambda made: questionnaire(f"{made.wave}-mentee-pupil"))
    answered_on = factory.LazyAttribute(
        lambda made: (
            date(2022, 10, 5) if made.questionnaire.purpose == "entry" else date(2023, 5, 20)
        )
    )
    is_satisfied = None
