"""Whoever has no consent in force is told by name, class and contacts alone, by whatever door.

The doors are walked, not listed: pages and files by the matrix of access, figures, kinds of
documents, search sources and jobs by their registries. A new one is tried here by itself.
"""

from datetime import date

import pytest

from mentorship.bank.models import Consent, Event, Person
from mentorship.documents.kinds import KINDS as DOCUMENTS
from mentorship.jobs.registry import KINDS as JOBS
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.search import SEARCH, read
from tests.access.matrix import MATRIX
from tests.access.test_matrix import address, client_of, let_go_of_files
from tests.access.texts import text_of
from tests.factories.documents import DocumentFactory

pytestmark = pytest.mark.django_db
PAGES = [row for row in MATRIX if row.method == "GET"]
YEAR = SchoolYear(2022)
SECRET = "Тайное"
# Row of the world → its fields that are told with a consent alone.
CLOSED = {
    "MentorEntry": (
        "competences",
        "achievements",
        "interests",
        "desired_age",
        "time_resource",
        "outcome",
    ),
    "MenteeEntry": ("request", "interests", "outcome", "completion_mark"),
    "Attendance": ("result",),
    "Pair": ("topic",),
    "Meeting": ("summary", "cancel_reason"),
    "Program": ("goal", "difficulties", "expected_results", "relevance", "tasks", "indicators"),
    "Difficulty": ("title", "goal"),
    "Activity": ("title", "planned_result", "actual_result"),
    "MentorReport": ("achieved", "remaining", "proposals"),
    "Route": ("title", "goal", "difficulties"),
    "RouteStage": ("title", "planned_result", "actual_result"),
}
# URL → why everything is told there all the same.
TOLD = {"bank:person_export": "the answer to the person's own request (152-ФЗ, ст. 14)"}
# Kind of job → what it does of somebody whose consent has ended since it was queued.
JOBS_LOOKED_AT = {
    "accounts.password_letter": "an account, no card of a bank",
    "jobs.probe": "nothing of people",
    "bank.consent_sheets": "prints what a consent is given on: name, class, representative",
    "bank.export": "leaves out whoever does not agree when it runs; the file closes after",
    "bank.import_read": "reads a file of the curator's own, kept beside the bank",
    "bank.import_check": "compares; births of the silent are hidden in its questions",
    "bank.import": "writes the curator's own file; refuses rows of whoever took a consent back",
    "bank.import_undo": "takes away what the import wrote",
    "bank.year_turn": "moves classes, which a card keeps without a consent; their pairs only end",
    "documents.notices": "tells an organization that a letter came; no card of a bank",
    "documents.batch": "each row is drawn up by its kind, which refuses the silent when it runs",
    "documents.register": "registers as a page would: kinds refuse the silent once more",
    "monitoring.fill_form": "rows of pairs name nobody whose consent is not in force when it runs",
    "monitoring.insights": "counts pairs by the rule of figures; keeps no person",
    "monitoring.issue_note": "prints numbers; a note above an institution names nobody",
    "pairs.matching": "loads nobody without a consent; suggestions are shown while both agree",
    "surveys.sheet": "gives no link to the silent: `inviting.renew_links`",
}


@pytest.fixture(autouse=True)
def silent(world):
    """The mentor and the mentee of a pair; their papers ran out long ago, nobody did anything."""
    rows = world.schools["own"].rows
    for name, fields in CLOSED.items():
        for field in fields:
            setattr(rows[name], field, SECRET)
        rows[name].save()
    rows["MentorEntry"].stage = "admitted"
    rows["MentorEntry"].save()
    rows["MentorEntry"].person.partner = rows["Partner"]
    rows["MentorEntry"].person.save()
    rows["Reply"].answers = {"help": SECRET}
    rows["Reply"].save()
    rows["Response"].answers = {"comfort": 9, "missing": SECRET}
    rows["Response"].save()
    people = {rows["MentorEntry"].person_id, rows["MenteeEntry"].person_id}
    papers = Consent.objects.filter(person__in=people)
    papers.update(signed_on=date(2021, 9, 1), valid_until=date(2022, 8, 31))
    return people


@pytest.mark.parametrize("row", PAGES, ids=lambda r: f"{r.url} {dict(r.extra)}")
def test_no_page_tells_more_of_the_silent(world, row):
    school, told = world.schools["own"], set()
    for role in row.roles & {Role.CURATOR, Role.MENTOR, Role.DIRECTOR, Role.METHODIST}:
        response = client_of(world.members[role]).get(f"{address(row, school)}?{row.data}")
        if response.status_code == 200 and SECRET in text_of(response):
            told.add(row.url)
        let_go_of_files(response)

    assert told == TOLD.keys() & {row.url}


# Papers, links, tasks and organizations are counted as such; their lists name nobody.
THINGS = {
    "documents_issued",
    "institutions_listed",
    "institutions_with_pairs",
    "institutions_with_roadmap",
    "mentor_reports",
    "partners_under_agreement",
    "programs_approved",
    "roadmap_tasks",
    "roadmap_tasks_overdue",
    "surveys_answered",
    "surveys_sent",
}


@pytest.mark.parametrize("code", [code for code, _ in FIGURES.items() if code not in THINGS])
def test_no_figure_counts_the_silent(world, silent, code):
    figure, school = FIGURES[code], world.schools["own"].organization
    rows = figure.rows(YEAR).filter(**{figure.institution: school})

    if code == "without_consent":
        assert set(rows.values_list("pk", flat=True)) & silent == silent
    elif rows.model is Person:
        assert set(rows.values_list("pk", flat=True)) & silent == set()
    else:
        assert rows.model is Event or not figure.value(school, YEAR)


@pytest.mark.parametrize("code", [code for code, _ in DOCUMENTS.items()])
def test_no_new_document_chooses_the_silent(world, silent, code):
    school, curator = world.schools["own"], world.members[Role.CURATOR]
    pair = school.rows["Pair"]
    type(pair).objects.filter(pk=pair.pk).update(state="accepted", order=None)
    kind = DOCUMENTS[code]

    draft = DocumentFactory(
        organization=school.organization, kind=code, fields=kind.initial(curator, YEAR)
    )

    assert set(kind.people(draft)) & silent == set()


@pytest.mark.parametrize("code", [code for code, _ in SEARCH.items()])
def test_no_search_tells_more_of_the_silent(world, silent, code):
    member, source = world.members[Role.CURATOR], SEARCH[code]
    query = read(world.schools["own"].people_marker)

    hits = [h for look in source.looks for h in source.show(member, list(look(member, query)))]

    telling = {"наставник", "наставляемый", SECRET}
    of_silent = [h for h in hits if code == "people" and h.people & silent]
    assert [h for h in of_silent if telling & set(h.detail.split(", "))] == []
    assert SECRET not in " ".join(f"{hit.text} {hit.detail}" for hit in hits)


def test_every_job_is_looked_at():
    assert {code for code, _ in JOBS.items()} == JOBS_LOOKED_AT.keys()
