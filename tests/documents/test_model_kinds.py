"""Orders on the curator and the working group, and the Положение: texts, gaps, registration."""

import re
from datetime import date
from html import unescape

import pytest

from mentorship.documents import curator_order, regulation, services, team_order
from mentorship.documents.kinds import kind_of
from mentorship.documents.rendering import render
from tests.documents.texts import squeezed, text_of_docx, text_of_pdf
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory, SignatoryFactory

pytestmark = pytest.mark.django_db

CURATOR = {
    "curator": "Орлова Анна Ильинична",
    "curator_position": "заместитель директора по воспитательной работе",
    "starts_on": "2022-09-01",
    "deputy": "Ким Олег Юрьевич",
    "deputy_position": "методист",
}
TEAM = {
    "head": "Орлова Анна Ильинична",
    "head_position": "заместитель директора",
    "members": "Орлова Анна Ильинична – заместитель директора\n"
    "Ким Олег Юрьевич – методист\nБелова Тамара Сергеевна – учитель химии",
}
REGULATION = {
    "council_number": "1",
    "council_on": "2022-08-30",
    "union_number": "7",
    "union_on": "2022-08-29",
    "families_number": "3",
    "families_on": "2022-08-28",
    "site": "school.example.org/nastavnichestvo",
}
KINDS = {"curator_order": CURATOR, "team_order": TEAM, "regulation": REGULATION}
CASES = [(kind, regime) for kind in KINDS for regime in ("pupils", "teachers")]


@pytest.fixture
def school():
    school = InstitutionFactory(short_name_genitive="МОУ лицея № 3")
    SignatoryFactory(organization=school)
    return school


def draft_of(school, kind, regime, **fields):
    return DocumentFactory(
        organization=school, kind=kind, fields=KINDS[kind] | {"regime": regime} | fields
    )


def text_of(document):
    return squeezed(unescape(re.sub(r"<[^>]+>", "", render(document).body)))


def clauses(document):
    """The numbers of the chapters and clauses of a text."""
    return re.findall(r"<p[^>]*>(\d+\.(?:\d+\.)?) ", render(document).body)


@pytest.mark.parametrize(("kind", "regime"), CASES)
def test_page_pdf_and_word_carry_the_same_text(school, kind, regime):
    document = draft_of(school, kind, regime)
    rendered = render(document)

    assert text_of_pdf(rendered.pdf()) == text_of_docx(rendered.docx()) == text_of(document)


@pytest.mark.parametrize(("kind", "regime"), CASES)
def test_acts_of_the_other_regime_are_not_named(school, kind, regime):
    text = text_of(draft_of(school, kind, regime))

    assert ("№Р-145" in text, "АЗ-1128/08" in text) == (regime == "pupils", regime == "teachers")


def test_curator_and_deputy_stand_in_the_accusative(school):
    text = text_of(draft_of(school, "curator_order", "teachers"))

    appointed = (
        "1. Назначить с 1 сентября 2022 г. куратором программ наставничества в МОУ лицее № 3 "
        "Орлову Анну Ильиничну – заместителя директора по воспитательной работе."
    )
    assert squeezed(appointed) in text
    assert squeezed("3. На время отсутствия куратора возложить его обязанности на") in text
    assert squeezed("Кима Олега Юрьевича – методиста.") in text


def test_order_without_a_deputy_has_no_point_of_the_deputy(school):
    document = draft_of(school, "curator_order", "pupils", deputy="", deputy_position="")

    assert squeezed("3. Куратору обрабатывать персональные данные") in text_of(document)


def test_own_words_replace_the_acts(school):
    text = text_of(draft_of(school, "curator_order", "pupils", basis="приказом управления № 1"))

    assert "Всоответствиисприказомуправления№1ПРИКАЗЫВАЮ" in text


def test_curator_order_lacks_the_person_and_the_title(school):
    document = draft_of(school, "curator_order", "pupils", curator="", curator_position="")

    assert curator_order.missing(render(document).context) == [
        "не указан куратор",
        "не указана должность куратора",
    ]


