"""Rows by pairs name people: those whose consent is in force, inside their own school."""

from datetime import date

from mentorship.audit.models import Reading
from mentorship.bank.counted import NAMELESS
from mentorship.organizations.figures import FIGURES
from monitoring.workbooks import services
from tests.monitoring.workbooks.conftest import YEAR, drawn, filled, values

CELLS = {
    "A1": "{{ rows.pairs }}{{ row.number }}",
    "B1": "{{ pair.mentor }}",
    "C1": "{{ pair.mentees }}",
    "D1": "{{ figure.mentees_taking_part }}",
}
LIST = {key: CELLS[key] for key in ("A1", "B1", "C1")}


def names(pair):
    return pair.mentor_entry.person.full_name, pair.members.get().person.full_name


def test_pairs_of_the_school_stand_row_by_row(school, pair):
    book, result = filled(drawn(LIST), school)

    assert values(book["Лист"], "A1:C1") == [[1, *names(pair)]]
    assert len(result.people) == 2


def test_withdrawn_consent_takes_the_name_and_the_count(school, pair):
    mentee = pair.members.get().person
    cells = LIST | {"A3": "{{ figure.mentees_taking_part }}"}
    today = date(2023, 1, 15)
    mentee.consents.update(withdrawn_on=date(2023, 1, 10))

    book, _result = filled(drawn(cells), school, today=today)

    assert values(book["Лист"], "B1:C1") == [[names(pair)[0], NAMELESS]]
    assert (
        book["Лист"]["A3"].value
        == FIGURES["mentees_taking_part"].table(school, YEAR, as_of=today)[()]
    )
    assert book["Лист"]["A3"].value == 0


def test_reading_is_noted_for_those_named(sign_in, coordinator, curator, pair):
    version = services.create_form(
        member=coordinator,
        title="Перечень пар",
        source="приказ",
        year=YEAR,
        content=drawn(LIST),
        filename="форма.xlsx",
    )
    services.accept_version(member=coordinator, version=version)

    client = sign_in(curator)
    session = client.session
    session["school_year"] = 2022
    session.save()
    client.post(f"/monitoring/forms/{version.form_id}/fill/")

    assert Reading.objects.get(kind="export").count == 2
