from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.organizations.versions import IN_USE, STALE
from mentorship.surveys import editing
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.questions import MOST_QUESTIONS, Question
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import (
    NAME,
    QuestionnaireFactory,
    ReplyFactory,
    question,
    questionnaire,
)

NEW = Question(code="", text="Ваш девиз", kind="text")


@pytest.fixture
def draft(curator):
    return QuestionnaireFactory(organization=curator.organization)


def codes(draft):
    draft.refresh_from_db()
    return [question.code for question in draft.asked]


def seen(draft):
    draft.refresh_from_db()
    return draft.changed_at.isoformat()


def test_new_set_is_an_empty_draft_of_the_own_organization(curator):
    draft = editing.begin_set(
        member=curator,
        title="Клуб наставников",
        purpose="mentor_bank",
        audience="teacher",
        today=date(2026, 11, 22),
    )

    assert (draft.state, draft.version, draft.asked) == ("draft", 1, [])
    assert (draft.organization, draft.source) == (
        curator.organization,
        curator.organization.short_name,
    )


def test_copy_is_the_next_own_version_with_the_same_code(curator):
    built_in = questionnaire("mentee-pupil")

    draft = editing.copy_set(member=curator, questionnaire=built_in)

    assert (draft.organization, draft.code, draft.version) == (
        curator.organization,
        "mentee-pupil",
        1,
    )
    assert draft.asked == built_in.asked
    assert draft.needs_check


def test_draft_begun_is_gone_on_with(curator):
    first = editing.copy_set(member=curator, questionnaire=questionnaire())

    assert editing.copy_set(member=curator, questionnaire=questionnaire()) == first


def test_version_after_the_published_one(curator):
    first = editing.copy_set(member=curator, questionnaire=questionnaire())
    editing.publish_set(member=curator, questionnaire=first)

    assert editing.copy_set(member=curator, questionnaire=first).version == 2


def test_question_is_added_at_the_end_with_a_code_of_its_own(curator, draft):
    added = editing.put_question(
        member=curator, questionnaire=draft, question=NEW, seen=seen(draft)
    )

    assert (added.code, codes(draft)) == ("q1", ["name", "request", "q1"])


def test_question_is_changed_in_its_place(curator, draft):
    changed = replace(draft.asked[0], text="Кто вы?")

    editing.put_question(member=curator, questionnaire=draft, question=changed, seen=seen(draft))

    assert codes(draft) == ["name", "request"]
    assert draft.asked[0].text == "Кто вы?"


def test_older_edit_does_not_overwrite_a_newer_one(curator, draft):
    before = seen(draft)
    editing.put_question(member=curator, questionnaire=draft, question=NEW, seen=before)

    with pytest.raises(DomainError) as error:
        editing.put_question(member=curator, questionnaire=draft, question=NEW, seen=before)
    with pytest.raises(DomainError):
        editing.save_heading(
            member=curator, questionnaire=draft, values={"title": "Другая"}, seen=before
        )
    assert str(error.value) == STALE
    assert codes(draft) == ["name", "request", "q1"]


def test_set_has_no_more_questions_than_anybody_reads(curator, draft):
    draft.questions = [question(f"q{n}", "text") for n in range(MOST_QUESTIONS)]
    draft.save()

    with pytest.raises(DomainError, match="не больше 40 вопросов"):
        editing.put_question(member=curator, questionnaire=draft, question=NEW, seen=seen(draft))


@pytest.mark.parametrize(
    ("code", "by", "order"),
    [
        ("b", -1, ["b", "a", "c"]),
        ("b", 1, ["a", "c", "b"]),
        ("a", -1, ["a", "b", "c"]),
        ("c", 1, ["a", "b", "c"]),
    ],
)
def test_question_moves_one_step_and_stops_at_the_edge(curator, draft, code, by, order):
    gone = question("gone", "text") | {"is_removed": True}
    draft.questions = [question("a", "text"), gone, question("b", "text"), question("c", "text")]
    draft.save()

    editing.move_question(member=curator, questionnaire=draft, code=code, by=by)

    assert codes(draft) == order
    assert [q.code for q in draft.removed] == ["gone"]


def test_removed_question_comes_back_at_the_end(curator, draft):
    editing.remove_question(member=curator, questionnaire=draft, code="name")
    without = codes(draft)
    editing.restore_question(member=curator, questionnaire=draft, code="name")

    assert (without, codes(draft)) == (["request"], ["request", "name"])
    assert draft.asked[1] == Question.of(NAME)


