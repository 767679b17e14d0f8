from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.bank.models import Consent
from mentorship.programs.forms import NO_PAIR
from mentorship.programs.models import Program
from tests.factories.bank import form
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.pairs import PairFactory
from tests.factories.programs import (
    ActivityFactory,
    PracticeFactory,
    ProgramFactory,
    ProgramTemplateFactory,
    approve,
)

LIST, CREATE = "/programs/", "/programs/new/"


@pytest.fixture
def curator(db):
    return MembershipFactory()


@pytest.fixture
def desk(sign_in, curator):
    return sign_in(curator, 2022)


@pytest.fixture
def pair(curator):
    return PairFactory(institution=curator.organization)


@pytest.fixture
def program(pair):
    return ProgramFactory(pair=pair)


def filled(pair, **changes):
    return {
        "pair": pair.pk,
        "goal": "Подготовка к олимпиаде",
        "starts_on": "01.10.2022",
        "ends_on": "31.05.2023",
    } | changes


def texts(**changes):
    return {
        "kind": "program",
        "goal": "Подготовка к олимпиаде",
        "starts_on": "01.10.2022",
        "ends_on": "31.05.2023",
    } | changes


def test_program_list_shows_programs_of_own_pairs(desk, program):
    ProgramFactory()

    response = desk.get(LIST)

    assert list(response.context["page_obj"]) == [program]
    assert response.context["without"] == 0


def test_program_list_total_equals_the_menu(desk, program):
    response = desk.get(LIST)

    entries = response.context["navigation"].groups[0]["entries"]
    counts = {entry["title"]: entry["count"] for entry in entries}
    assert response.context["page_obj"].paginator.count == counts["Программы"] == 1


def test_program_list_query_count_is_independent_of_rows(desk, curator):
    def statements():
        desk.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST)
        return len(captured)

    ProgramFactory(pair__institution=curator.organization)
    one = statements()
    for _ in range(2):
        ProgramFactory(pair__institution=curator.organization)

    assert statements() == one


def test_program_is_made_for_a_pair(desk, pair, curator):
    response = desk.post(CREATE, filled(pair))

    program = Program.objects.get()
    assert response.url == program.get_absolute_url()
    assert (program.pair, program.institution) == (pair, curator.organization)


def test_program_form_opens_with_the_period_of_the_pair(desk, pair):
    form = desk.get(CREATE, {"pair": pair.pk}).context["form"]

    assert [form[name].value() for name in ("pair", "starts_on", "ends_on")] == [
        pair.pk,
        pair.starts_on,
        pair.ends_on,
    ]


@pytest.mark.parametrize("number", ["", "нет", "99999999999999999999"])
def test_program_form_opens_without_a_pair(desk, pair, number):
    assert desk.get(CREATE, {"pair": number}).status_code == 200


@pytest.mark.parametrize(
    ("ends_on", "warnings"), [("27.12.2022", 1), ("28.12.2022", 0), ("02.10.2023", 1)]
)
def test_program_outside_3_to_12_months_is_warned_and_saved(desk, pair, ends_on, warnings):
    response = desk.post(CREATE, filled(pair, ends_on=ends_on), follow=True)

    tags = [message.level_tag for message in response.context["messages"]]
    assert tags.count("warning") == warnings
    assert Program.objects.count() == 1


def test_program_that_ends_before_it_begins_is_refused(desk, pair):
    response = desk.post(CREATE, filled(pair, ends_on="01.09.2022"))

    assert response.context["form"].errors == {"ends_on": ["Дата окончания раньше даты начала."]}


@pytest.mark.parametrize("state", ["draft", "proposed", "accepted"])
def test_pair_has_one_program(desk, program, state):
    response = desk.post(CREATE, filled(program.pair))

    assert list(response.context["form"].errors) == ["pair"]


def test_foreign_pair_gets_no_program(desk):
    assert list(desk.post(CREATE, filled(PairFactory())).context["form"].errors) == ["pair"]


def test_program_is_changed(desk, program):
    desk.post(f"/programs/{program.pk}/edit/", texts(goal="Новая цель"))

    program.refresh_from_db()
    assert program.goal == "Новая цель"


def test_activity_is_added_at_the_end(desk, program):
    ActivityFactory(program=program)

    desk.post(
        f"/programs/{program.pk}/activities/new/",
        {"title": "Пробный тур", "due_on": "15.11.2022", "planned_result": "10 задач"},
    )

    assert [(a.title, a.due_on) for a in program.activities.all()] == [
        ("Разбор задач прошлых лет", None),
        ("Пробный тур", date(2022, 11, 15)),
    ]


