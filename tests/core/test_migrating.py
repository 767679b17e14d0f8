import pytest
from django.db import connection, models
from django.db.migrations import AddConstraint, CreateModel, RemoveConstraint
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from mentorship.bank.models import Person


class Named:
    def __init__(self, name):
        self.name = name


@pytest.fixture
def state():
    """A project with one model, already rendered."""
    project = ProjectState()
    project.add_model(ModelState("bank", "Thing", [], bases=("bank.Model",)))
    return project


def names(state):
    return [trigger.name for trigger in state.models["bank", "thing"].options["triggers"]]


def test_triggers_are_remembered_and_forgotten_by_name(state):
    AddTrigger("thing", Named("first")).state_forwards("bank", state)
    AddTrigger("thing", Named("second")).state_forwards("bank", state)
    RemoveTrigger("thing", "first").state_forwards("bank", state)
    assert names(state) == ["second"]


@pytest.mark.django_db
def test_migrations_know_every_trigger_the_model_declares():
    state = MigrationLoader(connection).project_state()
    kept = {trigger.name for trigger in state.models["bank", "person"].options["triggers"]}
    assert kept == {trigger.name for trigger in Person._meta.triggers}


POSITIVE = models.CheckConstraint(name="positive", condition=models.Q(id__gt=0))


def test_constraint_is_told_to_the_state_and_to_the_rendered_model():
    state = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True))]
    CreateModel("thing", fields, bases=(models.Model,)).state_forwards("bank", state)
    rendered = state.apps.get_model("bank", "thing")

    AddConstraint("thing", POSITIVE).state_forwards("bank", state)
    held = [state.models["bank", "thing"].options["constraints"], rendered._meta.constraints]
    RemoveConstraint("thing", "positive").state_forwards("bank", state)

    assert held == [[POSITIVE], [POSITIVE]]
    assert (state.models["bank", "thing"].options["constraints"], rendered._meta.constraints) == (
        [],
        [],
    )


def test_new_model_is_rendered_alone_and_known_to_the_one_it_points_at():
    state = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True))]
    CreateModel("thing", fields, bases=(models.Model,)).state_forwards("bank", state)
    thing = state.apps.get_model("bank", "thing")
    link = models.ForeignKey("bank.thing", models.CASCADE)

    CreateModel("part", [*fields, ("whole", link)]).state_forwards("bank", state)

    assert state.apps.get_model("bank", "thing") is thing
    part = state.apps.get_model("bank", "part")
    assert part._meta.get_field("whole").related_model is thing
    assert [related.related_model for related in thing._meta.related_objects] == [part]
