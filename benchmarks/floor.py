"""The floor that pages stand on: a signed-in page of fifty rows, bare SQL and a plain table."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from benchmarks.banks import BARE_COUNT, BARE_PAGE, PlainMenu, moments

ROWS = 50
FULLEST = """
    SELECT institution_id FROM bank_menteeentry GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
"""


def address() -> str:
    """The page of fifty people of the fullest bank, open to everybody signed in."""
    with connection.cursor() as cursor:
        cursor.execute(FULLEST)
        return f"/floor/?school={cursor.fetchone()[0]}"


def floor(request: HttpRequest) -> HttpResponse:
    values = moments() | {"school": request.GET["school"], "word": "", "page": ROWS}
    found = []
    with connection.cursor() as cursor:
        for statement in (BARE_COUNT, BARE_PAGE):
            cursor.execute(statement, values)
            found.append(cursor.fetchall())
    menu = PlainMenu(request, request.membership)
    context = {"count": found[0][0][0], "rows": found[1], "navigation": menu}
    return render(request, "floor.html", context)


urlpatterns = [path("floor/", floor), path("", include("mentorship.urls"))]
