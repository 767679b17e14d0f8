import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.bank.models import MentoringForm
from mentorship.organizations.versions import STALE
from mentorship.surveys import editing
from mentorship.surveys.models import Questionnaire
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import QuestionnaireFactory, questionnaire

LIST = "/surveys/sets/"
ASKED = {"text": "Ваш девиз", "kind": "text", "options": "", "hint": "", "section": ""}


@pytest.fixture
def draft(curator):
    return QuestionnaireFactory(organization=curator.organization)


def page(draft, rest=""):
    return f"{LIST}{draft.pk}/{rest}"


def codes(draft):
    draft.refresh_from_db()
    return [question.code for question in draft.asked]


def test_list_shows_what_is_in_use_and_what_is_written(desk, curator, draft):
    archived = QuestionnaireFactory(organization=curator.organization, state="archived")
    QuestionnaireFactory()

    context = desk.get(LIST).context

    built_in = Questionnaire.objects.filter(organization=None)
    assert set(context["object_list"]) == set(built_in)
    assert (context["drafts"], list(context["archived"])) == ([draft], [archived])


def test_query_count_is_independent_of_rows(desk, curator):
    def statements():
        desk.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST)
        return len(captured)

    def more():
        for state in ("draft", "published", "archived"):
            QuestionnaireFactory(organization=curator.organization, state=state)

    more()
    one = statements()
    for _ in range(2):
        more()

    assert statements() == one


def test_new_set_goes_on_to_its_questions(desk, curator):
    response = desk.post(
        f"{LIST}new/", {"title": "Клуб", "purpose": "mentor_bank", "audience": "parent"}
    )

    draft = Questionnaire.objects.owned_by(curator).get()
    assert (response.url, draft.title, draft.state) == (page(draft), "Клуб", "draft")


def test_set_is_for_those_who_can_answer_it(desk):
    response = desk.post(
        f"{LIST}new/", {"title": "Клуб", "purpose": "mentee_bank", "audience": "parent"}
    )

    assert response.context["form"].errors == {
        "audience": ["На такую анкету отвечают: обучающиеся, педагоги."]
    }


def test_own_version_of_a_shared_set_is_begun(desk, curator):
    response = desk.post(page(questionnaire("mentee-pupil"), "copy/"))

    draft = Questionnaire.objects.owned_by(curator).get()
    assert (response.url, draft.code) == (page(draft), "mentee-pupil")


def test_heading_is_saved(desk, draft):
    values = {
        "title": "Новое название",
        "intro": "Зачем",
        "source": "приказ",
        "checked_on": "01.10.2026",
        "seen": draft.changed_at.isoformat(),
    }

    desk.post(page(draft), values)

    draft.refresh_from_db()
    assert (draft.title, draft.intro, draft.needs_check) == ("Новое название", "Зачем", False)


def test_heading_saved_from_an_older_page_is_refused_and_kept(desk, draft):
    values = {"title": "Позднее", "source": "приказ", "checked_on": "01.10.2026", "seen": "раньше"}

    form = desk.post(page(draft), values).context["form"]

    assert form.non_field_errors() == [STALE]
    assert (form["title"].value(), codes(draft)) == ("Позднее", ["name", "request"])


@pytest.mark.parametrize("threshold", ["0", "11"])
def test_threshold_stays_on_the_scale(desk, curator, threshold):
    draft = editing.copy_set(member=curator, questionnaire=questionnaire())
    values = {
        "title": "А",
        "source": "Б",
        "checked_on": "01.10.2026",
        "satisfied_from": threshold,
        "satisfied_source": "решение совета",
    }

    form = desk.post(page(draft), values).context["form"]

    assert form.errors == {"satisfied_from": ["Порог – от 1 до 10."]}


def test_question_is_written_and_found_again(desk, draft):
    seen = draft.changed_at.isoformat()

    response = desk.post(page(draft, "questions/new/"), ASKED | {"seen": seen})

    assert response.url == f"{page(draft)}#question-q1"
    assert codes(draft) == ["name", "request", "q1"]


def test_question_is_changed(desk, draft):
    opened = desk.get(page(draft, "questions/name/")).context["form"]
    desk.post(
        page(draft, "questions/name/"),
        ASKED | {"kind": "name", "field": "name", "required": "on", "seen": opened["seen"].value()},
    )

    assert opened["text"].value() == "Вопрос name"
    assert codes(draft) == ["name", "request"]
    assert draft.asked[0].text == "Ваш девиз"


def test_what_may_not_be_asked_is_refused_with_the_reason(desk, draft):
    values = ASKED | {"text": "Группа здоровья", "seen": draft.changed_at.isoformat()}

    form = desk.post(page(draft, "questions/new/"), values).context["form"]

    assert list(form.errors) == ["text"]
    assert form["text"].value() == "Группа здоровья"


def test_question_from_an_older_page_is_refused(desk, draft):
    form = desk.post(page(draft, "questions/new/"), ASKED | {"seen": "раньше"}).context["form"]

    assert form.non_field_errors() == [STALE]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("один\n\n два  слова \n", ("один", "два слова")), ("да\nнет", ("да", "нет"))],
)
def test_options_are_lines(desk, draft, typed, kept):
    seen = draft.changed_at.isoformat()

    desk.post(
        page(draft, "questions/new/"), ASKED | {"kind": "one_of", "options": typed, "seen": seen}
    )

    draft.refresh_from_db()
    assert draft.asked[-1].options == kept


