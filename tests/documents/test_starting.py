import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import QueryDict

from mentorship.core.exceptions import DomainError
from mentorship.documents.kinds import KINDS
from mentorship.documents.models import Document
from mentorship.documents.services import create_draft
from mentorship.documents.starting import chosen_fields
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import PartnerFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return MembershipFactory()


def test_chosen_fields_are_checked_and_kept_as_a_draft_keeps_them(curator):
    partner = PartnerFactory(institution=curator.organization)
    given = QueryDict(f"partner={partner.pk}&starts_on=3 октября 2022&unknown=1")

    fields = chosen_fields(KINDS["partner_agreement"], curator, given)

    assert fields == {"partner": partner.pk, "starts_on": "2022-10-03"}


def test_nothing_chosen_leaves_the_first_values(curator):
    assert chosen_fields(KINDS["partner_agreement"], curator, QueryDict("")) == {}


def test_foreign_row_is_refused_in_words(curator):
    with pytest.raises(DomainError, match="Выберите корректный вариант"):
        chosen_fields(
            KINDS["partner_agreement"], curator, QueryDict(f"partner={PartnerFactory().pk}")
        )


def test_button_begins_a_draft_with_the_row_chosen(sign_in, curator):
    partner = PartnerFactory(institution=curator.organization)

    response = sign_in(curator, 2022).post(
        "/documents/new/partner_agreement/", {"partner": partner.pk}
    )

    document = Document.objects.get()
    assert response.url == document.get_absolute_url()
    assert document.fields["partner"] == partner.pk
    assert document.fields["partner_basis"] == "Устава"


def test_refused_button_begins_no_draft(sign_in, curator):
    response = sign_in(curator, 2022).post(
        "/documents/new/partner_agreement/", {"partner": PartnerFactory().pk}
    )

    assert (response.url, Document.objects.count()) == ("/documents/new/", 0)


def token_on(page):
    """The name of the press that the first button of the page would send."""
    return re.search(r'name="start_token" value="([0-9a-f]{32})"', page.text)[1]


def press(client, token, kind="curator_order"):
    return client.post(f"/documents/new/{kind}/", {"start_token": token})


def test_button_pressed_twice_begins_one_draft(sign_in, curator):
    client = sign_in(curator, 2022)
    token = token_on(client.get("/documents/new/curator_order/"))

    first, second = press(client, token), press(client, token)

    document = Document.objects.get()
    assert [first.url, second.url] == [document.get_absolute_url()] * 2
    assert "start_token" not in document.fields


def test_page_looked_at_again_begins_another_draft(sign_in, curator):
    client = sign_in(curator, 2022)
    tokens = [token_on(client.get("/documents/new/curator_order/")) for _ in range(2)]

    for token in tokens:
        press(client, token)

    assert (len(set(tokens)), Document.objects.count()) == (2, 2)


def test_deleted_draft_may_be_begun_again(sign_in, curator):
    client = sign_in(curator, 2022)
    token = token_on(client.get("/documents/new/curator_order/"))
    press(client, token)
    client.post(f"/documents/{Document.objects.get().pk}/delete/")

    press(client, token)

    assert Document.objects.count() == 1


def test_press_of_somebody_else_is_refused(sign_in, curator):
    token = token_on(sign_in(curator, 2022).get("/documents/new/curator_order/"))
    press(sign_in(curator, 2022), token)

    answers = [
        press(sign_in(MembershipFactory(), 2022), token),
        press(sign_in(curator, 2022), token, "regulation"),
    ]

    assert ([a.status_code for a in answers], Document.objects.count()) == ([403, 403], 1)


@pytest.mark.parametrize("token", ["", "короткий", "a\x00b", "a" * 33])
def test_press_without_a_proper_name_begins_a_draft_each_time(sign_in, curator, token):
    for _ in range(2):
        press(sign_in(curator, 2022), token)

    assert Document.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_presses_at_the_same_moment_begin_one_draft(curator):
    together = threading.Barrier(4, timeout=20)

    def begin(_):
        try:
            together.wait()
            kind, year = KINDS["curator_order"], SchoolYear(2022)
            return create_draft(member=curator, kind=kind, year=year, start="a" * 32).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        begun = set(pool.map(begin, range(4)))

    assert [document.pk for document in Document.objects.all()] == [*begun]
