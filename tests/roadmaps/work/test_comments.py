import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from roadmaps.models import TaskComment
from roadmaps.services import archive_roadmap
from roadmaps.work import comments
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def task():
    return TaskFactory()


@pytest.fixture
def curator(task):
    return MembershipFactory(organization=task.organization)


def test_every_reader_of_the_organization_comments(task):
    director = MembershipFactory(organization=task.organization, role="director")

    comments.add_comment(task=task, member=director, text="Ждём приказ")

    [comment] = TaskComment.objects.visible_to(director)
    assert (comment.written_by, comment.text) == (director, "Ждём приказ")


def test_words_of_a_school_are_not_seen_above_it(task, curator):
    methodist = MembershipFactory(role="methodist", organization=task.organization.parent)
    comments.add_comment(task=task, member=curator, text="Ждём приказ")

    assert list(TaskComment.objects.visible_to(methodist)) == []
    with pytest.raises(PermissionDenied):
        comments.add_comment(task=task, member=methodist, text="А мы видим")


@pytest.mark.parametrize(
    ("role", "removes"), [("curator", True), ("director", False), ("author", True)]
)
def test_author_and_curator_take_words_back(task, curator, role, removes):
    author = MembershipFactory(organization=task.organization, role="psychologist")
    others = {"curator": curator, "author": author}
    member = others.get(role) or MembershipFactory(organization=task.organization, role=role)
    comment = comments.add_comment(task=task, member=author, text="Ой")

    assert comments.can_remove(member, comment) == removes
    if removes:
        comments.remove_comment(comment=comment, member=member)
        assert list(TaskComment.objects.in_use()) == []
        comments.restore_comment(comment=comment, member=member)
    else:
        with pytest.raises(PermissionDenied):
            comments.remove_comment(comment=comment, member=member)
    assert list(TaskComment.objects.in_use()) == [comment]


def test_archived_roadmap_takes_no_comments(task, curator):
    archive_roadmap(roadmap=task.section.roadmap, member=curator)
    task.section.roadmap.refresh_from_db()

    with pytest.raises(DomainError, match="в архиве"):
        comments.add_comment(task=task, member=curator, text="Поздно")


def test_comments_of_a_task_have_a_limit(task, curator, monkeypatch):
    monkeypatch.setattr(comments, "MOST", 1)
    comments.add_comment(task=task, member=curator, text="Раз")

    with pytest.raises(DomainError, match="уже 1 комментариев"):
        comments.add_comment(task=task, member=curator, text="Два")
