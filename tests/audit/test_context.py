import pghistory.models
import pytest
from django.db import connection

from mentorship.audit.context import Actor, acting, command, current_actor
from mentorship.core.copying import copy_rows
from mentorship.organizations.models import Headcount
from tests.factories.organizations import HeadcountFactory

pytestmark = pytest.mark.django_db
ACTOR = Actor(user=7, membership=8, organization=9, request="abc", address="192.0.2.1")
IN_LOG = {"user": 7, "membership": 8, "acts_for": None, "organization": 9, "request": "abc"}


def contexts():
    events = pghistory.models.Events.objects.filter(pgh_model="organizations.HeadcountEvent")
    return [event.pgh_context for event in events.order_by("pgh_id")]


@pytest.mark.parametrize("way", ["save", "bulk_create", "update", "sql", "copy"])
def test_every_way_of_writing_says_who_acts(way):
    first = HeadcountFactory()
    with acting(ACTOR):
        write(way, first)

    assert contexts()[-1] == IN_LOG


def write(way, first):
    another = HeadcountFactory.build(organization=first.organization, age_from=11)
    match way:
        case "save":
            another.save()
        case "bulk_create":
            Headcount.objects.bulk_create([another])
        case "update":
            Headcount.objects.update(value=1)
        case "sql":
            with connection.cursor() as cursor:
                cursor.execute("UPDATE organizations_headcount SET value = 1")
        case "copy":
            copy_rows([another])


def test_job_is_named_in_the_log():
    with acting(Actor(user=7, job=12)):
        HeadcountFactory()

    assert contexts()[-1]["job"] == 12


def test_command_is_named_without_its_arguments():
    with command(["manage.py", "import_bank", "Иванов.xlsx"]):
        HeadcountFactory()

    assert contexts() == [{"command": "import_bank"}]


@pytest.mark.parametrize("arguments", [["manage.py"], ["manage.py", "runserver"]])
def test_command_that_serves_others_is_not_named(arguments):
    with command(arguments):
        HeadcountFactory()

    assert contexts() == [None]


def test_actor_is_forgotten_afterwards():
    with acting(ACTOR, writes=False):
        assert current_actor() == ACTOR

    assert current_actor() == Actor()
