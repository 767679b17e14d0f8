"""Whoever is shown people is noted: every page and file of the matrix, none can be forgotten."""

import pytest

from mentorship.audit.models import Reading
from mentorship.organizations.roles import Role
from tests.access.matrix import MATRIX
from tests.access.test_matrix import address, client_of, let_go_of_files
from tests.access.texts import text_of

pytestmark = pytest.mark.django_db
PAGES = [row for row in MATRIX if row.method == "GET"]
# Rows that are a person or stand for one: opening them is opening a card, whatever it shows.
OF_PEOPLE = {"Person", "MentorEntry", "MenteeEntry", "Consent", "Pair", "Response", "Evidence"}
# URL → why nobody of the banks is shown there, though the marker of their school's people is.
NOT_NOTED = {
    "organizations:own_detail": "who signs for the organization is on its papers",
    "organizations:signatory_update": "who signs for the organization is on its papers",
    **dict.fromkeys(
        (
            "organizations:member_list",
            "organizations:organization_members",
            "roadmaps:responsible_update",
            "organizations:member_detail",
            "organizations:member_end",
            "organizations:member_password",
            "organizations:deputy_create",
            "organizations:invitation_detail",
            "audit:reading_list",
            "audit:incident_pack",
        ),
        "accounts of colleagues, no cards of the banks",
    ),
    "bank:partner_list": "partners are organizations",
    "bank:partner_detail": "a partner is an organization; its mentors are noted",
    "bank:partner_update": "partners are organizations",
    "bank:agreement_create": "partners are organizations",
    "bank:agreement_update": "partners are organizations",
    "bank:event_list": "titles of events; their people are named on the page of the event",
    "bank:event_calendar": "a title and a day",
    "bank:event_update": "words about the event",
    "bank:mentor_create": "partners are organizations",
    "bank:mentee_create": "partners are organizations",
    "bank:import_list": "names of files",
    "bank:import_create": "names of files",
    "documents:document_list": "titles and numbers",
    "documents:document_export": "titles and numbers",
    "documents:journal_print": "titles and numbers, who signed and who registered",
    "documents:journal_file": "titles and numbers, who signed and who registered",
    "documents:document_cancel": "a title and a number",
    "documents:name_form_update": "the one name that was typed in the address",
    "roadmaps:task_detail": "names of files; the files themselves are noted",
}
HELP = "call note_reading() where the view knows whom it shows, or say here why it need not"


@pytest.mark.parametrize("row", PAGES, ids=lambda r: f"{r.url} {dict(r.extra)}")
def test_whoever_is_shown_people_is_noted(world, row):
    school = world.schools["own"]
    role = Role.CURATOR if Role.CURATOR in row.roles else next(iter(row.roles))
    member = world.members[role]
    before = Reading.objects.count()

    response = client_of(member).get(f"{address(row, school)}?{row.data}")

    shown = response.status_code == 200 and (
        school.people_marker in text_of(response) or row.row in OF_PEOPLE
    )
    let_go_of_files(response)
    noted = Reading.objects.count() > before
    assert noted >= (shown and row.url not in NOT_NOTED), HELP
    assert not (noted and row.url in NOT_NOTED), "noted after all: take it off the list"
