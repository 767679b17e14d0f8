"""The table school × task of a municipality of 800 schools and 40 tasks, against bare SQL."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, override_settings
from django.urls import include, path

from benchmarks.banks import TEMPLATES, PlainMenu, page_of
from benchmarks.documents import PLAIN
from benchmarks.figures import Figure, compare
from mentorship.accounts.models import User
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Role
from roadmaps.cascade.address_views import INSTITUTIONS_A_PAGE
from roadmaps.cascade.wordings import mark_of, wording_of
from roadmaps.models import Roadmap, Section, Task, TaskAddress, TaskLink

SCHOOLS, TASKS = 800, 40
PERIOD = (date(2026, 1, 1), date(2028, 12, 31))
TARGET = 1.5
BARE_TOTALS = """
    SELECT s.id, left(s.title, 70), count(*) FILTER (WHERE t.progress = 'done'),
        count(*) FILTER (WHERE t.progress IN ('planned', 'started') AND t.due_on < %(today)s)
    FROM roadmaps_tasklink l JOIN roadmaps_task s ON s.id = l.source_id
    LEFT JOIN roadmaps_task t ON t.id = l.task_id
    WHERE s.organization_id = %(city)s GROUP BY s.id ORDER BY s.position
"""
BARE_CELLS = """
    SELECT o.short_name, l.source_id, o.id, t.progress, t.done_on, t.due_on
    FROM (SELECT id, short_name, name FROM organizations_organization
          WHERE parent_id = %(city)s AND closed_on IS NULL ORDER BY name, id LIMIT %(page)s) o
    JOIN roadmaps_tasklink l ON l.institution_id = o.id JOIN roadmaps_task s ON s.id = l.source_id
    LEFT JOIN roadmaps_task t ON t.id = l.task_id ORDER BY o.name, o.id, s.position
"""
BARE_COUNT = "SELECT count(*) FROM organizations_organization WHERE parent_id = %(city)s"


def floor(request: HttpRequest) -> HttpResponse:
    """The same page of schools and totals: the frame, three statements, a plain table."""
    values = {
        "city": request.membership.organization_id,
        "today": date(2026, 11, 22),
        "page": INSTITUTIONS_A_PAGE,
    }
    found = []
    with connection.cursor() as cursor:
        for statement in (BARE_COUNT, BARE_TOTALS, BARE_CELLS):
            cursor.execute(statement, values)
            found.append(cursor.fetchall())
    rows = [
        (name, [row[1:] for row in cells])
        for name, cells in groupby(found[2], key=lambda row: row[0])
    ]
    context = {
        "institutions": found[0][0][0],
        "tasks": found[1],
        "rows": rows,
        "navigation": PlainMenu(request, request.membership),
    }
    return render(request, "floor_completion.html", context)


urlpatterns = [path("floor/", floor), path("", include("mentorship.urls"))]


def city_of_schools() -> tuple[Membership, Roadmap]:
    """A municipality whose plan of 40 tasks every one of its 800 schools has taken."""
    region = Organization.objects.create(level="region", code="br", name="br", short_name="br")
    city = Organization.objects.create(
        level="municipality", parent=region, code="bm", name="bm", short_name="bm"
    )
    user = User.objects.create(email="methodist@example.org", full_name="Образцова Анна")
    member = Membership.objects.create(
        user=user, organization=city, role=Role.METHODIST, starts_on=PERIOD[0]
    )
    schools = Organization.objects.bulk_create(
        Organization(
            level="institution",
            institution_type="school",
            parent=city,
            code=f"bs{n}",
            name=f"Школа № {n}",
            short_name=f"Школа № {n}",
        )
        for n in range(SCHOOLS)
    )
    plan, sources = plan_of(city)
    TaskAddress.objects.bulk_create(
        TaskAddress(organization=city, task=task, recipients=["institution"], confirmed_by=member)
        for task in sources
    )
    for school in schools:
        _, own = plan_of(school)
        TaskLink.objects.bulk_create(
            TaskLink(
                source=source,
                institution=school,
                task=task,
                state="accepted",
                taken_mark=mark_of(wording_of(source)),
                decided_by=member,
            )
            for source, task in zip(sources, own, strict=True)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return member, plan


def plan_of(organization: Organization) -> tuple[Roadmap, list[Task]]:
    """A plan of 40 tasks: every third is done, others are due in each month."""
    roadmap = Roadmap.objects.create(
        organization=organization, title="Карта", starts_on=PERIOD[0], ends_on=PERIOD[1]
    )
    section = Section.objects.create(roadmap=roadmap, position=1, title="Раздел")
    tasks = Task.objects.bulk_create(
        Task(
            organization=organization,
            section=section,
            position=n,
            number=f"1.{n}",
            title=f"Мероприятие плана муниципалитета по внедрению наставничества, {n}",
            due_on=date(2026, 1 + n % 12, 20),
            progress="planned" if n % 3 else "done",
            done_on=None if n % 3 else date(2026, 10, 1),
        )
        for n in range(TASKS)
    )
    return roadmap, tasks


OWN_TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [TEMPLATES, *settings.TEMPLATES[0]["DIRS"]]}]


@override_settings(
    ROOT_URLCONF="benchmarks.cascade",
    TEMPLATES=OWN_TEMPLATES,
    STORAGES=settings.STORAGES | {"staticfiles": PLAIN},
)
def table_figure(member: Membership, plan: Roadmap) -> Figure:
    client = Client()
    client.force_login(member.user, settings.AUTHENTICATION_BACKENDS[-1])
    url = f"/roadmaps/{plan.pk}/completion/"
    return compare(
        f"school × task, {SCHOOLS} × {TASKS}, a page of {INSTITUTIONS_A_PAGE} with totals",
        lambda: page_of(client, url),
        lambda: page_of(client, "/floor/"),
        TARGET,
    )


def figures() -> Iterator[Figure]:
    yield table_figure(*city_of_schools())