def test_program_without_a_template_and_a_goal_is_refused(desk, pair):
    form = desk.post(CREATE, filled(pair, goal="")).context["form"]

    assert form.errors == {"goal": ["Напишите цель или выберите шаблон."]}


def test_program_form_opens_with_the_template_of_the_address(desk, curator):
    template = ProgramTemplateFactory(organization=curator.organization, published=True)

    form = desk.get(CREATE, {"template": template.pk}).context["form"]

    assert form["template"].value() == template.pk


def test_new_program_without_a_template_has_the_usual_words(desk, pair):
    desk.post(CREATE, filled(pair))

    assert Program.objects.get().mode == "очно, встречи не реже одного раза в месяц"


def test_mentor_marks_with_one_press(sign_in, curator, program):
    mentor = MembershipFactory(role="mentor", organization=curator.organization)
    person = program.pair.mentor_entry.person
    person.user = mentor.user
    person.save()
    activity = ActivityFactory(program=program)
    approve(program, "running")

    sign_in(mentor, 2022).post(
        f"/programs/activities/{activity.pk}/mark/",
        {"mark": "done", "actual_result": "решено 12 задач"},
    )

    activity.refresh_from_db()
    assert (activity.mark, activity.actual_result) == ("done", "решено 12 задач")


def test_line_opens_in_its_place(desk, program):
    activity = ActivityFactory(program=program)

    page = desk.get(f"/programs/activities/{activity.pk}/", headers={"HX-Request": "true"})

    assert page.templates[0].name == "programs/_row_form.html"


def test_line_of_an_approved_program_wants_a_reason(desk, program):
    activity = ActivityFactory(program=program)
    approve(program)
    url, typed = f"/programs/activities/{activity.pk}/", {"title": "Иное"}

    refused = desk.post(url, typed)
    desk.post(url, typed | {"reason": "Решили с парой", "dated_on": "01.11.2022"})

    assert list(refused.context["form"].errors) == ["dated_on", "reason"]
    assert program.moves.get().dated_on == date(2022, 11, 1)


def test_line_of_an_approved_program_is_taken_out_with_a_reason(desk, program):
    activity = ActivityFactory(program=program)
    approve(program)

    desk.post(
        f"/programs/activities/{activity.pk}/remove/",
        {"reason": "Не понадобилось", "dated_on": "01.11.2022"},
    )

    assert [line["kind"] for line in program.moves.get().changes] == ["removed"]


def test_order_of_an_approved_program_stays(desk, program):
    first, last = ActivityFactory.create_batch(2, program=program)
    approve(program)

    desk.post(f"/programs/activities/{last.pk}/up/")

    assert list(program.activities.all()) == [first, last]


def test_difficulty_is_written_changed_and_removed(desk, program):
    desk.post(f"/programs/{program.pk}/difficulties/new/", {"title": "Волнение", "goal": "Покой"})
    found = program.found_difficulties.get()
    desk.post(f"/programs/difficulties/{found.pk}/", {"title": "Волнение", "goal": "Уверенность"})
    found.refresh_from_db()
    assert found.goal == "Уверенность"

    desk.post(f"/programs/difficulties/{found.pk}/remove/")

    assert program.found_difficulties.count() == 0


def test_director_approves_by_a_button(sign_in, curator, program):
    ActivityFactory(program=program)
    director = MembershipFactory(role="director", organization=curator.organization)

    sign_in(director, 2022).post(f"/programs/{program.pk}/moves/approve/")

    program.refresh_from_db()
    assert (program.state, program.approved_by) == ("approved", director)


def test_refused_move_is_told(desk, program):
    response = desk.post(f"/programs/{program.pk}/moves/complete/", follow=True)

    assert [m.message for m in response.context["messages"]] == [
        "«Завершить программу» сейчас невозможно: программа составляется."
    ]


def test_changes_are_told_against_the_approval_and_the_template(desk, curator, pair):
    template = ProgramTemplateFactory(organization=curator.organization, published=True)
    desk.post(CREATE, filled(pair, goal="", template=template.pk))
    program = approve(Program.objects.get())
    program.tasks = "Решать задачи"
    program.save()

    context = desk.get(f"/programs/{program.pk}/changes/").context

    assert [line.after for line in context["since"]] == ["Решать задачи"]
    assert [line.place for line in context["apart"]] == ["Задачи", "Недель"]


