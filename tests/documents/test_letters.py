from datetime import date

import pytest
from docx import Document as Docx

from mentorship.documents import letters
from mentorship.documents.kinds import KINDS, kinds_for
from mentorship.documents.rendering import render
from mentorship.documents.services import create_draft, register, update_draft
from tests.documents.texts import squeezed, text_of_docx, text_of_pdf
from tests.factories.letters import FIELDS, LetterFactory
from tests.factories.organizations import MembershipFactory, SignatoryFactory

pytestmark = pytest.mark.django_db
LETTER = KINDS[letters.CODE]


@pytest.fixture
def letter():
    draft = LetterFactory()
    SignatoryFactory(organization=draft.organization, position="Начальник управления")
    return draft


def test_page_pdf_and_word_carry_the_same_text(letter):
    rendered = render(letter)

    pdf, word = text_of_pdf(rendered.pdf()), text_of_docx(rendered.docx())

    assert pdf == word
    assert squeezed(FIELDS["addressee"]) in word
    assert word.endswith(squeezed(FIELDS["executor"] + FIELDS["executor_phone"]))


def test_executor_stands_at_the_foot_of_the_last_page_in_word(letter, tmp_path):
    path = tmp_path / "letter.docx"
    path.write_bytes(render(letter).docx())

    style = Docx(path).styles["Исполнитель"]

    frame = style.element.pPr.find(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}framePr"
    )
    assert [value for name, value in frame.attrib.items() if name.endswith("yAlign")] == ["bottom"]


def test_items_of_the_list_and_addressees_keep_their_signs(letter):
    letter.fields |= {"attached": "Форма в 1 экз.;\nСписок", "addressee": "Одному\n\nДругому "}

    context = letters.build(letter)

    assert context.attached == ("Форма в 1 экз.;", "Список.")
    assert context.addressee == ("Одному", "", "Другому")


def test_reply_names_what_it_answers(letter):
    letter.fields |= {"reply_number": "15-1/7", "reply_on": "2022-10-01"}

    assert "На № 15-1/7 от 01.10.2022".replace(" ", "") in squeezed(render(letter).body)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("addressee", "не указано, кому письмо"),
        ("heading", "нет заголовка к тексту"),
        ("text", "нет текста"),
    ],
)
def test_letter_without_a_requisite_is_not_ready(letter, field, words):
    letter.fields[field] = " "

    assert LETTER.missing(letters.build(letter)) == [words]


def test_signatory_is_wanted_and_an_executor_only_remarked():
    draft = LetterFactory(fields={**FIELDS, "executor": ""})
    context = letters.build(draft)

    assert LETTER.missing(context) == ["не указан руководитель, который подписывает письмо"]
    assert LETTER.remarks(context) == ["не указан исполнитель"]


def test_title_follows_the_heading(letter):
    draft = update_draft(
        document=letter, member=letter.created_by, fields={"heading": " О слёте  наставников. "}
    )

    assert draft.title == "О слёте наставников"


@pytest.mark.parametrize("role", ["methodist", "coordinator", "curator", "director"])
def test_every_level_writes_letters(year, role):
    member = MembershipFactory(role=role)

    draft = create_draft(member=member, kind=LETTER, year=year)

    assert LETTER in kinds_for(member)
    assert draft.fields["executor"] == member.user.full_name
    assert ("addressee" in draft.fields) == (not member.organization.is_institution)


def test_outgoing_numbers_are_apart_from_the_order_book(letter, make_draft):
    order = make_draft(organization=letter.organization, created_by=letter.created_by)
    day = date(2022, 10, 5)

    numbers = [
        register(document=draft, member=letter.created_by, dated_on=day, number="12").number
        for draft in (order, letter)
    ]

    assert numbers == ["12", "12"]


def test_counted_outgoing_number_is_plain(letter):
    letter.organization.order_numbering = "own"
    letter.organization.save()

    done = register(document=letter, member=letter.created_by, dated_on=date(2022, 10, 5))

    assert done.number == "1"


def test_half_of_a_reply_is_refused(letter):
    form = letters.LetterForm(
        {**FIELDS, "reply_number": "5"}, member=letter.created_by, document=letter
    )

    assert form.errors == {"reply_on": ["Укажите и номер, и дату письма или ни того, ни другого."]}
