import io

from openpyxl import load_workbook

from monitoring.notes.collected import explanations_blocks
from monitoring.rollup.explained import NAMED
from monitoring.rollup.exports import summary_workbook
from monitoring.rollup.totals import Rollup
from tests.factories.monitoring import CheckRuleFactory, NoteFactory


def test_explanations_go_into_the_summary_and_the_note_without_hidden_numbers_and_names(
    coordinator, methodist, schools, version, open_round, accept
):
    few, many = schools([(3, 100), (12, 100)])
    rule = {"form": version.form, "organization": coordinator.organization}
    rule |= {"condition": "считаем >= 30", "message": "Указано {считаем}."}
    meetings = CheckRuleFactory(words="считаем = {{ manual.events }}", **rule)
    people = CheckRuleFactory(words="считаем = Лист!B1", **rule)
    opened = open_round(few, many)
    keys = [f"check-{row.pk}.1" for row in (meetings, people)]
    version = accept(
        opened, few, events="2", **dict(zip(keys, ("Карантин", "Нас трое"), strict=True))
    )
    accept(opened, many, events="3", **dict.fromkeys(keys, "Болела Иванова А. Б."))

    assert version.warnings == 2
    rows = load_workbook(io.BytesIO(summary_workbook(Rollup(opened, coordinator))))["Пояснения"]

    told = [tuple(cell.value for cell in row) for row in rows.iter_rows(min_row=3)]
    assert {(row[0], *row[2:]) for row in told} == {
        (few.short_name, meetings.title, "Указано 2.", "Карантин"),
        (many.short_name, meetings.title, "Указано 3.", NAMED),
    }
    [of_region] = explanations_blocks(NoteFactory(created_by=coordinator, round=opened))
    assert of_region.rows == ((meetings.title, "2"),)
    [of_city] = explanations_blocks(NoteFactory(created_by=methodist, round=opened))
    assert {row[2] for row in of_city.rows} == {"Карантин", NAMED}
