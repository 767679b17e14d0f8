from datetime import date

import pytest

from mentorship.documents import pairs_order
from mentorship.documents.pairs_order import PairsOrderForm
from tests.documents.conftest import build
from tests.factories.organizations import SignatoryFactory

TYPED = {
    "basis": "Положением о системе наставничества",
    "curator": "Лебедева Мария Ивановна",
    "programs_due_on": "31.10.2022",
    "control": "self",
}


def form_of(**typed):
    return PairsOrderForm(TYPED | typed, member=None)


def test_form_gives_fields_as_json_holds_them():
    form = form_of(protocol_number="1", protocol_on="30 августа 2022")

    assert form.is_valid()
    assert form.as_fields() == {
        **TYPED,
        "programs_due_on": "2022-10-31",
        "protocol_number": "1",
        "protocol_on": "2022-08-30",
        "control_position": "",
        "control_name": "",
        "points": [
            {"code": code, "text": ""} for code in ("pairs", "mentors", "programs", "control")
        ],
        "acquaint": False,
    }


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"protocol_number": "1"}, "protocol_on"),
        ({"protocol_on": "30.08.2022"}, "protocol_on"),
        ({"control": "person"}, "control_name"),
        ({"basis": ""}, "basis"),
    ],
)
def test_form_refuses_half_a_statement(typed, field):
    assert list(form_of(**typed).errors) == [field]


def test_draft_opens_with_its_dates_in_russian(draft):
    form = PairsOrderForm(member=draft.created_by, document=draft)

    assert form["programs_due_on"].value() == date(2022, 10, 31)
    assert 'value="31.10.2022"' in str(form["programs_due_on"])


def test_names_stand_in_the_cases_of_the_text(draft):
    context = build(draft)

    assert context.curator.text == "Лебедевой Марии Ивановне"
    assert [name.text for name in context.mentors] == ["Седых Надежду Алексеевну"]
    assert context.acquainted == (
        "Лебедева\N{NO-BREAK SPACE}М.\N{NO-BREAK SPACE}И.",
        "Седых\N{NO-BREAK SPACE}Н.\N{NO-BREAK SPACE}А.",
    )


def test_mentor_of_two_pairs_is_named_once(make_draft, db):
    mentor = "Седых Надежда Алексеевна"
    draft = make_draft({"rows": [[mentor, "Жданова Ирина Петровна"], [mentor, "Ким Олег Юрьевич"]]})

    assert len(build(draft).mentors) == 1


def test_empty_draft_lacks_everything(make_draft, db):
    draft = make_draft({"rows": [], "curator": "", "basis": "", "programs_due_on": None})
    draft.organization.signatories.all().delete()

    assert pairs_order.missing(build(draft)) == [
        "не выбрана ни одна пара или группа",
        "не указан куратор",
        "не указан срок разработки программ",
        "не указано основание",
        "не указан руководитель, который подписывает приказ",
    ]


def test_remarks_do_not_forbid(make_draft, db):
    draft = make_draft({"protocol_number": "", "rows": [["Ким Саша", "Жданова Ирина Петровна"]]})
    context = build(draft)

    assert pairs_order.missing(context) == []
    assert pairs_order.remarks(context) == [
        "нет номера протокола педагогического совета",
        "не удалось определить пол наставника: проверьте склонение",
    ]


def test_signatory_is_who_was_in_office_on_the_day(draft):
    deputy = {"full_name": "Орлов Пётр Ильич", "position": "И. о. директора"}
    SignatoryFactory(
        organization=draft.organization,
        starts_on=date(2022, 9, 1),
        ends_on=date(2022, 10, 31),
        **deputy,
    )

    found = []
    for day in (date(2022, 8, 31), date(2022, 10, 3), date(2022, 11, 1)):
        draft.dated_on = day
        found.append(build(draft).signatory.position)

    assert found == ["Директор", "И. о. директора", "Директор"]
