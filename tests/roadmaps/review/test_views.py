"""The methodist's pages: the queue and a review in a row."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roadmaps.models import Remark, Review
from roadmaps.review.services import answer_remark, submit_roadmap
from roadmaps.review.verdicts import TAKEN, take_review
from tests.factories.organizations import InstitutionFactory, MunicipalityFactory
from tests.factories.reviews import ReviewFactory
from tests.factories.roadmaps import TaskFactory
from tests.roadmaps.review.plans import a_case, returned, submitted, taken

pytestmark = pytest.mark.django_db
QUEUE = reverse("roadmaps:review_list")


def page(review):
    return reverse("roadmaps:review_detail", args=[review.pk])


def write(client, review, **data):
    return client.post(reverse("roadmaps:review_write", args=[review.pk]), data)


def waiting_reviews(city, number):
    rows = [ReviewFactory(version__roadmap__organization__parent=city) for _ in range(number)]
    return [row.organization.short_name for row in rows]


def test_queue_lists_the_longest_waiting_first(client, sign_in):
    case = submitted(a_case())
    names = waiting_reviews(case.city, 2)
    sign_in(case.methodist)

    lines = client.get(QUEUE).context["lines"]
    assert [line.school for line in lines] == [case.school.short_name, *names]


def test_queue_query_count_does_not_grow(client, sign_in, django_assert_max_num_queries):
    case = submitted(a_case())
    sign_in(case.methodist)
    client.get(QUEUE)
    for number in (0, 3):
        waiting_reviews(case.city, number)
        with django_assert_max_num_queries(9):
            client.get(QUEUE)


def test_queue_keeps_the_limits_of_a_methodist(client, sign_in):
    case = submitted(a_case())
    garden = InstitutionFactory(parent=case.city, institution_type="kindergarten")
    ReviewFactory(version__roadmap__organization=garden)
    case.methodist.institution_types = ["kindergarten"]
    case.methodist.save()
    sign_in(case.methodist)

    lines = client.get(QUEUE).context["lines"]
    assert [line.school for line in lines] == [garden.short_name]
    assert client.get(page(case.review())).status_code == 404


@pytest.mark.parametrize(
    ("shown", "count"),
    [("", 3), ("new", 1), ("mine", 1), ("others", 1), ("repeat", 0), ("long", 0)],
)
def test_filters_of_the_queue_narrow_it(client, sign_in, shown, count):
    case = taken(a_case())
    ReviewFactory(version__roadmap__organization__parent=case.city)
    other = ReviewFactory(version__roadmap__organization__parent=case.city)
    other.state, other.taken_by, other.taken_at = "open", case.colleague, other.submitted_at
    other.save()
    sign_in(case.methodist)

    assert len(client.get(QUEUE, {"show": shown}).context["lines"]) == count


def test_empty_queue_says_so(client, sign_in):
    sign_in(a_case().methodist)

    assert "Карт на проверке нет" in client.get(QUEUE).text


def test_looking_opens_nothing_and_the_button_does(client, sign_in):
    case = submitted(a_case())
    sign_in(case.methodist)

    client.get(page(case.review()))
    looked = case.state()
    answer = client.post(reverse("roadmaps:review_take", args=[case.review().pk]))
    assert (looked, answer.url, case.state()) == ("submitted", page(case.review()), "in_review")


def test_return_keeps_remarks_and_goes_on_to_the_next(client, sign_in):
    case = taken(a_case())
    following = ReviewFactory(version__roadmap__organization__parent=case.city)
    sign_in(case.methodist)

    answer = write(
        client, case.review(), action="return", **{f"task_{case.first.pk}": "Поздно", "plan": ""}
    )
    assert (answer.url, case.state(), Remark.objects.get().text) == (
        page(following),
        "returned",
        "Поздно",
    )


def test_save_and_next_decides_nothing(client, sign_in):
    case = taken(a_case())
    following = ReviewFactory(version__roadmap__organization__parent=case.city)
    sign_in(case.methodist)

    answer = write(client, case.review(), action="next", plan="Нет подписи")
    assert (answer.url, case.state(), Remark.objects.get().text) == (
        page(following),
        "in_review",
        "Нет подписи",
    )


def test_last_verdict_leads_back_to_the_queue(client, sign_in):
    case = taken(a_case())
    sign_in(case.methodist)

    assert write(client, case.review(), action="agree").url == QUEUE
    assert case.state() == "agreed"


def test_refused_verdict_keeps_what_was_typed(client, sign_in):
    case = taken(a_case())
    take_review(review=case.review(), member=case.colleague, takes_over=True)
    sign_in(case.methodist)

    answer = write(client, case.review(), action="return", plan="Мой длинный текст")
    form = answer.context["form"]
    assert (form.non_field_errors(), form["plan"].value()) == ([TAKEN], "Мой длинный текст")


def test_review_of_a_kindergarten_speaks_of_no_school(client, sign_in):
    case = returned(a_case())
    case.school.institution_type = "kindergarten"
    case.school.name = case.school.short_name = "ДОУ № 3"
    case.school.save()
    answer_remark(remark=Remark.objects.get(), member=case.curator)
    pages = []
    submit_roadmap(roadmap=case.roadmap, member=case.curator, note="Всё исправлено")
    sign_in(case.methodist)
    for press in (False, True):
        if press:
            take_review(review=case.review(), member=case.methodist)
        text = client.get(page(case.review())).text.partition("<h1>")[2].casefold()
        pages.append("школ" in text.partition("</main>")[0])

    assert pages == [False, False]


def test_return_without_remarks_is_refused_in_words(client, sign_in):
    case = taken(a_case())
    sign_in(case.methodist)

    answer = write(client, case.review(), action="return", comment="Плохо")
    assert (answer.status_code, case.state()) == (200, "in_review")
    assert "Чтобы вернуть карту, напишите хотя бы одно замечание" in answer.text


def test_second_look_shows_only_what_changed_and_what_was_remarked(client, sign_in):
    case = returned(a_case())
    third = TaskFactory(organization=case.school, section=case.section, title="Мониторинг")
    answer_remark(remark=Remark.objects.get(), member=case.curator)
    taken(case)
    sign_in(case.methodist)

    sheet = client.get(page(case.review())).context["sheet"]
    shown = [(row.change.task.key, row.change.kind) for g in sheet.groups for row in g.rows]
    assert shown == [(case.first.pk, "same"), (third.pk, "added")]


def test_whole_plan_is_shown_when_asked(client, sign_in):
    case = returned(a_case())
    answer_remark(remark=Remark.objects.get(), member=case.curator)
    taken(case)
    sign_in(case.methodist)

    assert client.get(page(case.review()), {"all": "yes"}).context["sheet"].shown == 2


def test_buttons_of_remarks_withdraw_and_ask_again(client, sign_in):
    case = returned(a_case())
    remark = answer_remark(remark=Remark.objects.get(), member=case.curator)
    taken(case)
    sign_in(case.methodist)

    write(client, case.review(), repeat=remark.pk)
    remark.refresh_from_db()
    repeated = remark.state
    write(client, case.review(), withdraw=remark.pk)
    remark.refresh_from_db()
    assert (repeated, remark.state) == ("open", "withdrawn")


def test_review_query_count_does_not_grow_with_tasks(
    client, sign_in, django_assert_max_num_queries
):
    small, large = a_case(), a_case(city=MunicipalityFactory())
    TaskFactory.create_batch(4, organization=large.school, section=large.section)
    for case in (taken(small), taken(large)):
        sign_in(case.methodist)
        client.get(page(case.review()))
        with django_assert_max_num_queries(22):
            client.get(page(case.review()))


def test_review_names_no_people(client, sign_in):
    case = submitted(a_case())
    case.curator.user.full_name = "Незабудкина Вера"
    case.curator.user.save()
    sign_in(case.methodist)

    assert "Незабудкина" not in client.get(page(case.review())).text


def test_lines_of_the_queue_say_what_waits_and_since_when(client, sign_in):
    case = taken(a_case())
    long_ago = timezone.now() - timedelta(days=8)
    Review.objects.update(submitted_at=long_ago)
    sign_in(case.methodist)

    (line,) = client.get(QUEUE).context["lines"]
    assert (line.looked_at, line.waits, line.is_late, line.state) == (
        "первая проверка, 2\N{NO-BREAK SPACE}мероприятия",
        "8\N{NO-BREAK SPACE}дней",
        True,
        "проверяете вы",
    )
