import io

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from mentorship.bank.papers import awards
from mentorship.documents import services as documents
from mentorship.documents.kinds import KINDS
from mentorship.documents.rendering import render
from tests.documents.papers import missing_of, words_of
from tests.factories.bank import MenteeEntryFactory, PersonFactory

pytestmark = pytest.mark.django_db
AWARDS = ("mentor_certificate", "mentor_thanks", "parent_thanks")


@pytest.fixture
def pupil(school):
    def make(**given):
        names = {"last_name": "Жданова", "first_name": "Ирина", "patronymic": "Петровна"}
        given = {"sex": "f", "representative_name": "Жданова Ольга Ивановна"} | names | given
        person = PersonFactory(institution=school, consented=True, birth_year=2012, **given)
        return MenteeEntryFactory(institution=school, person=person).person

    return make


def test_certificate_speaks_of_the_person_by_sex(paper, mentor):
    text = words_of(paper("mentor_certificate", person=mentor().person_id))

    assert "подтверждает, что Громов Артём Игоревич учитель физики" in text
    assert "в 2022/2023 учебном году осуществлял наставническую деятельность" in text


def test_letter_greets_the_mentor(paper, mentor):
    document = paper("mentor_thanks", person=mentor().person_id, merit="терпение.")

    text = words_of(document)

    assert "Уважаемый Артём Игоревич!" in text
    assert "выражает Вам благодарность за терпение." in text
    assert missing_of(document) == []


def test_letter_to_parents_greets_the_representative_of_the_card(paper, pupil):
    text = words_of(paper("parent_thanks", person=pupil().pk))

    assert "Уважаемая Ольга Ивановна!" in text
    assert "(наставляемая – Жданова Ирина Петровна, обучающаяся 7 «А» класса)." in text


def test_typed_parent_wins(paper, pupil):
    document = paper("parent_thanks", person=pupil().pk, parent="Жданов Пётр Ильич")

    assert "Уважаемый Пётр Ильич!" in words_of(document)


def test_letter_without_a_parent_is_not_registered(paper, pupil):
    document = paper("parent_thanks", person=pupil(representative_name="").pk)

    assert missing_of(document) == ["не указано, кому письмо"]


def test_unknown_sex_is_worth_a_look(paper, pupil):
    document = paper("parent_thanks", person=pupil().pk, parent="Ким Саша")

    assert awards.remarks(awards.build_to_parent(document)) == [
        "не удалось определить пол: проверьте обращение"
    ]
    assert "Уважаемый(ая) Саша!" in words_of(document)


@pytest.mark.parametrize("code", AWARDS)
def test_empty_award_lacks_person_merit_and_signatory(paper, code):
    document = paper(code, merit="")
    document.organization.signatories.all().delete()

    assert missing_of(document) == [
        "никто не выбран",
        "не указано, за что",
        "не указан руководитель, который подписывает",
    ]


@pytest.mark.parametrize("code", AWARDS)
def test_nobody_without_a_consent_is_awarded(paper, pupil, code):
    person = pupil(last_name="Тайнова")
    person.consents.all().delete()
    document = paper(code, person=person.pk)

    assert "Тайнов" not in words_of(document)
    assert missing_of(document) == [
        "не может быть назван(а) в документе: Тайнова\N{NO-BREAK SPACE}И.\N{NO-BREAK SPACE}П. "
        "(нет согласия на обработку данных)"
    ]
    assert KINDS[code].people(document) == {person.pk}


def test_letters_have_one_series_without_gaps(paper, mentor, pupil, curator):
    drafts = [
        paper("mentor_thanks", person=mentor().person_id),
        paper("parent_thanks", person=pupil().pk),
        paper("mentor_certificate", person=mentor("Белов").person_id),
    ]

    numbers = [
        documents.register(document=draft, member=curator, dated_on=draft.created_at.date()).number
        for draft in drafts
    ]

    assert numbers == ["1-БП", "2-БП", "1-СТ"]


def test_forms_choose_from_their_banks(paper, mentor, pupil, curator):
    teacher, child = mentor().person, pupil()

    offered = {
        code: list(KINDS[code].form(member=curator).fields["person"].queryset) for code in AWARDS
    }

    assert offered == {
        "mentor_certificate": [teacher],
        "mentor_thanks": [teacher],
        "parent_thanks": [child],
    }


def test_certificate_is_one_framed_landscape_page_however_long_its_words(paper, mentor, school):
    school.name = f"Муниципальное учреждение «{'Константинопольская средняя школа ' * 4}»"
    school.save()
    entry = mentor("Константинопольская-Преображенская", person__first_name="Александра")

    merit = ("успешное сопровождение наставляемых " * 9)[:250]
    rendered = render(paper("mentor_certificate", person=entry.person_id, merit=merit))

    (page,) = PdfReader(io.BytesIO(rendered.pdf())).pages
    (section,) = docx.Document(io.BytesIO(rendered.docx())).sections
    assert page.mediabox.width > page.mediabox.height
    assert section.page_width > section.page_height
    assert len(section._sectPr.find(qn("w:pgBorders"))) == 4
