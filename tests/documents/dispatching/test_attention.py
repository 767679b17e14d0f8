from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.documents.dispatching.attention import (
    overdue_below,
    own_overdue,
    unread_letters,
)
from tests.factories.letters import DispatchFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LATE = TODAY - timedelta(days=2)


def director_of(dispatch, role="director"):
    return MembershipFactory(role=role, organization=dispatch.organization)


def test_unread_letters_are_one_line_that_leads_to_them(year, sign_in):
    dispatch = DispatchFactory()
    director = director_of(dispatch)

    line = unread_letters(director, year, TODAY)
    page = sign_in(director).get(line.url)

    assert (line.count, line.text, line.since) == (1, "непрочитанное письмо", TODAY)
    assert [row for row, _ in page.context["rows"]] == [dispatch]


def test_opened_letters_and_other_roles_have_no_line(year):
    dispatch, unread = DispatchFactory(opened=True), DispatchFactory()
    members = [director_of(dispatch), director_of(unread, "council"), unread.sent_by]

    assert [unread_letters(member, year, TODAY) for member in members] == [None, None, None]


def test_overdue_acknowledgement_is_told_to_both_sides(year, sign_in):
    dispatch = DispatchFactory(opened=True, due_on=LATE)
    director = director_of(dispatch)

    lines = [own_overdue(director, year, TODAY), overdue_below(dispatch.sent_by, year, TODAY)]
    page = sign_in(dispatch.sent_by).get(lines[1].url)

    assert [(line.count, line.tag, line.tone) for line in lines] == [
        (1, "2\N{NO-BREAK SPACE}дня", "bad")
    ] * 2
    assert [line.dispatch for line in page.context["lines"]] == [dispatch]


def test_unopened_overdue_letter_is_told_once_to_the_receiver(year):
    dispatch = DispatchFactory(due_on=LATE)
    director = director_of(dispatch)

    assert unread_letters(director, year, TODAY).count == 1
    assert own_overdue(director, year, TODAY) is None
    assert overdue_below(dispatch.sent_by, year, TODAY).count == 1


def test_several_documents_lead_to_the_list_of_all(year):
    first = DispatchFactory(due_on=LATE)
    city = first.document.organization
    DispatchFactory(organization=InstitutionFactory(parent=city), due_on=LATE)

    line = overdue_below(first.sent_by, year, TODAY)

    assert (line.count, line.url) == (2, "/documents/sent/")


def test_nothing_late_is_no_line(year):
    dispatch = DispatchFactory(opened=True, due_on=TODAY)

    assert own_overdue(director_of(dispatch), year, TODAY) is None
    assert overdue_below(dispatch.sent_by, year, TODAY) is None
