"""What a methodist types is kept without a button and comes back with the page."""

import pytest
from django.urls import reverse

from roadmaps.models import Remark, ReviewDraft
from tests.roadmaps.review.plans import a_case, submitted, taken

pytestmark = pytest.mark.django_db


def send(client, name, case, **data):
    return client.post(reverse(f"roadmaps:{name}", args=[case.review().pk]), data)


def typed_on_page(client, case):
    page = client.get(reverse("roadmaps:review_detail", args=[case.review().pk]))
    return {field.name: field.value() for field in page.context["form"] if field.value()}


def test_half_typed_words_come_back_to_whoever_typed_them(client, sign_in):
    case = taken(a_case())
    sign_in(case.methodist)
    words = {f"task_{case.first.pk}": "Обучение раньше при", "plan": "", "comment": "В целом"}

    answer = send(client, "review_typed", case, **words)
    send(client, "review_typed", case, comment="")

    assert "Набранное сохранено" in answer.content.decode()
    assert typed_on_page(client, case) == {f"task_{case.first.pk}": "Обучение раньше при"}
    assert not Remark.objects.exists()


def test_saved_remark_leaves_the_draft_and_a_conclusion_waits_for_the_verdict(client, sign_in):
    case = taken(a_case())
    sign_in(case.methodist)
    words = {"plan": "Нет раздела об обучении", "comment": "Вернём после правок"}
    send(client, "review_typed", case, **words)

    send(client, "review_write", case, **words, action="save")
    waiting = typed_on_page(client, case)
    send(client, "review_write", case, **waiting, action="return")

    assert waiting == {"comment": "Вернём после правок"}
    assert (case.review().comment, case.state()) == ("Вернём после правок", "returned")
    assert not ReviewDraft.objects.exists()


def test_nothing_is_kept_for_whoever_does_not_hold_the_review(client, sign_in):
    case = taken(a_case())
    sign_in(case.colleague)

    answer = send(client, "review_typed", case, plan="Моё")

    assert "Эту карту проверяет другой методист" in answer.content.decode()
    assert not ReviewDraft.objects.exists()


def test_nothing_is_kept_before_the_review_is_opened(client, sign_in):
    case = submitted(a_case())
    sign_in(case.methodist)

    send(client, "review_typed", case, plan="Моё")

    assert not ReviewDraft.objects.exists()
