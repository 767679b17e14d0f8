import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mentorship.bank.models import ImportRun, MenteeEntry, Person
from mentorship.jobs.models import Job
from mentorship.jobs.services import run as run_job
from tests.factories.bank import ConsentFactory, MenteeEntryFactory, PersonFactory
from tests.factories.imports import (
    BROKEN,
    GROMOVA,
    LOSEV,
    confirmed_run,
    mapped_run,
    previewed_run,
    sheet,
)
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
HEADINGS = ["ФИО наставляемого", "Год рождения", "Класс", "Основной запрос", "Форма наставничества"]
ROWS = [
    ["Громова Полина Сергеевна", 2011, "5 «А»", "адаптация", "ученик – ученик"],
    ["Зимин Кирилл Павлович", "31.02.2009", "10 «А»", "профессии", ""],
]
TRACES = "Громова Полина Сергеевна\t2011\t5 «А»"


def finish_jobs():
    for job in Job.objects.filter(state=Job.State.QUEUED).order_by("pk"):
        run_job(job_pk=job.pk)


@pytest.fixture
def site(sign_in, curator):
    return sign_in(curator, 2022)


@pytest.fixture
def upload(site, make_sheet):
    """Send a sheet through the page and let the worker read it; gives the answer of the page."""

    def send(content=None, *, bank="", name="база.xlsx", path="/bank/imports/new/"):
        content = make_sheet(HEADINGS, *ROWS) if content is None else content
        file = SimpleUploadedFile(name, content)
        response = site.post(path, {"file": file, "bank": bank, "pasted": ""})
        finish_jobs()
        return response

    return send


def url_of(run, step=""):
    return f"/bank/imports/{run.pk}/{step + '/' if step else ''}"


def columns_of(run):
    """The form of the second step as the page offers it."""
    return {
        f"column_{position}": code
        for position, code in run.layout["mapping"].items()
        if int(position) not in run.layout["refused"]
    }


def test_whole_way_from_a_file_to_the_bank(site, upload):
    upload()
    run = ImportRun.objects.get()
    checked = site.post(url_of(run, "columns"), columns_of(run))
    partial = site.post(url_of(run, "check"))
    confirmed = site.post(url_of(run, "confirm"))
    assert not Person.objects.exists()
    finish_jobs()

    steps = [checked.url, partial.url, confirmed.url]
    assert steps == [url_of(run, "check"), url_of(run), url_of(run)]
    assert MenteeEntry.objects.get().person.full_name == "Громова Полина Сергеевна"
    assert site.get(url_of(run)).context["run"].counts["created"] == 1


def test_pasted_table_goes_the_same_way(site):
    pasted = f"ФИО наставляемого\tГод рождения\tКласс\n{TRACES}\n"

    site.post("/bank/imports/new/", {"pasted": pasted, "bank": ""})
    finish_jobs()

    run = ImportRun.objects.get()
    page = site.get(url_of(run, "columns"))
    assert [column["code"] for column, _ in page.context["form"].rows] == ["name", "birth", "place"]


def test_page_waits_for_the_job_and_then_goes_on(site, make_sheet):
    file = SimpleUploadedFile("б.xlsx", make_sheet(HEADINGS, *ROWS))
    response = site.post("/bank/imports/new/", {"file": file})
    run = ImportRun.objects.get()
    waiting = site.get(response.url)
    polled = site.get(url_of(run, "progress"), headers={"HX-Request": "true"})
    finish_jobs()

    done = site.get(url_of(run, "progress"), headers={"HX-Request": "true"})

    assert waiting.templates[0].name == "bank/import_wait.html"
    assert polled.templates[0].name == "bank/_import_progress.html"
    assert done["HX-Redirect"] == url_of(run, "columns")


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"hello", "таблиц"), (b"PK\x03\x04broken", ""), (b"%PDF-1.4", "PDF")],
)
def test_file_that_is_not_taken_says_why_on_the_first_step(site, upload, content, words):
    upload(content, bank="mentees")

    run = ImportRun.objects.get()
    page = site.get(site.get(url_of(run)).url)
    assert words.lower() in page.context["run"].error.lower()
    assert page.context["form"].initial["bank"] == "mentees"
    assert run.get_absolute_url() == url_of(run, "file")