def test_options_of_a_text_are_dropped(desk, draft):
    seen = draft.changed_at.isoformat()

    desk.post(page(draft, "questions/new/"), ASKED | {"options": "да\nнет", "seen": seen})

    draft.refresh_from_db()
    assert draft.asked[-1].options == ()


def test_forms_of_mentoring_are_offered_by_themselves(desk, draft):
    seen = draft.changed_at.isoformat()

    desk.post(
        page(draft, "questions/new/"),
        ASKED | {"kind": "several_of", "field": "forms", "seen": seen},
    )

    draft.refresh_from_db()
    titles = MentoringForm.objects.values_list("title", flat=True)
    assert draft.asked[-1].options == tuple(titles)


@pytest.mark.parametrize(
    ("field", "options"), [("forms", "ученик – ученик\nсосед – сосед"), ("request", "")]
)
def test_options_a_field_does_not_know_are_refused(desk, draft, field, options):
    values = ASKED | {"kind": "several_of", "field": field, "options": options}

    form = desk.post(page(draft, "questions/new/"), values).context["form"]

    assert list(form.errors) == ["options"]


def test_places_of_a_mentor_are_numbers(desk, curator):
    draft = editing.copy_set(member=curator, questionnaire=questionnaire("mentor-teacher"))
    values = ASKED | {"kind": "one_of", "field": "capacity", "options": "1\nмного"}

    form = desk.post(page(draft, "questions/new/"), values).context["form"]

    assert form.errors == {"options": ["В это поле не записать: много."]}


def test_question_moves_goes_and_comes_back(desk, draft):
    moved = desk.post(page(draft, "questions/request/up/move/"))
    order = codes(draft)
    desk.post(page(draft, "questions/name/remove/"))
    without = codes(draft)
    desk.post(page(draft, "questions/name/restore/"))

    assert moved.url == f"{page(draft)}#question-request"
    assert (order, without, codes(draft)) == (
        ["request", "name"],
        ["request"],
        ["request", "name"],
    )


def test_unknown_step_and_question_change_nothing(desk, draft):
    desk.post(page(draft, "questions/name/sideways/move/"))
    desk.post(page(draft, "questions/age/remove/"))

    assert desk.get(page(draft, "questions/age/")).url == page(draft)
    assert codes(draft) == ["name", "request"]


def test_draft_is_put_to_use(desk, draft):
    desk.post(page(draft, "publish/"))

    draft.refresh_from_db()
    shown = desk.get(page(draft)).content.decode()
    assert draft.state == "published"
    assert "Эта редакция не меняется" in shown
    assert desk.get(page(draft, "questions/new/")).url == page(draft)


def test_faults_are_told_before_and_when_it_is_tried(desk, curator):
    draft = QuestionnaireFactory(organization=curator.organization, questions=[])

    problems = desk.get(page(draft)).context["problems"]
    response = desk.post(page(draft, "publish/"), follow=True)

    assert problems == ["В анкете нет ни одного вопроса."]
    assert [str(m) for m in response.context["messages"]] == problems


def test_archive_and_back(desk, draft):
    desk.post(page(draft, "archive/"))
    draft.refresh_from_db()
    archived = draft.state
    desk.post(page(draft, "restore/"))

    draft.refresh_from_db()
    assert (archived, draft.state) == ("archived", "draft")


def test_preview_is_the_page_of_the_link(desk, draft):
    own = desk.get(page(draft, "preview/"))
    shared = desk.get(page(questionnaire("mentor-pupil"), "preview/"))

    assert [response.templates[0].name for response in (own, shared)] == [
        "surveys/link_form.html"
    ] * 2
    assert (own.context["back_url"], shared.context["back_url"]) == (page(draft), LIST)


@pytest.mark.django_db
def test_coordinator_writes_for_everybody_below(sign_in):
    coordinator = MembershipFactory(role="coordinator")
    client = sign_in(coordinator)
    client.post(page(questionnaire("mentee-pupil"), "copy/"))
    draft = Questionnaire.objects.owned_by(coordinator).get()

    client.post(page(draft, "publish/"))

    school = MembershipFactory(organization__parent__parent=coordinator.organization)
    assert Questionnaire.objects.in_use_by(school).get(code="mentee-pupil") == draft


def test_sets_of_others_are_read_at_most(desk, curator, draft):
    foreign = QuestionnaireFactory()
    regional = QuestionnaireFactory(
        organization=curator.organization.region, state="published", code="mentee-pupil"
    )

    assert desk.get(page(foreign)).status_code == 404
    assert desk.get(page(foreign, "preview/")).status_code == 404
    assert desk.get(page(regional)).status_code == 404
    assert desk.get(page(regional, "preview/")).status_code == 200
    assert desk.post(page(questionnaire(), "archive/")).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["director", "council", "psychologist", "mentor", "methodist"])
def test_others_write_no_sets(sign_in, role):
    assert sign_in(MembershipFactory(role=role)).get(LIST).status_code == 403
