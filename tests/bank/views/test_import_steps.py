import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mentorship.bank.models import ImportRun, MenteeEntry, Person
from mentorship.jobs.models import Job
from tests.factories.bank import ConsentFactory, PersonFactory
from tests.factories.imports import (
    BROKEN,
    GROMOVA,
    HEADINGS,
    LOSEV,
    columns_of,
    confirmed_run,
    finish_jobs,
    mapped_run,
    previewed_run,
    sheet,
    url_of,
)
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db

PERSON = "Громова Полина Сергеевна\t2011\t5 «А»"


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


def test_first_step_offers_to_go_on_with_what_is_not_finished(site, curator, sign_in):
    run = previewed_run(curator)
    confirmed_run(curator, LOSEV)

    assert list(site.get("/bank/imports/new/").context["unfinished"]) == [run]
    assert not sign_in(MembershipFactory()).get("/bank/imports/new/").context["unfinished"]


def test_pasted_table_goes_the_same_way(site):
    pasted = f"ФИО наставляемого\tГод рождения\tКласс\n{PERSON}\n"

    site.post("/bank/imports/new/", {"pasted": pasted, "bank": ""})
    finish_jobs()

    run = ImportRun.objects.get()
    page = site.get(url_of(run, "columns"))
    assert [column["code"] for column, _ in page.context["form"].rows] == ["name", "birth", "place"]


def test_columns_that_are_not_loaded_are_named(site, curator):
    run = mapped_run(curator, (*GROMOVA, "синий"), headings=(*HEADINGS, "Любимый цвет"))

    page = site.get(url_of(run, "columns"))

    assert page.context["dropped"] == ["Любимый цвет"]
    assert "Всё распознано" not in page.content.decode()


def test_page_waits_for_the_job_and_then_goes_on(site, make_sheet):
    file = SimpleUploadedFile("б.xlsx", make_sheet(["ФИО наставляемого"], ["Громова Полина"]))
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


def test_check_that_was_broken_off_can_be_begun_again(site, curator, monkeypatch):
    monkeypatch.setattr("mentorship.bank.views.import_steps.AT_ONCE", 0)
    run = mapped_run(curator, GROMOVA)
    site.post(url_of(run, "columns"), columns_of(run))
    site.post(f"/jobs/{Job.objects.get().pk}/cancel/")

    assert site.get(url_of(run)).url == url_of(run, "columns")
    assert "Проверка не закончена" in site.get(url_of(run, "columns")).content.decode()


def test_reading_that_was_broken_off_can_be_begun_again(site):
    site.post("/bank/imports/new/", {"pasted": PERSON})
    run = ImportRun.objects.get()
    site.post(f"/jobs/{Job.objects.get().pk}/cancel/")

    page = site.get(site.get(url_of(run)).url)
    assert "не дочитан" in page.content.decode()
    assert page.context["form"].initial["pasted"] == PERSON


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
    assert response.url == f"{url_of(run, 'doubles')}#row-2"
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


def test_answers_of_earlier_uploads_can_be_looked_at_and_changed(site, curator, doubtful):
    run, person = doubtful
    site.post(url_of(run, "doubles"), {"row": "2", "answer": f"person:{person.pk}"})
    again = previewed_run(curator, GROMOVA)

    page = site.get(url_of(again, "doubles"))
    memory = site.get(url_of(again, "doubles") + "?show=remembered")

    assert (page.context["questions"], page.context["remembered"]) == ([], 1)
    assert memory.context["questions"][0].chosen.title == "В базе"
    site.post(url_of(again, "doubles") + "?show=remembered", {"row": "2", "answer": "new"})
    assert previewed_run(curator, GROMOVA).rows.get().answer == "new"


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


@pytest.mark.parametrize("step", ["columns", "check", "doubles", "file"])
def test_steps_of_a_finished_run_lead_to_its_result(site, curator, step):
    run = confirmed_run(curator)

    assert site.get(url_of(run, step)).url == url_of(run)


@pytest.mark.parametrize(("step", "leads"), [("check", "columns"), ("doubles", "columns")])
def test_steps_not_yet_reached_lead_where_the_run_stands(site, curator, step, leads):
    run = mapped_run(curator, GROMOVA)

    assert site.get(url_of(run, step)).url == url_of(run, leads)