@pytest.mark.parametrize("data", [{}, {"bank": "mentors"}, {"pasted": "  "}])
def test_empty_form_is_refused_in_words(site, data):
    response = site.post("/bank/imports/new/", data)

    assert response.context["form"].errors["file"] == [
        "Выберите файл или вставьте таблицу в поле ниже."
    ]
    assert not ImportRun.objects.exists()


def test_first_step_come_back_to_holds_what_was_pasted(site):
    site.post("/bank/imports/new/", {"pasted": "нет\tтаблицы", "bank": "mentees"})
    finish_jobs()

    run = ImportRun.objects.get()
    initial = site.get(url_of(run, "file")).context["form"].initial
    assert initial == {"bank": "mentees", "pasted": "нет\tтаблицы"}


def test_file_of_several_tables_asks_which(site, curator):
    mentors = sheet(
        ("Бехтина Ольга", "учитель", "олимпиады"),
        headings=("ФИО наставника", "Место работы", "Основные компетенции"),
        name="Наставники",
    )
    run = mapped_run(curator, sheets=[sheet(GROMOVA), mentors])
    run.layout = {}
    run.save()
    assert run.get_absolute_url() == url_of(run, "file")

    response = site.post(url_of(run, "table"), {"sheet": "1", "bank": ""})

    run.refresh_from_db()
    assert (response.url, run.bank) == (url_of(run, "columns"), "mentors")
    assert site.get(url_of(run, "file")).status_code == 200


def test_columns_show_samples_and_why(site, curator):
    run = mapped_run(curator, GROMOVA, LOSEV)

    (name, field), *_ = site.get(url_of(run, "columns")).context["form"].rows

    assert (name["samples"], name["why"]) == ([GROMOVA[0], LOSEV[0]], "по официальной форме")
    assert field.initial == "name"


def test_columns_without_a_name_say_what_is_missing_and_keep_the_choice(site, curator):
    run = mapped_run(curator, GROMOVA)

    page = site.post(url_of(run, "columns"), columns_of(run) | {"column_0": ""})

    assert "ФИО наставляемого" in page.context["problem"]
    assert page.context["form"]["column_0"].value() == ""


def test_same_header_row_chosen_again_changes_nothing(site, curator):
    run = mapped_run(curator, GROMOVA)
    header = run.layout["header"]

    site.post(url_of(run, "table"), {"sheet": "0", "bank": "mentees", "header_row": "1"})

    run.refresh_from_db()
    assert run.layout["header"] == {name: _listed(value) for name, value in header.items()}


def _listed(value):
    return list(value) if isinstance(value, tuple) else value


def test_check_can_be_filtered_by_kind(site, curator):
    run = previewed_run(curator, GROMOVA, (*LOSEV[:3], ""), BROKEN)

    shown = {
        query: [row.number for row in site.get(url_of(run, "check") + query).context["page_obj"]]
        for query in ("", "?show=good", "?show=warned", "?show=refused", "?group=0", "?group=99")
    }

    assert shown == {
        "": [2, 3, 4], "?show=good": [2], "?show=warned": [3], "?show=refused": [4],
        "?group=0": [3], "?group=99": [2, 3, 4],
    }  # fmt: skip


def test_check_says_that_the_same_file_was_loaded(site, curator):
    first = confirmed_run(curator)
    run = previewed_run(curator)

    page = site.get(url_of(run, "check"))

    assert (page.context["before"], run.loadable) == (first, 0)
    assert "изменений нет" in page.content.decode()


def test_long_table_is_checked_by_a_job(site, curator, monkeypatch):
    monkeypatch.setattr("mentorship.bank.views.import_steps.AT_ONCE", 1)
    run = mapped_run(curator, GROMOVA, LOSEV)

    response = site.post(url_of(run, "columns"), columns_of(run))
    assert (response.url, ImportRun.objects.get().state) == (url_of(run), "checking")
    finish_jobs()

    assert ImportRun.objects.get().counts["good"] == 2


