"""A bank of 20,000 people: its list, its search and its export against the bare limits."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
from mentorship.navigation import Menu
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
# What a page of the list needs at least: the count, and the rows with all their cells.
STANDING = """
    e.institution_id = %(school)s AND e.entered_on <= %(end)s
    AND (e.left_on IS NULL OR e.left_on >= %(start)s)
"""
BARE_COUNT = f"SELECT count(*) FROM bank_menteeentry e WHERE {STANDING}"  # noqa: S608 -- constants
BARE_COUNT_FOUND = f"""
    SELECT count(*) FROM bank_menteeentry e JOIN bank_person p ON p.id = e.person_id
    WHERE {STANDING} AND p.search_text LIKE %(word)s
"""  # noqa: S608 -- constants
BARE_PAGE = f"""
    SELECT p.id, p.last_name || ' ' || p.first_name || ' ' || p.patronymic, p.birth_year, f.title,
        e.request, (SELECT a.place FROM bank_affiliation a WHERE a.person_id = p.id
                    AND a.period @> %(day)s::date LIMIT 1),
        (SELECT c.id FROM bank_consent c WHERE c.person_id = p.id AND c.purpose = 'processing'
         AND c.signed_on <= %(day)s AND (c.ends_on IS NULL OR c.ends_on >= %(day)s)
         AND (c.withdrawn_on IS NULL OR c.withdrawn_on > %(day)s) LIMIT 1),
        (SELECT string_agg(t.title, '; ') FROM bank_menteetopic m
         JOIN bank_topic t ON t.id = m.topic_id WHERE m.entry_id = e.id),
        (SELECT string_agg(x.last_name, ', ') FROM pairs_pairmember m
         JOIN pairs_pair r ON r.id = m.pair_id
         JOIN bank_mentorentry o ON o.id = r.mentor_entry_id
         JOIN bank_person x ON x.id = o.person_id
         WHERE m.mentee_entry_id = e.id AND r.school_year = %(year)s), e.id
    FROM bank_menteeentry e JOIN bank_person p ON p.id = e.person_id
        AND p.institution_id = e.institution_id
    LEFT JOIN bank_mentoringform f ON f.id = e.form_id
    WHERE {STANDING} AND (%(word)s = '' OR p.search_text LIKE %(word)s)
    ORDER BY p.sort_name, e.id LIMIT %(page)s
"""  # noqa: S608 -- constants
BARE_PEOPLE_COUNT = """
    SELECT count(*) FROM bank_person p
    WHERE p.institution_id = %(school)s AND p.search_text LIKE %(word)s
"""
BARE_PEOPLE = """
    SELECT p.id, p.last_name || ' ' || p.first_name || ' ' || p.patronymic,
        (SELECT a.place FROM bank_affiliation a WHERE a.person_id = p.id
         AND a.period @> %(day)s::date LIMIT 1)
    FROM bank_person p WHERE p.institution_id = %(school)s AND p.search_text LIKE %(word)s
    ORDER BY p.sort_name, p.id LIMIT 5
"""
# The other rooms of the search, all asked at once.
BARE_ROOMS = """
    SELECT id, name, '' FROM bank_partner
    WHERE institution_id = %(school)s AND lower(name) LIKE %(word)s
    UNION ALL SELECT id, title, '' FROM bank_event
    WHERE organization_id = %(school)s AND lower(title) LIKE %(word)s
    UNION ALL SELECT id, title, '' FROM documents_document
    WHERE organization_id = %(school)s AND lower(title) LIKE %(word)s
    UNION ALL SELECT id, title, '' FROM roadmaps_task
    WHERE organization_id = %(school)s AND lower(title) LIKE %(word)s
    UNION ALL SELECT r.id, r.title, '' FROM pairs_pairmember m
    JOIN pairs_pair r ON r.id = m.pair_id JOIN bank_person p ON p.id = m.person_id
    WHERE r.institution_id = %(school)s AND p.search_text LIKE %(word)s
"""
# Every column of the official form is filled, a mentor with a consent among them.
FULL_ENTRIES = """
    UPDATE bank_menteeentry SET left_on = %(day)s, outcome = 'Выступил на олимпиаде',
        request = 'Подготовка к олимпиаде', case_link = 'https://example.org/case/' || id,
        completion_mark = 'прошёл', form_id = COALESCE(form_id,
            (SELECT min(id) FROM bank_mentoringform))
"""
FULL_PEOPLE = """
    UPDATE bank_person SET contacts = '+7 900 000-00-00', representative_name = 'Образцова Анна',
        birth_year = COALESCE(birth_year, 2010)
