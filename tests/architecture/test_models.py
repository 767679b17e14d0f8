import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from pghistory.models import Event

from mentorship.bank.models import Person
from mentorship.organizations.models import Organization

OURS = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in {"mentorship", "roadmaps", "monitoring"}
    and not issubclass(model, Event)
]
# Rows that belong to a row which is scoped itself, or to no organization.
REACHED_THROUGH_A_SCOPED_ROW = {
    "StoredFile",
    "NumberSeries",
    "TakenNumber",
    "NameForm",
    "Layout",
    "SeriesNumbering",
    "ConcernAdult",
    "PairMember",
    "PairMove",
    "Activity",
    "Section",
    "Participation",
    "MembershipLimit",
    "AddressedInstitution",
}
SHARED_DOWN = {
    "CheckRule",
    "FigureTable",
    "Indicator",
    "Questionnaire",
    "PlanValue",
    "QualityTable",
    "Topic",
    "ProgramTemplate",
    "RoadmapTemplate",
    "TaskAddress",
}
# Written by every request of its owner or append-only by itself: not in the change log.
NOT_LOGGED = {
    "Job",
    "NumberSeries",
    "TakenNumber",
    "NameForm",
    "StoredFile",
    "PairMove",
    "Version",
    "ImportRun",
    "ListImport",
    "ColumnMapping",
    "ImportDraft",
    "MergeRecord",
    "Reading",
}


def owners(model):
    return [
        field
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is Organization
    ]


@pytest.mark.parametrize("model", [m for m in OURS if owners(m)], ids=lambda m: m.__name__)
def test_owned_models_can_be_scoped(model):
    name = model.__name__
    scoped = hasattr(model.objects.all(), "visible_to") or (
        name in SHARED_DOWN and hasattr(model.objects.all(), "shared_with")
    )

    assert scoped or name in REACHED_THROUGH_A_SCOPED_ROW


@pytest.mark.parametrize("model", [m for m in OURS if owners(m)], ids=lambda m: m.__name__)
def test_owned_models_are_in_the_change_log(model):
    logged = any(
        issubclass(other, Event) and other.pgh_tracked_model is model for other in apps.get_models()
    )

    assert logged or model.__name__ in NOT_LOGGED | SHARED_DOWN


PERSONAL = re.compile(
    r"(last|first|full|representative)_name|patronymic|born_on|birth_year|contacts|email|answers"
)


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_personal_fields_are_declared_and_exist(model):
    names = {field.name for field in model._meta.get_fields()}
    declared = getattr(model, "personal_fields", frozenset())
    of_people = (
        {n for n in names if PERSONAL.fullmatch(n)} - {"contacts"}
        if not of_person(model)
        else {n for n in names if PERSONAL.fullmatch(n)}
    )

    assert of_people <= declared <= names


def of_person(model):
    return model is Person


PAIRED_BY_DATE = {
    "created_at",
    "changed_at",
    "stored_at",
    "added_at",
    "heartbeat_at",
    "finished_at",
    "mailed_at",
    # A secret link is used by whoever holds it, and the rows it belongs to say who that was.
    "expires_at",
    "used_at",
    "revoked_at",
    # A concern is raised by its person, read and closed by its adult.
    "raised_at",
    "read_at",
    "closed_at",
}


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_moments_have_their_person(model):
    names = {field.name for field in model._meta.get_fields()}
    moments = {name for name in names if name.endswith("_at")} - PAIRED_BY_DATE

    assert {name.removesuffix("_at") + "_by" for name in moments} <= names


def test_migrations_have_names():
    root = Path(__file__).parent.parent.parent
    named = [path.name for path in root.glob("**/migrations/0*.py") if ".venv" not in path.parts]

    assert [name for name in named if "_auto_" in name or "_initial" in name] == []


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_words_of_models_begin_small(model):
    words = [model._meta.verbose_name, *(f.verbose_name for f in model._meta.fields)]
    upper = [w for w in words if w[0].isupper() and not re.match(r"ID|ИНН", w)]

    assert upper == []
