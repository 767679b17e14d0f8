from datetime import date

import pytest

from mentorship.core.exceptions import DomainError
from mentorship.documents.checks import led, missing_of, remarks_of
from mentorship.documents.kinds import kind_of
from tests.documents.issuing import director_of, issue
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db
REQUISITES = "в реквизитах организации не указаны адрес, телефон, ИНН"


def letter_of(**requisites):
    organization = InstitutionFactory(**{"address": "", "contacts": "", "inn": ""} | requisites)
    return DocumentFactory(organization=organization, kind="letter", fields={"executor": ""})


def remarks(document):
    return remarks_of(document, kind_of(document).build(document))


def test_letter_without_requisites_says_so_and_leads_to_them():
    letter = letter_of()
    director = MembershipFactory(role="director", organization=letter.organization)

    assert remarks(letter) == ["не указан исполнитель", REQUISITES]
    (line,) = led([REQUISITES], letter, director)
    assert (line.title, line.address) == ("Реквизиты организации", "/organizations/own/edit/")


def test_letter_with_requisites_has_no_such_remark():
    full = {"address": "ул. Мира, 1", "contacts": "8 800", "inn": "7707083893"}

    assert remarks(letter_of(**full)) == ["не указан исполнитель"]


def test_nobody_is_led_to_a_page_that_is_closed_to_them():
    letter = letter_of()
    mentor = MembershipFactory(role="mentor", organization=letter.organization)

    assert [line.address for line in led([REQUISITES], letter, mentor)] == [""]


def test_day_before_the_term_of_the_head_is_told_as_the_cause(draft):
    with pytest.raises(DomainError) as refusal:
        issue(draft, director_of(draft), day=date(1999, 5, 31))

    starts = draft.organization.signatories.get().starts_on
    assert str(refusal.value) == (
        "Документ не готов: не указан руководитель, который подписывает приказ "
        f"(дата 31.05.1999 раньше его полномочий: они записаны с {starts:%d.%m.%Y})."
    )


def test_organization_without_a_head_lacks_one_and_no_term(draft):
    draft.organization.signatories.all().delete()
    draft.dated_on = date(2022, 10, 3)

    assert missing_of(draft, kind_of(draft).build(draft)) == [
        "не указан руководитель, который подписывает приказ"
    ]


def test_page_of_a_draft_links_what_is_lacking(draft, sign_in):
    draft.organization.signatories.all().delete()

    page = sign_in(director_of(draft)).get(draft.get_absolute_url()).text

    assert '<a href="/organizations/own/signatories/new/">Подписывающие лица</a>' in page
