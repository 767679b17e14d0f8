import io

import openpyxl
import pytest

from mentorship.bank.importing import opening, services
from mentorship.bank.importing.report import chain_of, refused_file
from tests.factories.bank import PersonFactory
from tests.factories.imports import (
    BROKEN,
    GROMOVA,
    HEADINGS,
    TODAY,
    confirmed_run,
    mapped_run,
    previewed_run,
)

pytestmark = pytest.mark.django_db


def cells(content):
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(content)).active.values]


@pytest.mark.parametrize("maker", [previewed_run, confirmed_run])
def test_refused_rows_come_back_as_their_table_with_the_fault(curator, maker):
    formula = ("=1+1", *BROKEN[1:])

    run = maker(curator, GROMOVA, BROKEN, formula)

    table = cells(refused_file(run))
    fault = "Год рождения: Проверьте год рождения 2020: получается 2 года, "
    assert table[0] == [*HEADINGS, "Ошибка"]
    assert [row[:4] for row in table[1:]] == [list(BROKEN), list(formula)]
    assert table[1][4].startswith(fault)


def test_refused_rows_hold_no_special_column(curator, make_sheet):
    content = make_sheet((*HEADINGS, "Группа здоровья"), (*BROKEN, "II"))
    run = opening.start_import(
        member=curator, content=content, pasted="", filename="б.xlsx", bank=None,
        year=services.SchoolYear(2022),
    )  # fmt: skip
    run = opening.read_source(run=run)
    mapping = {int(p): code or None for p, code in run.layout["mapping"].items()}
    run = opening.map_columns(member=curator, run=run, bank=run.bank, mapping=mapping)
    run = services.check_rows(run=run, today=TODAY)

    assert cells(refused_file(run))[0] == [*HEADINGS, "Ошибка"]


def test_mended_file_of_refused_rows_can_be_loaded(curator):
    run = confirmed_run(curator, GROMOVA, BROKEN)
    table = cells(refused_file(run))
    table[1][1] = 2010

    again = confirmed_run(curator, *table[1:], headings=table[0])

    assert (again.counts["created"], again.counts["refused"]) == (1, 0)


def test_unanswered_row_comes_back_too(curator):
    PersonFactory(
        institution=curator.organization, last_name="Громова", first_name="Полина", patronymic="",
        birth_year=2011,
    )  # fmt: skip

    table = cells(refused_file(confirmed_run(curator, GROMOVA)))

    assert table[1][4].startswith("Не отвечено")


@pytest.mark.parametrize(
    ("maker", "opened"),
    [
        (mapped_run, ["Файл", "Столбцы"]),
        (previewed_run, ["Файл", "Столбцы", "Проверка", "Совпадения", "Итог"]),
        (confirmed_run, []),
    ],
)
def test_chain_leads_back_to_every_passed_step(curator, maker, opened):
    chain = chain_of(maker(curator, GROMOVA), "check")

    assert [step.title for step in chain if step.url] == opened
    assert [step.title for step in chain if step.is_current] == ["Проверка"]


def test_chain_of_no_run_only_names_the_steps():
    assert [step.url for step in chain_of(None, "file")] == [""] * 5
