"""The queue of a methodist whose 800 schools have all sent their plans of 40 tasks."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import timezone

from benchmarks.banks import PlainMenu, page_of
from benchmarks.cascade import OWN_TEMPLATES, SCHOOLS, TASKS, city_of_schools
from benchmarks.documents import PLAIN
from benchmarks.figures import Figure, compare
from mentorship.core.copying import copy_rows
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from roadmaps.models import Review, Roadmap, Version
from roadmaps.review.content import content_of

PAGE, TARGET = 100, 1.5
IN_THE_QUEUE = """
    FROM roadmaps_review r JOIN organizations_organization o ON o.id = r.organization_id
    JOIN roadmaps_roadmap p ON p.id = r.roadmap_id
    WHERE o.parent_id = %(city)s AND r.state IN ('waiting', 'open') AND p.archived_on IS NULL
"""
# What the page needs at least: the counts of its filters, and the rows with all their cells.
BARE_COUNTS = f"""
    SELECT count(*), count(*) FILTER (WHERE r.state = 'waiting'),
        count(*) FILTER (WHERE r.taken_by_id = %(member)s),
        count(*) FILTER (WHERE r.changed_count IS NOT NULL) {IN_THE_QUEUE}
"""
BARE_PAGE = f"""
    SELECT r.id, o.short_name, p.title, v.number, v.task_count, r.changed_count, r.submitted_at,
        r.state, r.taken_by_id
    {IN_THE_QUEUE.replace("WHERE", "JOIN roadmaps_version v ON v.id = r.version_id WHERE")}
    ORDER BY r.submitted_at, r.id LIMIT %(page)s
"""


def floor(request: HttpRequest) -> HttpResponse:
    """The same rows and counts: the frame, two statements, a plain table."""
    member = request.membership
    values = {"city": member.organization_id, "member": member.pk, "page": PAGE}
    found = []
    with connection.cursor() as cursor:
        for statement in (BARE_COUNTS, BARE_PAGE):
            cursor.execute(statement, values)
            found.append(cursor.fetchall())
    menu = PlainMenu(request, member)
    context = {"counts": found[0][0], "rows": found[1], "navigation": menu}
    return render(request, "floor_queue.html", context)


urlpatterns = [path("floor/", floor), path("", include("mentorship.urls"))]


def everybody_submits() -> Membership:
    """Every school's plan waits for its first look, each a minute longer than the next."""
    there = Membership.objects.filter(role=Role.METHODIST, organization__code="bm").first()
    member = there or city_of_schools()[0]
    plans = Roadmap.objects.filter(organization__parent=member.organization_id)
    plans.update(state=Roadmap.State.SUBMITTED)
    versions = copy_rows(
        Version(
            organization_id=plan.organization_id,
            roadmap=plan,
            number=1,
            content=content_of(plan),
            task_count=TASKS,
            made_at=timezone.now(),
            made_by=member,
        )
        for plan in plans
    )
    copy_rows(
        Review(
            organization_id=version.organization_id,
            roadmap_id=version.roadmap_id,
            version=version,
            submitted_at=timezone.now() - timedelta(minutes=number),
            submitted_by=member,
        )
        for number, version in enumerate(versions)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return member


@override_settings(
    ROOT_URLCONF="benchmarks.reviewing",
    TEMPLATES=OWN_TEMPLATES,
    STORAGES=settings.STORAGES | {"staticfiles": PLAIN},
)
def queue_figure(member: Membership) -> Figure:
    client = Client()
    client.force_login(member.user, settings.AUTHENTICATION_BACKENDS[-1])
    if f"На проверке, {SCHOOLS}".encode() not in page_of(client, "/roadmaps/reviews/"):
        raise AssertionError("the queue is not whole")
    return compare(
        f"queue of {SCHOOLS} plans × {TASKS} tasks, a page of {PAGE} with its filters",
        lambda: page_of(client, "/roadmaps/reviews/"),
        lambda: page_of(client, "/floor/"),
        TARGET,
    )


def figures() -> Iterator[Figure]:
    yield queue_figure(everybody_submits())
