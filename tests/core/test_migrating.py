import pytest
from django.db import connection
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
