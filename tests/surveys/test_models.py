import pytest
from django.db import IntegrityError, transaction

from mentorship.surveys.models import Questionnaire
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.surveys import (
    BatchFactory,
    InvitationFactory,
    QuestionnaireFactory,
    ReplyFactory,
    questionnaire,
)

CODE = "mentee-pupil"


def in_use(member, code=CODE):
    return Questionnaire.objects.in_use_by(member).get(code=code)


@pytest.fixture
def school(curator):
    return curator.organization


def published(organization, **kwargs):
    defaults = {"code": CODE, "state": "published"}
    return QuestionnaireFactory(organization=organization, **defaults | kwargs)


def test_nearest_set_is_in_use(curator, school):
    built_in = in_use(curator)
    regional = published(school.parent.parent)
    municipal = published(school.parent)
    assert (built_in, in_use(curator)) == (questionnaire(CODE), municipal)

    own = published(school, version=5)

    neighbor = MembershipFactory(organization=InstitutionFactory(parent=school.parent))
    cousin = MembershipFactory(organization__parent__parent=school.parent.parent)
    assert (in_use(curator), in_use(neighbor), in_use(cousin)) == (own, municipal, regional)


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_draft_and_archive_are_not_in_use(curator, school, state):
    published(school, state=state)

    assert in_use(curator) == questionnaire(CODE)


def test_coordinator_does_not_see_sets_of_schools(school):
    coordinator = MembershipFactory(role="coordinator", organization=school.parent.parent)
    published(school)

    assert in_use(coordinator) == questionnaire(CODE)


@pytest.mark.parametrize("state", ["draft", "published"])
def test_one_set_of_a_code_is_in_use_and_one_is_written(school, state):
    published(school, state=state)

    with pytest.raises(IntegrityError), transaction.atomic():
        published(school, version=2, state=state)


@pytest.mark.parametrize(
    "change",
    [{"questions": []}, {"title": "Другая"}, {"audience": "teacher"}, {"state": "draft"}],
)
def test_set_in_use_never_changes(school, change):
    used = published(school)
    Questionnaire.objects.filter(pk=used.pk).update(state="archived")

    with pytest.raises(IntegrityError), transaction.atomic():
        Questionnaire.objects.filter(pk=questionnaire().pk).update(**change)
    assert Questionnaire.objects.get(pk=used.pk).state == "archived"


def test_removed_questions_of_a_draft_are_not_asked():
    kept = {"code": "q1", "text": "Вопрос", "kind": "text"}
    draft = Questionnaire(questions=[kept, kept | {"code": "q2", "is_removed": True}])

    assert [question.code for question in draft.asked] == ["q1"]
    assert [question.code for question in draft.removed] == ["q2"]


@pytest.mark.django_db
def test_state_of_an_invitation_follows_its_link():
    invitation = InvitationFactory()
    states = [invitation.state]
    link = invitation.link
    for field, moment in [("expires_at", link.created_at), ("revoked_at", link.created_at)]:
        setattr(link, field, moment)
        states.append(invitation.state)
    link.used_at = link.created_at

    assert [*states, invitation.state] == ["open", "expired", "revoked", "answered"]


@pytest.mark.django_db
@pytest.mark.parametrize("days", [0, 61])
def test_link_lives_no_longer_than_sixty_days(days):
    with pytest.raises(IntegrityError):
        BatchFactory(days=days)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spoilt", [{"state": "accepted"}, {"state": "rejected"}, {"reviewed_at": "2026-11-22T10:00Z"}]
)
def test_decision_on_a_reply_is_whole(spoilt):
    with pytest.raises(IntegrityError):
        ReplyFactory(**spoilt)


@pytest.mark.django_db
def test_reply_is_called_by_the_name_given():
    reply = ReplyFactory()
    nameless = ReplyFactory(answers={})

    assert (reply.author, nameless.author) == ("Ёлкин Матвей Андреевич", f"№ {nameless.pk}")


@pytest.mark.django_db
def test_answers_stay_out_of_the_change_log():
    reply = ReplyFactory()

    fields = {field.name for field in reply.events.model._meta.fields}
    assert fields & {"answers", "reason"} == set()