def test_results_page_writes_into_the_banks(desk, program):
    approve(program, "completed")
    page = desk.get(f"/programs/{program.pk}/results/")
    typed = {
        f"{form.prefix}-{name}": "Призёр" if name == "outcome" else ""
        for _, form in page.context["forms"]
        for name in form.fields
    }

    response = desk.post(f"/programs/{program.pk}/results/", typed)

    assert response.url == program.get_absolute_url()
    assert program.pair.members.get().mentee_entry.outcome == "Призёр"


def test_report_page_shows_first_words_and_keeps_the_report(desk, program):
    ActivityFactory(program=program, mark="done")
    approve(program, "running")
    url = f"/programs/{program.pk}/report/"

    assert desk.get(url).context["is_saved"] is False
    desk.post(url, {"achieved": "Всё", "reported_on": "31.05.2023"})

    assert desk.get(url).context["is_saved"] is True


def test_practice_of_a_program_opens_with_the_goal(desk, program):
    form = desk.get(f"/programs/{program.pk}/practice/").context["form"]

    assert (form["description"].value(), "difficulties" in form["sections"].value()) == (
        program.goal,
        False,
    )


def test_program_page_shows_the_plan(desk, program):
    activity = ActivityFactory(program=program)

    response = desk.get(program.get_absolute_url())

    assert list(response.context["program"].activities.all()) == [activity]


@pytest.mark.parametrize("path", ["", "edit/", "activities/new/"])
def test_foreign_program_is_not_there(desk, path):
    assert desk.get(f"/programs/{ProgramFactory().pk}/{path}").status_code == 404


def test_foreign_activity_is_not_there(desk):
    assert desk.get(f"/programs/activities/{ActivityFactory().pk}/").status_code == 404


@pytest.mark.parametrize("path", ["edit/", "activities/new/"])
def test_mentors_school_reads_and_changes_nothing(sign_in, curator, path):
    neighbour = InstitutionFactory(parent=curator.organization.parent)
    pair = PairFactory(institution=curator.organization, mentor_institution=neighbour)
    program = ProgramFactory(pair=pair)
    client = sign_in(MembershipFactory(organization=neighbour))

    assert client.get(program.get_absolute_url()).status_code == 200
    assert client.get(f"/programs/{program.pk}/{path}").status_code == 403


@pytest.mark.parametrize("role", ["methodist", "coordinator"])
def test_nobody_above_the_school_reads_programs(sign_in, program, role):
    assert sign_in(MembershipFactory(role=role)).get(LIST).status_code == 403


def test_program_is_closed_without_everybodys_consent(desk, program):
    activity = ActivityFactory(program=program, title="Решать задачи")
    other = PairFactory(institution=program.institution)
    Consent.objects.all().delete()

    page = desk.get(f"/programs/{program.pk}/")

    assert (page.context["may_edit"], activity.title in page.text) == (False, False)
    assert desk.get(f"/programs/{program.pk}/edit/").status_code == 403
    assert desk.get(f"/programs/activities/{activity.pk}/").status_code == 403
    refused = desk.post(CREATE, filled(other)).context["form"]
    assert list(refused.errors) == ["pair"]


def test_pair_is_offered_templates_of_its_form_alone(desk, curator, pair):
    own = ProgramTemplateFactory(organization=curator.organization, published=True)
    other = {"organization": curator.organization, "form": form("uchenik-uchenik")}
    strange = ProgramTemplateFactory(published=True, **other)

    of_pair = desk.get(f"{CREATE}?pair={pair.pk}").context["form"].fields["template"].queryset
    of_template = desk.get(f"{CREATE}?template={strange.pk}").context["form"].fields["pair"]

    assert (own in of_pair, strange in of_pair) == (True, False)
    assert (list(of_template.queryset), of_template.help_text) == ([], NO_PAIR)


def test_practice_in_words_says_why_it_is_not_taken(sign_in, curator):
    other = InstitutionFactory(parent=curator.organization.parent)
    words = PracticeFactory(organization=other, published=True, content={})
    planned = PracticeFactory(organization=other, published=True)

    desk = sign_in(curator, 2022)
    pages = [desk.get(f"/programs/practices/{p.pk}/").context for p in (words, planned)]

    assert [(page["may_take"], page["lacks_plan"]) for page in pages] == [
        (False, True),
        (True, False),
    ]
