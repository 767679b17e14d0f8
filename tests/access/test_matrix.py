"""Every URL × method × persona × relation, and what may be read in the answer."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentorship.organizations.roles import Role
from tests.access.matrix import MATRIX
from tests.access.texts import text_of
from tests.access.world import reaches
from tests.factories.organizations import UserFactory

pytestmark = pytest.mark.django_db
RELATIONS = ["own", "neighbor", "cousin", "foreign"]


def address(row, school):
    rows = school.rows
    arguments = {name: rows[what].pk if what in rows else what for name, what in row.extra}
    if row.row:
        arguments["pk"] = school.rows[row.row].pk
    return reverse(row.url, kwargs=arguments)


def client_of(member, year=2022):
    client = Client(raise_request_exception=False)
    if member:
        client.force_login(member.user)
        session = client.session
        session["membership"], session["school_year"] = member.pk, year
        session.save()
    return client


def ask(client, row, school):
    """The answer; whatever the request wrote is taken back."""
    with transaction.atomic():
        response = client.generic(
            row.method,
            f"{address(row, school)}?{row.data}",
            row.data,
            "application/x-www-form-urlencoded",
        )
        transaction.set_rollback(True)
    return response


def let_go_of_files(response):
    """`close()` would end the request, and with it the connection that holds the world."""
    for close in response._resource_closers:
        close()


def expected(row, role, member, school):
    if role not in row.roles and not (row.open_to_all or row.without_membership):
        return {403, 404}
    if not row.row:
        return {200, 302, 400}
    if row.reach == "nobody":
        return {404}
    if member.organization_id == school.organization.pk:
        return {200, 302, 400}
    if not reaches(member, school.organization):
        return {404}
    # A row of one's own branch: read it (or change it), or be refused it openly.
    return {200, 302} if row.reach == "tree" else {403, 404}


@pytest.mark.parametrize("row", MATRIX, ids=lambda r: f"{r.method} {r.url}")
def test_roles_reach_their_own_rows_and_nothing_else(world, row):
    wrong = []
    for role, member in world.members.items():
        client = client_of(member)
        for relation in RELATIONS if row.row else RELATIONS[:1]:
            school = world.schools[relation]
            response = ask(client, row, school)
            if response.status_code not in expected(row, role, member, school):
                wrong.append((str(role), relation, response.status_code))
            if response.status_code == 200:
                text = text_of(response)
                leaks = [m for m in world.foreign_markers(member) if m in text]
                wrong += [(str(role), relation, leak) for leak in leaks]
            let_go_of_files(response)

    assert wrong == []


@pytest.mark.parametrize("row", MATRIX, ids=lambda r: f"{r.method} {r.url}")
def test_strangers_are_sent_away(world, row):
    user = UserFactory()
    without_role = Client(raise_request_exception=False)
    without_role.force_login(user)
    anonymous = ask(Client(raise_request_exception=False), row, world.schools["own"])
    roleless = ask(without_role, row, world.schools["own"])

    if row.open_to_all:
        assert anonymous.status_code in {200, 302, 503}
        return
    assert (anonymous.status_code, anonymous["Location"].split("?")[0]) == (
        302,
        reverse("accounts:sign_in"),
    )
    assert roleless.status_code in ({200, 302} if row.without_membership else {403})


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_refused_everywhere(world, method):
    client = client_of(world.members[Role.CURATOR])

    answers = {
        client.generic(method, address(row, world.schools["own"])).status_code for row in MATRIX
    }

    assert answers == {405}


@pytest.mark.parametrize("row", [r for r in MATRIX if r.method == "GET"], ids=lambda r: r.url)
def test_reading_writes_nothing(world, row):
    """GET changes nothing but the session, and notes whose data it showed (S8)."""
    client = client_of(world.members[Role.CURATOR])
    with CaptureQueriesContext(connection) as queries:
        let_go_of_files(client.get(address(row, world.schools["own"])))

    writes = [
        q["sql"]
        for q in queries
        if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
        and not q["sql"].startswith('INSERT INTO "audit_reading"')
        and "django_session" not in q["sql"]
    ]
    assert writes == []
