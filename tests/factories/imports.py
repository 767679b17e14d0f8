"""Runs of the import at each step, made of rows without a file: reading has tests of its own."""

from dataclasses import asdict
from datetime import date

from mentorship.bank.banks import Bank
from mentorship.bank.importing import opening, services
from mentorship.bank.importing.keeping import pack
from mentorship.bank.models import ImportRun, ImportSource
from mentorship.core.spreadsheets import Sheet, Workbook, workbook_to_json
from mentorship.jobs.models import Job
from mentorship.jobs.services import run as run_job

TODAY = date(2022, 11, 1)
HEADINGS = ("ФИО наставляемого", "Год рождения", "Класс", "Дата вхождения в программу")
GROMOVA = ("Громова Полина Сергеевна", 2011, "5 «А»", "01.09.2022")
LOSEV = ("Лосев Кирилл Павлович", 2009, "7 «А»", "01.09.2022")
# Born in 2020: too young.
BROKEN = ("Зимин Пётр Ильич", 2020, "10 «А»", "01.09.2022")


def sheet(*rows, headings=HEADINGS, name="База"):
    return Sheet(name=name, rows=(tuple(headings), *(tuple(row) for row in rows)))


def mapped_run(member, *rows, headings=HEADINGS, bank=None, name="база.xlsx", sheets=None):
    """A run whose file is read: the columns are proposed."""
    workbook = Workbook("xlsx", tuple(sheets or [sheet(*rows, headings=headings)]))
    run = opening.start_import(
        member=member,
        content=repr((headings, rows)).encode(),
        pasted="",
        filename=name,
        bank=bank,
        year=services.SchoolYear(2022),
    )
    tables = opening.proposals(run.institution, workbook, bank)
    run.tables = [asdict(table) for table in tables]
    run.bank, run.state = tables[0].bank or "", ImportRun.State.MAPPING
    run.layout = opening.layout_of(run.tables[0])
    run.save()
    ImportSource.objects.filter(run=run).update(
        content=None, workbook=pack(workbook_to_json(workbook))
    )
    return run


def previewed_run(member, *rows, **kwargs):
    """A run whose rows are checked under the proposed columns."""
    run = mapped_run(member, *(rows or (GROMOVA,)), **kwargs)
    mapping = {int(p): code or None for p, code in run.layout["mapping"].items()}
    run = opening.map_columns(member=member, run=run, bank=Bank(run.bank), mapping=mapping)
    return services.check_rows(run=run, today=TODAY)


def confirmed_run(member, *rows, is_partial=True, **kwargs):
    run = previewed_run(member, *rows, **kwargs)
    if is_partial:
        run = services.take_good_rows(member=member, run=run)
    return services.confirm_import(member=member, run=run, today=TODAY)


def finish_jobs():
    """Do what the worker would."""
    for job in Job.objects.filter(state=Job.State.QUEUED).order_by("pk"):
        run_job(job_pk=job.pk)


def url_of(run, step=""):
    return f"/bank/imports/{run.pk}/{step + '/' if step else ''}"


def columns_of(run):
    """The form of the second step as the page offers it."""
    return {
        f"column_{position}": code
        for position, code in run.layout["mapping"].items()
        if int(position) not in run.layout["refused"]
    }
