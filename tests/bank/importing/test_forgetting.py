import pytest

from mentorship.bank.importing.forgetting import forget_in_uploads
from mentorship.bank.importing.keeping import pack
from mentorship.bank.models import ImportRow, ImportRun, ImportSource
from tests.factories.bank import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(curator):
    return PersonFactory(institution=curator.organization, last_name="Ёлкин-Серов")


def run_of(person, state="previewed", **source):
    run = ImportRun.objects.create(
        institution=person.institution, state=state, file_sha256="0" * 64, school_year=2022
    )
    if source:
        ImportSource.objects.create(run=run, **source)
    return run


def forget(person):
    forget_in_uploads(person, [person.pk])
    return list(ImportRun.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize(
    "source",
    [
        {"pasted": "ФИО\nЕлкин - Серов М.А."},
        {"pasted": "ФИО\nЕЛКИН-СЕРОВ Матвей"},
        {"workbook": pack({"sheets": [[["ФИО"], ["Ёлкин-Cеров Матвей"]]]})},
        {"content": b"nobody has read it"},
        {"workbook": b"broken"},
    ],
    ids=["initials", "capitals", "workbook", "unread", "broken"],
)
def test_unfinished_upload_that_may_name_the_person_goes(person, source):
    run = run_of(person, **source)
    ImportRow.objects.create(run=run, number=2, outcome="created", values={"name": ["Ёлкин"]})

    assert forget(person) == ["abandoned"]
    assert (ImportRow.objects.count(), ImportSource.objects.count()) == (0, 0)


def test_upload_without_the_person_goes_on(person):
    run_of(person, pasted="ФИО\nЛагунов Иван")

    assert forget(person) == ["previewed"]


def test_upload_of_another_school_goes_on(person):
    run_of(PersonFactory(), pasted="ФИО\nЁлкин-Серов Матвей")

    assert forget(person) == ["previewed"]


def test_finished_upload_loses_the_rows_of_the_person_alone(person):
    run = run_of(person, "confirmed")
    effect = {"person": {"last_name": ["Ёлкин", "Ёлкин-Серов"]}}
    rows = [
        {"number": 2, "outcome": "updated", "person": person, "effect": effect},
        {"number": 3, "outcome": "refused", "cells": ["Ёлкин-Серов", "вчера"]},
        {"number": 4, "outcome": "refused", "cells": ["Лагунов", "вчера"]},
    ]
    for row in rows:
        ImportRow.objects.create(run=run, **row)

    assert forget(person) == ["confirmed"]
    assert list(ImportRow.objects.values_list("number", flat=True)) == [4]
