"""A bank of 20,000 people: its list, its search and its export against the bare limits."""

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import timezone

from benchmarks.figures import Figure, compare, memory_figure
from mentorship.accounts.models import User
from mentorship.bank.banks import MENTEES
from mentorship.bank.exports import export_bank
from mentorship.bank.models import Consent, Person
from mentorship.core.copying import copy_rows
from mentorship.core.names import search_key
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.reference import load_reference
from mentorship.region.make import make_region

PEOPLE = 20_000
PAGE = 100
TEMPLATES = Path(__file__).parent / "templates"

EVERYBODY_IS_A_MENTEE = """
    INSERT INTO bank_menteeentry (institution_id, person_id, form_id, interests, entered_on,
        outcome, case_link, request, completion_mark)
    SELECT institution_id, id, (SELECT min(id) FROM bank_mentoringform), 'чтение', %(day)s, '', '',
        'Подготовка к олимпиаде', ''
    FROM bank_person WHERE id NOT IN (SELECT person_id FROM bank_menteeentry)
"""
# What a page of the list needs at least: the count, and the rows with class, form and consent.
BARE_COUNT = """
    SELECT count(*) FROM bank_menteeentry e JOIN bank_person p ON p.id = e.person_id
    WHERE e.institution_id = %(school)s AND e.entered_on <= %(end)s
      AND (e.left_on IS NULL OR e.left_on >= %(start)s) AND {found}
"""
BARE_PAGE = """
    SELECT p.id, p.last_name || ' ' || p.first_name || ' ' || p.patronymic, p.birth_year, f.title,
        e.request, (SELECT a.place FROM bank_affiliation a WHERE a.person_id = p.id
                    AND a.period @> %(day)s::date LIMIT 1),
        EXISTS (SELECT 1 FROM bank_consent c WHERE c.person_id = p.id AND c.purpose = 'processing'
                AND c.signed_on <= %(day)s AND (c.valid_until IS NULL OR c.valid_until >= %(day)s)
                AND (c.withdrawn_on IS NULL OR c.withdrawn_on > %(day)s))
    FROM bank_menteeentry e JOIN bank_person p ON p.id = e.person_id
    LEFT JOIN bank_mentoringform f ON f.id = e.form_id
    WHERE e.institution_id = %(school)s AND e.entered_on <= %(end)s
      AND (e.left_on IS NULL OR e.left_on >= %(start)s) AND {found}
    ORDER BY p.sort_name, e.id LIMIT %(page)s
"""
BARE_SEARCH = """
    SELECT p.id, p.last_name || ' ' || p.first_name || ' ' || p.patronymic, p.birth_year, '', '',
        (SELECT a.place FROM bank_affiliation a WHERE a.person_id = p.id
         AND a.period @> %(day)s::date LIMIT 1), true
    FROM bank_person p WHERE p.institution_id = %(school)s AND {found}
    ORDER BY p.sort_name, p.id LIMIT %(page)s
"""


def floor(request: HttpRequest) -> HttpResponse:
    """A signed-in page of the same rows: the frame, bare SQL and a plain table."""
    word = request.GET.get("words", "")
    found = "p.search_text LIKE %(word)s" if word else "true"
    year = SchoolYear.containing(timezone.localdate())
    values = {
        "school": Membership.objects.get(user=request.user).organization_id,
        "day": timezone.localdate(),
        "start": year.starts_on,
        "end": year.ends_on,
        "word": f"%{search_key(word)}%",
        "page": PAGE,
    }
    page = BARE_SEARCH if "people" in request.GET else BARE_PAGE
    with connection.cursor() as cursor:
        cursor.execute(BARE_COUNT.format(found=found), values)
        (count,) = cursor.fetchone()
        cursor.execute(page.format(found=found), values)
        rows = cursor.fetchall()
    # The menu of the frame costs counts of its own: the floor has none.
    menu = {"groups": [], "years": []}
    return render(request, "floor.html", {"count": count, "rows": rows, "navigation": menu})


urlpatterns = [path("floor/", floor), path("", include("mentorship.urls"))]


def make_bank() -> tuple[Client, Membership]:
    """A school of 20,000 people, every one a mentee, and a browser signed in as its curator."""
    load_reference()
    year = SchoolYear.containing(timezone.localdate())
    make_region(municipalities=1, schools=1, people=PEOPLE, seed=1, year=year)
    with connection.cursor() as cursor:
        cursor.execute(EVERYBODY_IS_A_MENTEE, {"day": year.starts_on})
        everybody_agrees(year)
        cursor.execute("ANALYZE")
    member = Membership.objects.select_related("organization").get(role=Role.CURATOR)
    client = Client()
    client.force_login(User.objects.get(pk=member.user_id), settings.AUTHENTICATION_BACKENDS[-1])
    return client, member


def everybody_agrees(year: SchoolYear) -> None:
    agreed = Consent.objects.filter(purpose=Consent.Purpose.PROCESSING).values("person")
    copy_rows(
        Consent(
            institution_id=person.institution_id,
            person=person,
            signed_on=year.starts_on,
            signer=Consent.Signer.SELF,
        )
        for person in Person.objects.exclude(pk__in=agreed)
    )


def page_of(client: Client, url: str) -> bytes:
    response = client.get(url, headers={"host": "localhost"})
    if response.status_code != 200:
        raise AssertionError(f"{url}: {response.status_code}")
    return response.content


def pages(client: Client) -> Iterator[Figure]:
    word = "иван"
    pairs = [
        ("bank list", "/bank/mentees/?per=100", "/floor/"),
        (
            "bank search by a part of a name",
            f"/bank/mentees/?per=100&words={word}",
            f"/floor/?words={word}",
        ),
        ("search from every page", f"/search/?q={word}", f"/floor/?people=1&words={word}"),
    ]
    for name, ours, bare in pairs:
        yield compare(
            f"{name}, {PEOPLE} people",
            lambda ours=ours: page_of(client, ours),
            lambda bare=bare: page_of(client, bare),
            1.5,
        )


def figures() -> Iterator[Figure]:
    client, member = make_bank()
    templates = [{**settings.TEMPLATES[0], "DIRS": [TEMPLATES, *settings.TEMPLATES[0]["DIRS"]]}]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = settings.STORAGES | {"staticfiles": plain}
    with override_settings(ROOT_URLCONF="benchmarks.banks", TEMPLATES=templates, STORAGES=storages):
        yield from pages(client)
    yield from export(member)


def export(member: Membership) -> Iterator[Figure]:
    """The official columns of everybody, against the same cells written barely by openpyxl."""
    today = timezone.localdate()
    year = SchoolYear.containing(today)

    def ours() -> bytes:
        return export_bank(member=member, bank=MENTEES, year=year, today=today)

    cells = read_all(ours())
    name = f"export {len(cells)} × {len(cells[0])}"
    yield compare(name, ours, lambda: write_barely(cells), 1.2)
    yield memory_figure(f"{name}: memory on top", ours, 80)


def read_all(content: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def write_barely(cells: list[tuple[object, ...]]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in cells:
        sheet.append(row)
    book.save(io.BytesIO())