def test_composition_is_an_annex_led_by_the_head(school):
    context = render(draft_of(school, "team_order", "teachers")).context

    assert [person.name for person in context.members] == [
        "Ким Олег Юрьевич",
        "Белова Тамара Сергеевна",
    ]
    assert [person.position for person in context.listed] == [
        "заместитель директора",
        "методист",
        "учитель химии",
    ]
    assert context.has_annex


def test_composition_may_be_points_of_a_team(school):
    document = draft_of(school, "team_order", "pupils", composition="point", body="team")
    text = text_of(document)

    assert squeezed("1.2. Белова Тамара Сергеевна – учитель химии.") in text
    assert squeezed("2. Руководство управленческой командой возложить на") in text
    assert "Приложение" not in text


def test_team_order_tells_what_is_missing_and_whose_title(school):
    document = draft_of(school, "team_order", "pupils", head="", members="Ким Олег Юрьевич")
    context = render(document).context

    assert team_order.missing(context) == ["не указан руководитель группы"]
    assert team_order.remarks(context) == ["не указана должность: Ким Олег Юрьевич"]


@pytest.mark.parametrize("regime", ["pupils", "teachers"])
def test_chapters_and_clauses_of_the_regulation_have_no_holes(school, regime):
    numbers = clauses(draft_of(school, "regulation", regime))
    chapters = [number for number in numbers if number.count(".") == 1]

    assert chapters == [f"{n}." for n in range(1, 16)]
    for chapter in chapters:
        inside = [n for n in numbers if n.startswith(chapter) and n != chapter]
        assert inside == [f"{chapter}{n}." for n in range(1, len(inside) + 1)]


@pytest.mark.parametrize(
    ("regime", "body"),
    [
        ("teachers", "Мнение первичной профсоюзной организации учтено (протокол от 29 августа"),
        ("pupils", "Мнение совета родителей и совета обучающихся учтено (протокол от 28 августа"),
    ],
)
def test_regulation_names_whose_opinion_was_heard(school, regime, body):
    assert squeezed(body) in text_of(draft_of(school, "regulation", regime))


def test_labour_law_binds_teachers_only(school):
    found = {
        regime: "351.8" in text_of(draft_of(school, "regulation", regime))
        for regime in ("pupils", "teachers")
    }

    assert found == {"pupils": False, "teachers": True}


def test_regulation_is_registered_by_the_number_of_its_own_book(school):
    director = MembershipFactory(organization=school, role="director")
    order = draft_of(school, "curator_order", "teachers")
    services.register(document=order, member=director, number="5-ОД", dated_on=date(2022, 9, 1))
    document = draft_of(school, "regulation", "teachers")

    assert regulation.missing(render(document).context) == [
        "не указан приказ, которым утверждено Положение"
    ]
    document.fields["approved_by"] = order.pk
    document.save()
    done = services.register(document=document, member=director, dated_on=date(2022, 9, 1))

    assert done.number == "П-1"
    stamp = "УТВЕРЖДЕНО<br>приказом от 1 сентября 2022 г. №&nbsp;5-ОД"
    assert squeezed(stamp) in squeezed(done.context["text"])


def test_regulation_takes_no_order_of_another_school(school):
    foreign = draft_of(InstitutionFactory(), "curator_order", "teachers")
    document = draft_of(school, "regulation", "teachers", approved_by=foreign.pk)

    assert render(document).context.approved_by is None


@pytest.mark.parametrize("kind", KINDS)
def test_draft_opens_and_is_saved_through_its_page(school, sign_in, kind):
    director = MembershipFactory(organization=school, role="director")
    client = sign_in(director)

    page = client.post(f"/documents/new/{kind}/", follow=True)
    document = page.context["object"]
    typed = document.fields | KINDS[kind] | {"regime": "teachers"}
    saved = client.post(f"/documents/{document.pk}/edit/", typed)

    document.refresh_from_db()
    assert (saved.status_code, kind_of(document).code) == (302, kind)
    assert document.fields["regime"] == "teachers"


@pytest.mark.parametrize(
    ("kind", "regime", "title"),
    [
        ("regulation", "pupils", "Положение о целевой модели наставничества обучающихся"),
        ("curator_order", "teachers", "О назначении куратора системы наставничества"),
    ],
)
def test_title_of_the_journal_follows_the_regime(school, kind, regime, title):
    document = draft_of(school, kind, regime)

    assert kind_of(document).titled(document.fields) == title
