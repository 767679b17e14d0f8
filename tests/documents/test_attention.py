from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.documents.attention import drafts_await_registration
from mentorship.documents.models import Document
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def director():
    return MembershipFactory(role="director")


def line(member, year):
    return drafts_await_registration(member, year, timezone.localdate())


def test_waiting_draft_is_one_line_with_its_age(director, year):
    draft = DocumentFactory(organization=director.organization)
    Document.objects.update(created_at=timezone.now() - timedelta(days=6))

    found = line(director, year)

    assert (found.count, found.url) == (1, draft.get_absolute_url())
    assert found.tag == "6\N{NO-BREAK SPACE}дней"


def test_several_drafts_lead_to_the_list_that_counts_them(director, year, sign_in):
    DocumentFactory.create_batch(2, organization=director.organization)

    found = line(director, year)
    page = sign_in(director, year.first).get(found.url)

    assert found.count == len(page.context["rows"]) == 2


def test_foreign_drafts_and_readers_have_no_line(director, year):
    draft = DocumentFactory()
    reader = MembershipFactory(role="council", organization=draft.organization)

    assert (line(director, year), line(reader, year)) == (None, None)
