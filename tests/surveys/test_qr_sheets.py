import io

import pytest
import segno
from django.utils import timezone
from pypdf import PdfReader

from mentorship.core.exceptions import DomainError
from mentorship.surveys import qr_sheets
from mentorship.surveys.qr_sheets import NO_PDF, card_of, placed, print_cards
from tests.factories.bank import PersonFactory
from tests.factories.surveys import BatchFactory, InvitationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://nastavnik.example.org"


def printed(batch, *invitations):
    pdf = print_cards(batch, {i.pk: i.token for i in invitations})
    pages = PdfReader(io.BytesIO(pdf)).pages
    return ["".join(page.extract_text().split()) for page in pages]


def test_card_carries_school_title_and_term():
    invitation = InvitationFactory()

    (page,) = printed(invitation.batch, invitation)

    until = f"{timezone.localtime(invitation.link.expires_at):%d.%m.%Y}"
    for words in (
        invitation.institution.short_name,
        "Анкета наставляемого: обучающийся",
        f"Действует до {until}, один раз.",
    ):
        assert page.count("".join(words.split())) == 1
    assert page.count(invitation.token) == 0


def test_code_leads_to_the_site_as_configured():
    invitation = InvitationFactory()
    url = f"https://nastavnik.example.org/q/{invitation.token}/"

    card = card_of(placed(invitation.batch.invitations.all()).get(), invitation.token)

    code = segno.make(url, error="m", micro=False)
    assert card.qr == code.svg_inline(border=2, omitsize=True)
    assert "style=" not in card.qr


def test_card_names_nobody_by_the_surname():
    person = PersonFactory(last_name="Канарейкин")
    named = InvitationFactory(batch__institution=person.institution, person=person)
    about = InvitationFactory(batch=named.batch, about=person)

    (page,) = printed(named.batch, named, about)

    assert (page.count("АртёмИгоревич,7«А»"), page.count("Канарейкин")) == (2, 0)
    assert page.count("Обобучающемся") == 1


def test_eight_cards_stand_on_a_page():
    batch = BatchFactory()

    pages = printed(batch, *InvitationFactory.create_batch(9, batch=batch))

    assert [page.count("Действуетдо") for page in pages] == [8, 1]


def test_without_pango_it_is_said(monkeypatch):
    monkeypatch.setattr(qr_sheets, "pdf_is_available", lambda: False)

    with pytest.raises(DomainError) as error:
        print_cards(BatchFactory(), {})
    assert str(error.value) == NO_PDF
