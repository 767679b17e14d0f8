"""What a methodist types is kept without a button and comes back with the page."""

import pytest
from django.urls import reverse

from roadmaps.models import Remark, ReviewDraft
from roadmaps.review.verdicts import decide_review, take_review
from tests.roadmaps.review.plans import a_case, taken

pytestmark = pytest.mark.django_db


def send(client, name, case, **data):
    return client.post(reverse(f"roadmaps:{name}", args=[case.review().pk]), data)


def look(client, case):
    return client.get(reverse("roadmaps:review_detail", args=[case.review().pk])).content.decode()


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


def test_words_of_a_review_taken_over_meanwhile_are_shown_and_come_back_with_it(client, sign_in):
    """The refused page shows them as text; taken back, the review has them in its fields."""
    case = taken(a_case())
    take_review(review=case.review(), member=case.colleague, takes_over=True)
    sign_in(case.methodist)
    words = {"plan": "Нет раздела", f"task_{case.first.pk}": "Обучение раньше приказа"}

    page = send(client, "review_write", case, **words, action="return")
    typed = send(client, "review_typed", case, comment="В целом").content.decode()
    shown = [f'<dd class="wrap">{text}</dd>' in page.content.decode() for text in words.values()]
    send(client, "review_take", case, take_over="yes")

    assert shown == [True, True]
    assert "Эту карту проверяет другой методист" in typed
    assert typed_on_page(client, case) == {**words, "comment": "В целом"}
    sign_in(case.colleague)
    assert "Нет раздела" not in look(client, case)


def test_words_typed_after_the_verdict_of_a_colleague_are_shown(client, sign_in):
    case = taken(a_case())
    decide_review(review=case.review(), member=case.methodist, action="agree")
    sign_in(case.methodist)

    refused = send(client, "review_write", case, plan="Нет раздела", action="return")
    ends = [case.review().comment, case.state()]

    assert ends == ["", "agreed"]
    for page in (refused.content.decode(), look(client, case)):
        assert '<dd class="wrap">Нет раздела</dd>' in page


def test_words_that_became_a_remark_are_not_kept_as_typed(client, sign_in):
    """The page may tell of its fields once more after the button was pressed."""
    case = taken(a_case())
    sign_in(case.methodist)
    send(client, "review_write", case, plan="Нет раздела ", comment="Ждём", action="return")

    send(client, "review_typed", case, plan="Нет раздела ", comment="Ждём")

    assert "Вы набрали и не записали" not in look(client, case)
