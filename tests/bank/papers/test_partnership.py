from datetime import date

import pytest

from mentorship.bank.papers import partnership
from mentorship.documents import services as documents
from mentorship.documents.kinds import KINDS
from tests.documents.papers import missing_of, words_of
from tests.factories.bank import PartnerFactory
from tests.factories.organizations import InstitutionFactory

pytestmark = pytest.mark.django_db
DAY = date(2022, 10, 3)


@pytest.fixture
def partner(school):
    return PartnerFactory(institution=school, name="АО «Маяк»", inn="7707083893")


def test_agreement_names_both_sides_and_their_heads(paper, partner):
    document = paper(
        "partner_agreement",
        partner=partner.pk,
        partner_position="Генеральный директор",
        partner_name="Орлов Пётр Ильич",
        ends_on="2023-08-31",
        own_duties="помогать;",
    )
    context, text = partnership.build(document), words_of(document)

    assert (missing_of(document), partnership.remarks(context)) == ([], [])
    assert "АО «Маяк» (далее – Партнёр) в лице генерального директора Орлова Петра Ильича" in text
    assert "Кравцовой Анны Николаевны, действующей на основании Устава, с одной" in text
    assert "Орлова Петра Ильича, действующего на основании Устава, с другой" in text
    assert "2. Обязанности Организации 2.1. Помогать." in text
    assert [(p.word, p.signed_by) for p in context.parties] == [
        ("Организация", "А.\N{NO-BREAK SPACE}Н.\N{NO-BREAK SPACE}Кравцова"),
        ("Партнёр", "П.\N{NO-BREAK SPACE}И.\N{NO-BREAK SPACE}Орлов"),
    ]
    assert context.parties[1].lines == ("ИНН 7707083893",)


def test_empty_agreement_lacks_partner_subject_and_term(paper):
    document = paper("partner_agreement", subject="")

    assert missing_of(document) == [
        "не выбран партнёр",
        "не указан предмет",
        "не указан срок договора",
    ]
    assert partnership.remarks(partnership.build(document)) == [
        "не указано, кто подписывает за партнёра"
    ]


def test_registered_agreement_stands_among_those_of_the_partner(paper, partner, curator):
    document = paper("partner_agreement", partner=partner.pk, ends_on="2023-08-31")

    documents.register(document=document, member=curator, dated_on=DAY)

    (kept,) = partner.agreements.all()
    assert (kept.number, kept.signed_on, kept.valid_until) == ("1-СП", DAY, date(2023, 8, 31))


def test_cancelled_agreement_is_taken_from_the_partner(paper, partner, curator):
    document = paper("partner_agreement", partner=partner.pk, ends_on="2023-08-31")
    documents.register(document=document, member=curator, dated_on=DAY)

    documents.cancel(document=document, member=curator, reason="ошибка")

    assert partner.agreements.count() == 0


def test_network_agreement_is_made_with_a_neighbor(paper, curator, school):
    neighbor = InstitutionFactory(parent=school.parent, name="Гимназия № 7", inn="")
    InstitutionFactory()
    document = paper("network_agreement", institution=neighbor.pk, ends_on="2023-08-31")

    form = KINDS["network_agreement"].form(member=curator, document=document)
    documents.register(document=document, member=curator, dated_on=DAY)

    assert list(form.fields["institution"].queryset) == [neighbor]
    assert "Гимназия № 7 (далее – Партнёр)" in words_of(document)
    assert "о сетевом взаимодействии" in words_of(document)


def test_network_agreement_has_one_other_side(paper, partner, curator, school):
    neighbor = InstitutionFactory(parent=school.parent)
    typed = {"institution": neighbor.pk, "partner": partner.pk, "subject": "работа"}
    typed |= {"own_duties": "помогать", "partner_duties": "помогать"}

    form = KINDS["network_agreement"].form(typed, member=curator)

    assert list(form.errors) == ["partner"]


def test_foreign_partner_never_enters_an_agreement(paper):
    document = paper("partner_agreement", partner=PartnerFactory().pk)

    assert partnership.build(document).partner == ""
