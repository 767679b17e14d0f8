"""Turns for recurring tasks whose deadline was written before turns were kept.

Their rows are those of `occurrences.renew_occurrences`; a task that has a turn already is left
alone, and so is a plan in the archive, which nobody works by.
"""

from datetime import date

from django.db import migrations

from roadmaps.deadlines.turns import turns
from roadmaps.deadlines.values import Window

OPEN = ("planned", "started")


def make_turns(apps, schema_editor):
    tasks = apps.get_model("roadmaps", "Task").objects.using(schema_editor.connection.alias)
    occurrence = apps.get_model("roadmaps", "Occurrence")
    older = tasks.exclude(recurrence="").filter(
        occurrences=None, section__roadmap__archived_on=None, progress__in=OPEN
    )
    for task in older.select_related("section__roadmap").iterator(chunk_size=500):
        found = turns_of(task)
        occurrence.objects.bulk_create(
            occurrence(
                organization_id=task.organization_id, task=task, starts_on=first, due_on=last
            )
            for first, last in found
        )
        if found and task.due_on != found[0][1]:
            tasks.filter(pk=task.pk).update(due_on=min(last for _, last in found))


def turns_of(task):
    roadmap = task.section.roadmap
    windows = [Window(*(day and date.fromisoformat(day) for day in row)) for row in task.windows]
    return turns(task.recurrence, windows, period=(roadmap.starts_on, roadmap.ends_on))


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0008_review_drafts")]

    operations = [migrations.RunPython(make_turns, migrations.RunPython.noop)]
