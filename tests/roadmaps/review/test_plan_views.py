"""The plan's own pages: submitting, ticking off, versions, mandatory tasks."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from roadmaps.models import Remark
from roadmaps.review.services import (
    NOT_REVIEWED,
    NOT_TAKEN_BACK,
    OPEN_ALREADY,
    TICKED_LATE,
    answer_remark,
    correct_roadmap,
)
from roadmaps.services import update_task
from roadmaps.workflow import LOCKED
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import TaskFactory
from tests.roadmaps.review.plans import a_case, a_plan, agreed, returned, submitted, taken

pytestmark = pytest.mark.django_db


def url(name, roadmap, *more):
    return reverse(f"roadmaps:{name}", args=[roadmap.pk, *more])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def buttons(response):
    return [name for name, _move in response.context["moves"]]


def test_curator_submits_with_a_note(client, sign_in):
    case = a_case()
    sign_in(case.curator)

    shown = client.get(url("roadmap_submit", case.roadmap))
    answer = client.post(url("roadmap_submit", case.roadmap), {"note": "Первая редакция"})
    assert (shown.status_code, answer.url, case.review().version.note) == (
        200,
        case.roadmap.get_absolute_url(),
        "Первая редакция",
    )


def test_refused_submission_keeps_the_note(client, sign_in):
    case = returned(a_case())
    sign_in(case.curator)

    answer = client.post(url("roadmap_submit", case.roadmap), {"note": "Исправили"})
    assert (answer.status_code, answer.context["form"]["note"].value()) == (200, "Исправили")


def test_plan_on_its_way_cannot_be_submitted_again(client, sign_in):
    case = submitted(a_case())
    sign_in(case.curator)

    assert said(client.get(url("roadmap_submit", case.roadmap))) == [LOCKED["submitted"]]


def test_recall_of_an_opened_plan_tells_why_not(client, sign_in):
    case = taken(a_case())
    sign_in(case.curator)

    answer = client.post(url("roadmap_move", case.roadmap, "recall"))
    assert (said(answer), case.state()) == ([NOT_TAKEN_BACK], "in_review")


def test_move_that_asks_something_is_no_plain_move(client, sign_in):
    case = agreed(a_case())
    sign_in(case.curator)

    assert client.post(url("roadmap_move", case.roadmap, "correct")).status_code == 404


def test_correction_is_begun_with_its_reason(client, sign_in):
    case = agreed(a_case())
    sign_in(case.curator)

    client.post(url("roadmap_correct", case.roadmap), {"reason": "Выводы отчёта"})
    assert (case.state(), case.roadmap.moves.last().comment) == ("draft", "Выводы отчёта")


def test_edit_page_during_review_leads_back_with_the_way_out(client, sign_in):
    case = submitted(a_case())
    sign_in(case.curator)

    answer = client.get(reverse("roadmaps:task_update", args=[case.first.pk]))
    assert (answer.url, said(answer)) == (case.first.get_absolute_url(), [LOCKED["submitted"]])


def test_edit_sent_during_review_keeps_what_was_typed(client, sign_in):
    case = submitted(a_case())
    sign_in(case.curator)

    typed = {"title": "Новое название", "number": "4.2", "deadline_text": "май 2023"}
    answer = client.post(reverse("roadmaps:task_update", args=[case.first.pk]), typed)
    form = answer.context["form"]
    assert (form.non_field_errors(), form["title"].value()) == (
        [LOCKED["submitted"]],
        "Новое название",
    )


@pytest.mark.parametrize(
    ("make", "offered"),
    [
        (a_case, ["submit"]),
        (lambda: submitted(a_case()), ["recall"]),
        (lambda: taken(a_case()), []),
    ],
)
def test_page_offers_the_moves_of_the_table(client, sign_in, make, offered):
    case = make()
    sign_in(case.curator)

    assert buttons(client.get(case.roadmap.get_absolute_url())) == offered


def test_a_move_out_of_its_time_is_refused_with_the_way_out(client, sign_in):
    case = a_case()
    office = MembershipFactory(role="methodist", organization=case.city)
    plan, _ = a_plan(case.city)
    told = []
    for member, action, roadmap in [
        (case.curator, "roadmap_correct", case.roadmap),
        (office, "roadmap_submit", plan),
    ]:
        sign_in(member)
        told.append(said(client.get(url(action, roadmap)))[-1])

    assert told == [OPEN_ALREADY, NOT_REVIEWED]


def test_answer_to_a_remark_settled_meanwhile_is_given_back(client, sign_in):
    case = returned(a_case())
    remark = answer_remark(remark=Remark.objects.get(), member=case.curator)
    submitted(case)
    sign_in(case.curator)

    answer = client.post(url("remark_answer", remark), {"answer": "Перенесли на март"})

    assert said(answer) == [f"{TICKED_LATE} Ваш ответ не записан: «Перенесли на март»"]


def test_order_in_force_is_named_inside_the_organization_alone(client, sign_in):
    case = agreed(a_case())
    case.roadmap.approving_order = DocumentFactory(organization=case.school)
    case.roadmap.save()
    correct_roadmap(roadmap=case.roadmap, member=case.curator, reason="Выводы отчёта")
    words, link = "До нового приказа действует утверждённая", 'href="/documents/'
    told = []
    for member in (case.curator, case.methodist):
        sign_in(member)
        hint = client.get(case.roadmap.get_absolute_url()).text.partition(words)[2]
        told.append((bool(hint), link in hint.partition("</p>")[0]))

    assert told == [(True, True), (True, False)]


def test_chain_tells_the_rounds(client, sign_in):
    case = returned(a_case())
    sign_in(case.curator)

    chain = client.get(case.roadmap.get_absolute_url()).context["chain"]
    told = [(step.title.rstrip("0123456789.").strip(), step.is_current) for step in chain]
    assert told == [
        ("Черновик", False),
        ("На проверке с", False),
        ("Возвращена", True),
        ("На проверке", False),
        ("Согласована", False),
        ("Утверждена приказом", False),
    ]


def test_remark_is_ticked_off_and_the_tick_taken_back(client, sign_in):
    case = returned(a_case())
    remark = Remark.objects.get()
    sign_in(case.curator)

    answer = client.post(url("remark_answer", remark), {"answer": "Перенесли"})
    remark.refresh_from_db()
    ticked = remark.state, remark.answer
    client.post(url("remark_answer", remark), {"undo": "yes"})
    remark.refresh_from_db()
    assert (answer.url, ticked, remark.state) == (
        f"{case.roadmap.get_absolute_url()}#remark-{remark.pk}",
        ("answered", "Перенесли"),
        "open",
    )


def test_versions_and_their_difference_are_shown(client, sign_in):
    case = returned(a_case())
    update_task(
        task=case.first, member=case.curator, number="4.2", title="Обучение", deadline_text="май"
    )
    answer_remark(remark=Remark.objects.get(), member=case.curator)
    submitted(case)
    sign_in(case.methodist)

    numbers = [v.number for v in client.get(url("version_list", case.roadmap)).context["versions"]]
    shown = client.get(url("version_compare", case.roadmap), {"old": 2, "new": 1}).context
    assert (numbers, shown["old"].number, shown["new"].number, shown["counts"]) == (
        [2, 1],
        1,
        2,
        {"added": 0, "changed": 1, "removed": 0, "same": 1},
    )


@pytest.mark.parametrize("numbers", [{}, {"old": "x", "new": 1}, {"old": 1, "new": 7}])
def test_comparison_of_versions_that_are_not_there_is_not_found(client, sign_in, numbers):
    case = submitted(a_case())
    sign_in(case.curator)

    assert client.get(url("version_compare", case.roadmap), numbers).status_code == 404


def test_methodist_marks_what_every_plan_must_have(client, sign_in):
    case = a_case()
    plan, section = a_plan(case.city)
    wanted = TaskFactory(organization=case.city, section=section)
    other = TaskFactory(organization=case.city, section=section, is_mandatory=True)
    sign_in(case.methodist)

    client.post(url("roadmap_mandatory", plan), {"tasks": [wanted.pk]})
    wanted.refresh_from_db()
    other.refresh_from_db()
    assert (wanted.is_mandatory, other.is_mandatory) == (True, False)


def test_school_marks_nothing_mandatory(client, sign_in):
    case = a_case()
    sign_in(case.curator)

    assert said(client.post(url("roadmap_mandatory", case.roadmap))) == [
        "Обязательные мероприятия отмечают в плане муниципалитета или региона."
    ]
