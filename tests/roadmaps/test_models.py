"""What the database itself refuses."""

from datetime import date

import pghistory.models
import pytest
from django.db import IntegrityError

from roadmaps.models import ImportDraft, Roadmap, Task
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import RoadmapFactory, TaskFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [{"progress": "done"}, {"progress": "planned", "done_on": date(2022, 10, 1)}],
)
def test_done_and_its_day_stand_together(fields):
    with pytest.raises(IntegrityError, match="task_done_on_with_done"):
        TaskFactory(**fields)


def test_roadmap_ends_after_it_starts():
    with pytest.raises(IntegrityError, match="roadmap_ends_after_start"):
        RoadmapFactory(ends_on=date(2022, 8, 31))


def test_draft_ends_after_it_starts():
    member = MembershipFactory()

    with pytest.raises(IntegrityError, match="import_draft_ends_after_start"):
        ImportDraft.objects.create(
            organization=member.organization,
            created_by=member,
            title="Карта",
            starts_on=date(2022, 9, 1),
            ends_on=date(2022, 8, 31),
            parsed={},
        )


def test_bulk_change_of_tasks_is_in_the_change_log():
    task = TaskFactory()

    Task.objects.update(report_text="Издан приказ")

    labels = pghistory.models.Events.objects.tracks(task).values_list("pgh_label", flat=True)
    assert sorted(labels) == ["insert", "update"]


def test_roadmap_gone_with_its_sections_and_tasks():
    task = TaskFactory()

    task.section.roadmap.delete()

    assert (Roadmap.objects.count(), Task.objects.count()) == (0, 0)