"""
PAIRS = """
    INSERT INTO pairs_pair (title, topic, school_year, starts_on, ends_on, state, created_at,
        form_id, institution_id, mentor_entry_id, mentor_institution_id)
    SELECT '', '', %(year)s, %(start)s, %(end)s, 'draft', now(), (SELECT min(id)
        FROM bank_mentoringform), m.institution_id, m.id, m.institution_id
    FROM bank_mentorentry m WHERE EXISTS (SELECT 1 FROM bank_consent c
        WHERE c.person_id = m.person_id AND c.purpose = 'processing' AND c.signed_on <= %(day)s
        AND c.ends_on IS NULL AND c.withdrawn_on IS NULL) LIMIT 1000
"""
PAIRED = """
    INSERT INTO pairs_pairmember (live, period, form_id, mentee_entry_id, pair_id, person_id)
    SELECT false, daterange(%(start)s, %(end)s), r.form_id, e.id, r.id, e.person_id
    FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM bank_menteeentry) e
    JOIN (SELECT *, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS all_pairs
          FROM pairs_pair) r ON r.n = 1 + e.n %% r.all_pairs
"""


class PlainMenu(Menu):
    """The menu of the frame with all its lines and without their counts."""

    def counts(self) -> dict[str, Any]:
        return {}


def floor(request: HttpRequest) -> HttpResponse:
    """A signed-in page of the same rows: the frame, bare SQL and a plain table."""
    word = request.GET.get("words", "")
    values = moments() | {
        "school": Membership.objects.get(user=request.user).organization_id,
        "word": f"%{search_key(word)}%" if word else "",
        "page": PAGE,
    }
    statements = [BARE_COUNT_FOUND if word else BARE_COUNT, BARE_PAGE]
    if "people" in request.GET:
        statements = [BARE_PEOPLE_COUNT, BARE_PEOPLE, BARE_ROOMS]
    with connection.cursor() as cursor:
        found = []
        for statement in statements:
            cursor.execute(statement, values)
            found.append(cursor.fetchall())
    menu = PlainMenu(request, request.membership)
    context = {"count": found[0][0][0], "rows": found[1], "others": found[2:], "navigation": menu}
    page = "floor_search.html" if "people" in request.GET else "floor.html"
    return render(request, page, context)


def moments() -> dict[str, Any]:
    today = timezone.localdate()
    year = SchoolYear.containing(today)
    return {"day": today, "year": year.first, "start": year.starts_on, "end": year.ends_on}


urlpatterns = [path("floor/", floor), path("", include("mentorship.urls"))]


def make_bank() -> Client:
    """A school of 20,000 people, every one a mentee, and a browser signed in as its curator."""
    load_reference()
    year = SchoolYear.containing(timezone.localdate())
    make_region(municipalities=1, schools=1, people=PEOPLE, seed=1, year=year)
    with connection.cursor() as cursor:
        cursor.execute(EVERYBODY_IS_A_MENTEE, {"day": year.starts_on})
        everybody_agrees(year)
        cursor.execute("ANALYZE")
    member = Membership.objects.get(role=Role.CURATOR)
    client = Client()
    client.force_login(User.objects.get(pk=member.user_id), settings.AUTHENTICATION_BACKENDS[-1])
    return client


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
    client = make_bank()
    templates = [{**settings.TEMPLATES[0], "DIRS": [TEMPLATES, *settings.TEMPLATES[0]["DIRS"]]}]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = settings.STORAGES | {"staticfiles": plain}
    with override_settings(ROOT_URLCONF="benchmarks.banks", TEMPLATES=templates, STORAGES=storages):
        yield from pages(client)
    yield from export()


def fill_the_form() -> None:
    """Give every mentee all that the official form asks about, and a mentor."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE bank_mentorentry SET capacity = 100")
        for statement in (FULL_ENTRIES, FULL_PEOPLE, PAIRS, PAIRED):
            cursor.execute(statement, moments())
        cursor.execute("ANALYZE")


def export_everybody() -> bytes:
    today = timezone.localdate()
    member = Membership.objects.select_related("organization").get(role=Role.CURATOR)
    year = SchoolYear.containing(today)
    return export_bank(member=member, bank=MENTEES, year=year, today=today)


def export() -> Iterator[Figure]:
    """The official columns of everybody, against the same cells written barely by openpyxl."""
    fill_the_form()
    cells = read_all(export_everybody())
    if empty := sum(cell is None for row in cells for cell in row):
        raise AssertionError(f"{empty} cells are empty")
    name = f"export {len(cells)} × {len(cells[0])}"
    yield compare(name, export_everybody, lambda: write_barely(cells), 1.2)
    yield memory_figure(f"{name}: memory on top", export_everybody, 80)


def read_all(content: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def write_barely(cells: list[tuple[object, ...]]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in cells:
        sheet.append(row)
    book.save(io.BytesIO())
