import pytest

from mentorship.documents.kinds import KINDS, kind_of
from mentorship.documents.uploaded.explained import case_of, explained, told
from mentorship.documents.uploaded.words import names_of
from tests.documents.test_model_kinds import CURATOR, TEAM
from tests.factories.documents import DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", [kind.code for kind in KINDS])
def test_every_field_is_explained(code):
    told = explained(KINDS[code])

    assert [field.name for field in told] == names_of(KINDS[code])
    assert [field.name for field in told if not field.meaning] == []


@pytest.mark.parametrize(
    ("code", "name", "meaning", "example"),
    [
        (
            "curator_order",
            "куратор",
            "куратор: фамилия, имя, отчество, винительный падеж",
            "Лебедеву Марию Ивановну",
        ),
        ("pairs_order", "дата", "дата, словами", "1 сентября 2022 г."),
        ("pairs_order", "пары.место_встреч", "где встречается пара", "кабинет 12"),
        ("curator_order", "место_внедрения", "организация после слова «в»", "МОУ гимназии № 7"),
    ],
)
def test_field_is_told_with_its_case_and_an_example(code, name, meaning, example):
    (field,) = (field for field in explained(KINDS[code]) if field.name == name)

    assert (field.meaning, field.example) == (meaning, example)


@pytest.mark.parametrize(("code", "typed"), [("curator_order", CURATOR), ("team_order", TEAM)])
def test_told_case_is_that_of_the_text(code, typed):
    document = DocumentFactory(kind=code, fields=typed)
    context = kind_of(document).build(document)

    names = ("curator", "curator_position", "deputy", "head", "head_position")
    found = {name: getattr(context, name, None) for name in names}
    assert {name: form.case for name, form in found.items() if form} == {
        name: case_of(KINDS[code], name) for name, form in found.items() if form
    }


def test_curator_of_an_order_on_pairs_stands_in_the_told_case(draft):
    context = kind_of(draft).build(draft)

    assert context.curator.case == case_of(kind_of(draft), "curator")


def test_name_of_before_is_told_as_such():
    old, new = told(KINDS["pairs_order"], ["место", "номер"])

    assert (old.meaning, new.example) == ("прежнее имя поля, печатается", "204-ОД")
