"""Monitoring on the made region: indicators, a round summed up, a workbook; then growth.

BENCH_SCHOOLS=80 takes a smaller region of the same shape; BENCH_GROWTH=0 leaves out the last part,
which copies the region nine times more and takes as long as all the rest.
"""

import io
import os
from collections.abc import Iterator
from datetime import date

import openpyxl
from django.db import connection, transaction
from django.utils import timezone

from benchmarks.figures import Figure, compare
from benchmarks.growth import grow
from benchmarks.indicators import count_barely, figures_of, grown, median_of, places
from mentorship.core.copying import copy_rows
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.reference import load_reference
from mentorship.region.make import make_region
from mentorship.surveys.models import Response
from monitoring.models import ReportForm, Round
from monitoring.rollup import kept
from monitoring.rollup.totals import Rollup
from monitoring.workbooks.filling import FilledForm, fill_cells, written
from monitoring.workbooks.layouts import layout_of

SCHOOLS = int(os.environ.get("BENCH_SCHOOLS", "800"))
MUNICIPALITIES, PEOPLE = max(1, SCHOOLS * 60 // 800), SCHOOLS * 375
# What a write may cost on top of itself because indicators are counted from it.
WRITE_MS = 3
FORM_ROWS = 5
ACCEPTED = """
    SELECT DISTINCT ON (v.report_id) r.organization_id, v.cells
    FROM monitoring_reportversion v JOIN monitoring_roundreport r ON r.id = v.report_id
    WHERE r.round_id = %(round)s AND v.decision = 'accepted' ORDER BY v.report_id, v.number DESC
"""
SUMS = f"""
    SELECT o.parent_id, c.key, count(*), sum((c.value ->> 'value')::numeric)
    FROM ({ACCEPTED}) v JOIN organizations_organization o ON o.id = v.organization_id,
        LATERAL jsonb_each(v.cells) c
    WHERE jsonb_typeof(c.value -> 'value') = 'number' GROUP BY 1, 2
"""  # noqa: S608 -- constants
REPORTS = """
    SELECT r.id, r.state, GREATEST(r.due_until, s.due_on), o.id, o.name, p.name
    FROM monitoring_roundreport r JOIN monitoring_round s ON s.id = r.round_id
    JOIN organizations_organization o ON o.id = r.organization_id
    JOIN organizations_organization p ON p.id = o.parent_id
    WHERE r.round_id = %(round)s ORDER BY o.name, r.id
"""


def region_of(year: SchoolYear) -> Organization:
    load_reference()
    make_region(municipalities=MUNICIPALITIES, schools=SCHOOLS, people=PEOPLE, seed=1, year=year)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return Organization.objects.get(level="region")


def member_of(role: Role) -> Membership:
    rows = Membership.objects.select_related("organization__parent__parent", "user")
    return rows.filter(role=role).order_by("pk")[0]


def write_figure(year: SchoolYear, today: date) -> Figure:
    """An answer that moves two indicators, against the same row by COPY."""
    given = Response.objects.select_related("questionnaire").filter(is_satisfied=True)
    rows = list(given.order_by("pk")[:200])

    def again(row: Response) -> Response:
        return Response(
            institution_id=row.institution_id,
            questionnaire=row.questionnaire,
            person_id=row.person_id,
            school_year=year.first + 1,
            answered_on=today,
            answers=row.answers,
            is_satisfied=True,
        )

    def ours() -> None:
        with transaction.atomic():
            for row in rows:
                again(row).save()
            transaction.set_rollback(True)

    def bare() -> None:
        with transaction.atomic():
            for row in rows:
                copy_rows([again(row)])
            transaction.set_rollback(True)

    found = compare("", ours, bare, 1)
    mine, limit = (float(text.split()[0]) / len(rows) for text in (found.ours, found.limit))
    name = "a write that changes an indicator, milliseconds on top"
    on_top = max(0.0, mine - limit)
    return Figure(name, f"{mine:.2f} ms", f"{limit:.2f} ms", on_top / WRITE_MS, 1)


def summary_figures(opened: Round, member: Membership) -> Iterator[Figure]:
    """Sums by municipality, the totals and who has not reported, against SQL over the same JSON.

    Sums of frozen numbers are made once after a report is accepted, and with them what is hidden
    by subtraction, of which SQL knows nothing; from then on they are at hand. The first time is
    held at what it costs, so that it does not grow.
    """

    def ours() -> object:
        rollup = Rollup(opened, member)
        return rollup.totals(None), rollup.municipalities(), rollup.not_reported(None)

    def bare() -> object:
        with connection.cursor() as cursor:
            found = []
            for statement in (REPORTS, SUMS):
                cursor.execute(statement, {"round": opened.pk})
                found.append(cursor.fetchall())
        return found

    def first() -> object:
        kept.forget()
        return ours()

    name = f"a round summed up, {opened.reports.count()} reports"
    yield compare(name, ours, bare, 1.5)
    yield compare(f"{name}: first after one was accepted", first, bare, 10)


def workbook_figures(member: Membership, year: SchoolYear, today: date) -> Iterator[Figure]:
    """A form of a row per institution: its cells against the bare counts of its columns, and the
    file against openpyxl writing the same cells into the same form."""
    form = ReportForm.objects.get(organization=None, code="municipal_summary")
    version = form.version_for(year)
    if version is None:
        raise LookupError(form.code)

    form, place = bytes(version.content), member.organization

    def counted() -> FilledForm:
        return fill_cells(layout_of(version.layout), place, year, member=member, today=today)

    filled = counted()
    book = openpyxl.load_workbook(io.BytesIO(written(form, filled)))
    sheets = {sheet.title: list(sheet.values) for sheet in book}
    rows = max(len(sheet) for sheet in sheets.values())

    def bare() -> None:
        book = openpyxl.load_workbook(io.BytesIO(form))
        for title, cells in sheets.items():
            for number, row in enumerate(cells, 1):
                for column, value in enumerate(row, 1):
                    # The last row of the form gives each copy its look.
                    cell = book[title].cell(number, column, value)
                    cell._style = book[title].cell(min(number, FORM_ROWS), column)._style
        book.save(io.BytesIO())

    yield compare(
        f"the region's workbook, {rows} rows: written",
        lambda: written(form, filled),
        bare,
        1.5,
    )
    yield compare(
        f"the region's workbook, {rows} rows: counted",
        counted,
        lambda: count_barely(place, year, today),
        1.5,
    )


def figures() -> Iterator[Figure]:
    today = timezone.localdate()
    year = SchoolYear.containing(today)
    region = region_of(year)
    found = places(region)
    coordinator = member_of(Role.COORDINATOR)
    opened = Round.objects.select_related("version__form").get(closed_at=None)
    yield from figures_of(found, year, today)
    yield write_figure(year, today)
    yield from summary_figures(opened, coordinator)
    yield from workbook_figures(coordinator, year, today)
    if os.environ.get("BENCH_GROWTH", "1") != "0":
        before = [median_of(place, year, today) for place in found]
        grow(region)
        yield from grown(before, found, year, today)
