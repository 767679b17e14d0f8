from datetime import date

import pytest

from mentorship.organizations.search import Hit, read
from roadmaps.search import find_tasks, show_tasks
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["ПРИКАЗА", "куратора издание", "издaние"])
def test_task_is_found_by_words_of_its_title_in_any_order(text):
    task = TaskFactory()
    TaskFactory(title="Издание приказа о назначении куратора соседями")
    member = MembershipFactory(organization=task.organization)

    assert show_tasks(member, find_tasks(member, read(text))) == [
        Hit(
            text="Издание приказа о назначении куратора",
            detail=f"{task.organization.short_name} · до 20.10.2022 г.",
            url=task.get_absolute_url(),
        )
    ]


def test_tasks_of_the_archive_are_not_found():
    task = TaskFactory()
    task.section.roadmap.archived_on = date(2022, 10, 1)
    task.section.roadmap.save()

    member = MembershipFactory(organization=task.organization)

    assert list(find_tasks(member, read("приказа"))) == []


@pytest.mark.parametrize(("role", "text"), [("mentor", "приказа"), ("curator", "2022")])
def test_task_needs_the_right_and_a_word(role, text):
    member = MembershipFactory(role=role, organization=TaskFactory().organization)

    assert list(find_tasks(member, read(text))) == []