@pytest.fixture
def doubtful(curator):
    """A run whose only row may be somebody of the bank; gives the run and that person."""
    person = PersonFactory(
        institution=curator.organization, last_name="Громова", first_name="Полина", patronymic="",
        birth_year=2011, contacts="8 912",
    )  # fmt: skip
    return previewed_run(curator, GROMOVA), person


def test_double_is_shown_side_by_side_and_answered(site, doubtful):
    run, person = doubtful
    (question,) = site.get(url_of(run, "doubles")).context["questions"]
    (side,) = question.sides

    data = {"row": "2", "answer": side.code, "takes_spelling": "on"}
    response = site.post(url_of(run, "doubles"), data)

    row = run.rows.get()
    assert response.url == f"{url_of(run, 'doubles')}?page=1#row-2"
    assert (row.answer, row.takes_spelling) == (f"person:{person.pk}", True)
    (question,) = site.get(url_of(run, "doubles")).context["questions"]
    assert question.chosen.code == side.code


def test_side_by_side_what_differs_is_marked(site, doubtful):
    run, _ = doubtful

    (question,) = site.get(url_of(run, "doubles")).context["questions"]

    assert [fact.title for fact in question.sides[0].facts if fact.differs] == [
        "ФИО", "Рождение", "Класс или должность", "Контакты",
    ]  # fmt: skip
    assert not any(fact.differs for fact in question.facts)


def test_rest_of_the_questions_is_answered_at_once(site, curator, doubtful):
    run, _ = doubtful

    page = site.post(url_of(run, "doubles"), {"rest": "new"}, follow=True)

    assert (page.context["asked"], run.rows.get().answer) == (0, "new")


def test_double_without_a_consent_shows_no_birth(site, doubtful):
    run, person = doubtful

    def facts():
        (question,) = site.get(url_of(run, "doubles")).context["questions"]
        return {fact.title: fact.value for fact in question.sides[0].facts}

    assert facts()["Рождение"] == "скрыто: нет согласия"
    ConsentFactory(person=person)
    assert facts()["Рождение"] == "2011"


def test_rows_of_one_file_stand_side_by_side(site, curator):
    run = previewed_run(curator, GROMOVA, ("Громова Полина", *GROMOVA[1:]))

    (question,) = site.get(url_of(run, "doubles")).context["questions"]

    assert [side.title for side in question.sides] == ["В файле, строка 2"]


def test_answer_to_no_question_is_a_message(site, doubtful):
    run, _ = doubtful

    page = site.post(url_of(run, "doubles"), {"row": "x", "answer": "new"}, follow=True)

    assert [message.level_tag for message in page.context["messages"]] == ["warning"]


@pytest.mark.parametrize("count", [1, 4])
def test_questions_take_as_many_queries_for_many(
    site, curator, django_assert_max_num_queries, count
):
    for number in range(count):
        surname = f"Громов{'абвг'[number]}"
        PersonFactory(
            institution=curator.organization, last_name=surname, first_name="Полина",
            patronymic="", birth_year=2011,
        )  # fmt: skip
    rows = [(f"Громов{'абвг'[n]} Полина Сергеевна", *GROMOVA[1:]) for n in range(count)]
    run = previewed_run(curator, *rows)

    with django_assert_max_num_queries(25):
        site.get(url_of(run, "doubles"))


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


@pytest.mark.parametrize("step", ["columns", "check", "doubles", "file"])
def test_steps_of_a_finished_run_lead_to_its_result(site, curator, step):
    run = confirmed_run(curator)

    assert site.get(url_of(run, step)).url == url_of(run)


@pytest.mark.parametrize(("step", "leads"), [("check", "columns"), ("doubles", "columns")])
def test_steps_not_yet_reached_lead_where_the_run_stands(site, curator, step, leads):
    run = mapped_run(curator, GROMOVA)

    assert site.get(url_of(run, step)).url == url_of(run, leads)


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
