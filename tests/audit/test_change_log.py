import pghistory.models
import pytest
from django.db import DatabaseError, connection, transaction

from mentorship.accounts.models import User
from mentorship.audit.context import Actor, acting
from mentorship.audit.grants import append_only_tables, grant_application_role
from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.trails import tracked_models
from mentorship.organizations.models import Headcount
from monitoring.models import PlanValue
from tests.factories.monitoring import PlanValueFactory
from tests.factories.organizations import HeadcountFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
PURGE = "audit_purge_readings(timestamptz)"


@pytest.fixture
def application_role(db):
    grant_application_role("mentorship_app")
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE mentorship_app")
        yield cursor
        cursor.execute("RESET ROLE")


def events(headcount):
    return list(
        pghistory.models.Events.objects.tracks(headcount).values_list("pgh_label", flat=True)
    )


def test_bulk_update_is_in_the_log():
    headcount = HeadcountFactory()

    Headcount.objects.update(value=1)

    assert events(headcount) == ["insert", "update"]


def test_deletion_is_in_the_log():
    headcount = HeadcountFactory()
    pk = headcount.pk

    with acting(Actor(user=7, request="abc")):
        headcount.delete()

    last = Headcount.pgh_event_model.objects.filter(pgh_obj=pk).order_by("pgh_id").last()
    assert (last.pgh_label, last.pgh_context["request"]) == ("delete", "abc")


@pytest.mark.parametrize("model", list(tracked_models()), ids=lambda m: m.__name__)
def test_every_tracked_model_logs_what_comes_and_goes(model):
    labels = {tracker.label for tracker in model.pgh_event_model.pgh_trackers}

    assert labels >= {"insert", "delete"}


def test_log_says_who_wrote(sign_in):
    member = MembershipFactory()
    sign_in(member).post(
        "/organizations/own/headcounts/new/",
        {"category": "pupil", "value": "34", "as_of": "01.09.2022", "source": "ОО-1"},
    )

    event = pghistory.models.Events.objects.tracks(Headcount.objects.get()).get()
    assert event.pgh_context["membership"] == member.pk
    assert event.pgh_context["user"] == member.user.pk


def test_application_role_reads_and_writes_rows(application_role):
    HeadcountFactory()

    assert Headcount.objects.count() == 1


@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_application_role_cannot_touch_the_logs(application_role, statement):
    HeadcountFactory()
    tables = append_only_tables()
    assert {"organizations_headcountevent", "audit_reading"} < set(tables)

    for table in tables:
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            application_role.execute(statement.format(table, *[key_of(table)] * 2))


def key_of(table):
    return "id" if table == "audit_reading" else "pgh_id"


def test_application_role_adds_readings(application_role):
    note_reading(Reading.Kind.CARD, [1])

    assert Reading.objects.count() == 1


def test_application_role_may_purge(application_role):
    application_role.execute("SELECT audit_purge_readings(now())")

    assert application_role.fetchone() == (0,)


def test_a_stranger_may_not_purge(application_role):
    application_role.execute("RESET ROLE")
    application_role.execute("SELECT has_function_privilege('public', %s, 'EXECUTE')", [PURGE])

    assert application_role.fetchone() == (False,)


def test_log_knows_names_of_accounts_and_no_hash(db):
    user = UserFactory(full_name="Орлова Анна")
    user.full_name, user.is_active = "Орлова-Серова Анна", False
    user.save()
    user.set_password("осенний-лист-над-рекой")
    user.save()

    log = User.pgh_event_model.objects.filter(pgh_obj=user.pk).order_by("pgh_id")
    assert list(log.values_list("full_name", "is_active")) == [
        ("Орлова Анна", True),
        ("Орлова-Серова Анна", False),
    ]
    assert {
        field.name for field in User.pgh_event_model._meta.fields if "pgh" not in field.name
    } == {"email", "full_name", "is_active"}


def test_change_of_a_plan_is_in_the_log(db):
    plan = PlanValueFactory(value=35)
    plan.value = 60
    plan.save()

    log = PlanValue.pgh_event_model.objects.filter(pgh_obj=plan.pk).order_by("pgh_id")
    assert list(log.values_list("pgh_label", "value")) == [("insert", 35), ("update", 60)]