def test_question_that_is_gone_is_said_to_be(curator, draft):
    with pytest.raises(DomainError, match="Такого вопроса в анкете уже нет"):
        editing.remove_question(member=curator, questionnaire=draft, code="age")


def test_published_set_takes_the_place_of_the_one_before(curator, draft):
    first = editing.publish_set(member=curator, questionnaire=draft)
    reply = ReplyFactory(
        invitation__batch__institution=curator.organization, invitation__batch__questionnaire=first
    )
    second = editing.copy_set(member=curator, questionnaire=first)
    editing.remove_question(member=curator, questionnaire=second, code="request")

    second = editing.publish_set(member=curator, questionnaire=second)

    first.refresh_from_db()
    reply.refresh_from_db()
    assert (first.state, second.state, second.published_by) == ("archived", "published", curator)
    assert (second.removed, codes(second), codes(first)) == ([], ["name"], ["name", "request"])
    assert reply.questionnaire == first


@pytest.mark.parametrize(
    ("spoilt", "words"),
    [
        ({"questions": []}, "В анкете нет ни одного вопроса."),
        (
            {"questions": [question("q1", "text")]},
            "Нужен обязательный вопрос, который записывается в фамилию, имя, отчество.",
        ),
        (
            {"purpose": "satisfaction", "audience": "mentee", "questions": [question("a", "text")]},
            "Для удовлетворённости нужна хотя бы одна шкала: по ней считается доля.",
        ),
        (
            {"audience": "employer"},
            "Эта анкета не для таких отвечающих: выберите другое назначение или адресата.",
        ),
        (
            {"questions": [NAME, question("q1", "one_of")]},
            "«Вопрос q1»: Нужно от 2 до 30 вариантов, каждый с новой строки.",
        ),
    ],
)
def test_set_with_faults_is_not_put_to_use(curator, spoilt, words):
    draft = QuestionnaireFactory(organization=curator.organization, **spoilt)

    with pytest.raises(DomainError) as error:
        editing.publish_set(member=curator, questionnaire=draft)
    assert str(error.value) == words


@pytest.mark.parametrize("state", ["published", "archived"])
def test_what_was_in_use_is_not_edited(curator, state):
    used = QuestionnaireFactory(organization=curator.organization, state=state)

    for change in (editing.remove_question, editing.restore_question):
        with pytest.raises(DomainError) as error:
            change(member=curator, questionnaire=used, code="name")
        assert str(error.value) == IN_USE


def test_archive_is_undone(curator, draft):
    published = editing.publish_set(member=curator, questionnaire=draft)
    editing.archive_set(member=curator, questionnaire=published)

    assert Questionnaire.objects.get(pk=published.pk).state == "archived"
    assert editing.restore_set(member=curator, questionnaire=published).state == "published"


def test_archived_draft_comes_back_as_a_draft(curator, draft):
    editing.archive_set(member=curator, questionnaire=draft)

    assert editing.restore_set(member=curator, questionnaire=draft).state == "draft"


def test_archive_is_entered_and_left_once(curator, draft):
    with pytest.raises(DomainError, match="не в архиве"):
        editing.restore_set(member=curator, questionnaire=draft)
    editing.archive_set(member=curator, questionnaire=draft)
    with pytest.raises(DomainError, match="уже в архиве"):
        editing.archive_set(member=curator, questionnaire=draft)


def test_earlier_version_does_not_push_out_a_later_one(curator, draft):
    first = editing.publish_set(member=curator, questionnaire=draft)
    editing.publish_set(
        member=curator, questionnaire=editing.copy_set(member=curator, questionnaire=first)
    )

    with pytest.raises(DomainError, match="Другая редакция уже на этом месте"):
        editing.restore_set(member=curator, questionnaire=first)


def test_foreign_and_shared_sets_are_not_edited(curator, draft):
    for member, target in ((MembershipFactory(), draft), (curator, questionnaire())):
        with pytest.raises(PermissionDenied):
            editing.publish_set(member=member, questionnaire=target)


@pytest.mark.parametrize("role", ["director", "council", "psychologist", "mentor", "methodist"])
@pytest.mark.django_db
def test_others_write_no_sets(role):
    with pytest.raises(PermissionDenied):
        editing.copy_set(member=MembershipFactory(role=role), questionnaire=questionnaire())


@pytest.mark.django_db
def test_coordinator_writes_for_the_region():
    coordinator = MembershipFactory(role="coordinator")

    draft = editing.copy_set(member=coordinator, questionnaire=questionnaire())

    assert draft.organization == coordinator.organization
