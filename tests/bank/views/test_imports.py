import pytest

from mentorship.bank.models import ImportRun, Person
from mentorship.jobs.models import Job
from tests.factories.bank import ConsentFactory, MenteeEntryFactory
from tests.factories.imports import (
    BROKEN,
    GROMOVA,
    columns_of,
    confirmed_run,
    finish_jobs,
    mapped_run,
    previewed_run,
    url_of,
)
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


def test_confirm_twice_loads_once(site, curator):
    run = previewed_run(curator)
    for _ in range(2):
        site.post(url_of(run, "confirm"))
    finish_jobs()

    assert [job.state for job in Job.objects.all()] == [Job.State.DONE]
    assert Person.objects.count() == 1
    assert site.post(url_of(run, "confirm")).url == url_of(run)


def test_confirm_asks_for_the_right_when_it_runs(site, curator):
    site.post(url_of(previewed_run(curator), "confirm"))
    curator.role = "psychologist"
    curator.save()

    finish_jobs()

    assert Job.objects.get().state == Job.State.FAILED
    assert not Person.objects.exists()


def test_failed_confirm_says_why_on_the_last_step(site, curator):
    run = previewed_run(curator, GROMOVA, BROKEN)
    site.post(url_of(run, "confirm"))
    finish_jobs()

    assert "есть строки с ошибками" in site.get(url_of(run)).content.decode()


def test_undo_takes_the_import_back(site, curator):
    run = confirmed_run(curator)

    site.post(url_of(run, "undo"))
    finish_jobs()

    run.refresh_from_db()
    assert (run.state, Person.objects.count()) == ("undone", 0)
    assert site.get(url_of(run)).status_code == 200


def test_undo_names_what_depends_on_the_import(site, curator):
    run = confirmed_run(curator)
    ConsentFactory(person=Person.objects.get())

    page = site.post(url_of(run, "undo"), follow=True)

    assert [blocker.title for blocker in page.context["blockers"]] == [GROMOVA[0]]
    assert Person.objects.count() == 1


def test_undo_asks_first_what_it_would_remove(site, curator):
    run = confirmed_run(curator)

    page = site.get(url_of(run))

    assert page.context["undo_words"] == "Удалится: 1\xa0карточка, 1\xa0запись в базе"
    assert "Да, отменить загрузку" in page.content.decode()


@pytest.mark.parametrize("state", ["failed", "mapping"])
def test_unfinished_or_refused_file_is_removed_from_the_list(site, curator, state):
    run = mapped_run(curator, GROMOVA)
    ImportRun.objects.update(state=state)
    shown = site.get("/bank/imports/").content.decode()
    assert f'action="{url_of(run, "abandon")}"' in shown

    site.post(url_of(run, "abandon"))

    assert len(site.get("/bank/imports/").context["page_obj"]) == 0


def test_address_of_a_run_leads_to_the_step_where_it_stopped(site, curator):
    assert site.get(url_of(run := mapped_run(curator, GROMOVA))).url == url_of(run, "columns")


def test_table_of_headings_alone_is_said_to_be_empty(site, upload, make_sheet):
    upload(make_sheet(["ФИО наставляемого", "Класс"]))
    run = ImportRun.objects.get()

    assert "в таблице нет строк" in site.get(url_of(run, "file")).content.decode()
    assert "В таблице нет строк" in site.get(url_of(run, "columns")).content.decode()


def test_abandoned_run_is_closed(site, curator):
    run = previewed_run(curator)

    assert site.post(url_of(run, "abandon")).url == "/bank/imports/"
    assert site.post(url_of(run, "abandon"), follow=True).status_code == 200
    assert ImportRun.objects.get().state == "abandoned"


def test_refused_rows_are_downloaded(site, curator):
    run = previewed_run(curator, GROMOVA, BROKEN, name="Мой класс.xlsx")

    response = site.get(url_of(run, "refused"))

    assert response.content[:2] == b"PK"
    assert "%D0%9C%D0%BE%D0%B9" in response["Content-Disposition"]
    assert site.get(url_of(previewed_run(curator), "refused")).status_code == 404


def test_preview_of_the_bank_as_it_is_has_nothing_to_load(site, upload, curator):
    MenteeEntryFactory(institution=curator.organization)

    upload(site.get("/bank/mentees/export/").content)
    run = ImportRun.objects.get()
    site.post(url_of(run, "columns"), columns_of(run))

    run.refresh_from_db()
    assert (run.loadable, run.counts["unchanged"]) == (0, 1)


def test_import_list_shows_own_runs(site, sign_in, curator):
    mapped_run(curator, GROMOVA)

    assert len(site.get("/bank/imports/").context["page_obj"]) == 1
    assert len(sign_in(MembershipFactory()).get("/bank/imports/").context["page_obj"]) == 0


@pytest.mark.parametrize("bank", ["mentors", "mentees"])
def test_sample_can_be_loaded_as_it_is(site, upload, bank):
    upload(site.get(f"/bank/imports/sample/{bank}/").content)
    run = ImportRun.objects.get()
    site.post(url_of(run, "columns"), columns_of(run))

    run.refresh_from_db()
    assert (run.counts["good"], run.counts["refused"], run.notes) == (1, 0, [])


def test_sample_of_no_bank_is_404(site):
    assert site.get("/bank/imports/sample/parents/").status_code == 404


@pytest.mark.parametrize("bank", ["mentors", "mentees"])
def test_export_is_named_by_bank_school_and_year(site, curator, bank):
    curator.organization.short_name = "Школа № 1"
    curator.organization.save()

    response = site.get(f"/bank/{bank}/export/")

    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "2022-2023.xlsx" in response["Content-Disposition"]


@pytest.mark.parametrize("path", ["imports/", "imports/new/", "mentors/export/", "mentees/export/"])
def test_reader_neither_imports_nor_exports(sign_in, path):
    assert sign_in(MembershipFactory(role="director")).get(f"/bank/{path}").status_code == 403
