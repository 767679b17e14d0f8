import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from mentorship.audit.grants import grant_application_role
from mentorship.core.exceptions import DomainError
from mentorship.documents import corrections, services
from mentorship.documents.kinds import KINDS
from mentorship.documents.models import Document, DocumentLink
from mentorship.documents.rendering import render
from tests.documents.issuing import DAY, LATER, correct, director_of, issue
from tests.documents.texts import squeezed, text_of_docx, text_of_pdf
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
KINDS_OF_CHANGE = ["amending_order", "cancelling_order", "superseding_order"]


@pytest.fixture
def director(draft):
    return director_of(draft)


@pytest.fixture
def order(draft, director):
    return issue(draft, director)


def numbers_in_force(day):
    found = Document.objects.in_force_on(day).order_by("number")
    return list(found.values_list("number", flat=True))


def press(order, director, year, kind="amending_order"):
    return corrections.create_correction(target=order, member=director, kind=kind, year=year)


def text_of(document):
    return squeezed(unescape(re.sub(r"<[^>]+>", "", render(document).body)))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("amending_order", "Внести в приказ от 3 октября 2022 г. № 204-ОД «О закреплении"),
        ("cancelling_order", "1. Отменить приказ от 3 октября 2022 г. № 204-ОД «О закреплении"),
        ("superseding_order", "1. Признать утратившим силу приказ от 3 октября 2022 г. № 204-ОД"),
    ],
)
def test_draft_of_a_correction_names_the_order(order, director, year, kind, words):
    draft = press(order, director, year, kind)

    assert squeezed(words) in text_of(draft)


def test_second_press_finds_the_draft_of_the_first(order, director, year):
    assert press(order, director, year) == press(order, director, year)


def test_changes_are_sub_points(order, director):
    amending = correct(order, director, "amending_order", changes="Пункт 3 исключить\nПункт 4 – 3")

    text = squeezed(unescape(re.sub(r"<[^>]+>", "", amending.context["text"])))
    assert "следующиеизменения:1.1.Пункт3исключить.1.2.Пункт4–3.2.Контроль" in text


@pytest.mark.parametrize("kind", KINDS_OF_CHANGE)
def test_correction_reads_the_same_in_pdf_and_word(order, director, kind):
    rendered = render(correct(order, director, kind))

    assert text_of_pdf(rendered.pdf()) == text_of_docx(rendered.docx())


def test_amended_order_stands_beside_the_new_one(order, director):
    amending = correct(order, director, "amending_order")

    order.refresh_from_db()
    assert (order.state, numbers_in_force(LATER)) == ("registered", ["204-ОД", "210-ОД"])
    assert list(order.followers.values_list("document", "kind")) == [(amending.pk, "amends")]


def test_superseded_order_stays_registered_and_ends_on_the_day(order, director):
    correct(order, director, "superseding_order")

    order.refresh_from_db()
    assert order.state == "registered"
    assert numbers_in_force(LATER - timedelta(days=1)) == ["204-ОД"]
    assert numbers_in_force(LATER) == ["210-ОД"]


def test_cancelled_order_lets_go_of_what_hung_on_it(order, director, followed):
    correct(order, director, "cancelling_order")

    order.refresh_from_db()
    assert (order.state, order.cancelled_by) == ("cancelled", director)
    assert order.cancel_reason == "Отменён приказом от 01.12.2022 № 210-ОД"
    assert followed == [("registered", "204-ОД"), ("cancelled", "204-ОД")]
    assert numbers_in_force(LATER - timedelta(days=1)) == ["204-ОД"]
    assert numbers_in_force(LATER) == ["210-ОД"]


def test_refusal_of_the_hook_undoes_the_correction(order, director, order_kind):
    def refuse(document, member):
        raise DomainError("Приказ не отменяется: пары уже окончены.")

    object.__setattr__(order_kind, "on_cancelled", refuse)
    with pytest.raises(DomainError, match="пары уже окончены"):
        correct(order, director, "cancelling_order")

    order.refresh_from_db()
    assert (order.state, DocumentLink.objects.count()) == ("registered", 0)
    assert Document.objects.drafts().get().kind == "cancelling_order"


def test_superseding_order_that_is_cancelled_gives_the_force_back(order, director):
    superseding = correct(order, director, "superseding_order")
    services.cancel(document=superseding, member=director, reason="Ошибка")

    assert numbers_in_force(timezone.localdate()) == ["204-ОД"]


def test_superseding_order_cancelled_by_an_order_gives_the_force_back_on_its_day(order, director):
    """Not on the day on which the cancelling was entered, years later."""
    superseding = correct(order, director, "superseding_order")
    correct(superseding, director, "cancelling_order", "220-ОД", LATER + timedelta(days=9))

    days = [LATER - timedelta(days=1), LATER, LATER + timedelta(days=8), LATER + timedelta(days=9)]
    assert [numbers_in_force(day) for day in days] == [
        ["204-ОД"],
        ["210-ОД"],
        ["210-ОД"],
        ["204-ОД", "220-ОД"],
    ]


def test_order_is_in_force_from_its_own_day(order):
    days = [DAY - timedelta(days=1), DAY]

    assert [numbers_in_force(day) for day in days] == [[], ["204-ОД"]]


def test_order_cancelled_without_an_order_ends_on_the_day_it_was_entered(order, director):
    services.cancel(document=order, member=director, reason="Ошибка")

    today = timezone.localdate()
    assert numbers_in_force(today - timedelta(days=1)) == ["204-ОД"]
    assert numbers_in_force(today) == []


def test_order_of_later_date_is_not_changed(order, director):
    with pytest.raises(DomainError, match=r"издан позже, 03\.10\.2022"):
        correct(order, director, "amending_order", day=DAY - timedelta(days=1))


def test_superseded_order_is_changed_no_more(order, director, year):
    waiting = press(order, director, year)
    correct(order, director, "superseding_order")

    with pytest.raises(DomainError, match="утратил силу"):
        press(order, director, year, "cancelling_order")
    given = {"basis": "ошибкой", "changes": "Пункт 3 исключить"}
    services.update_draft(document=waiting, member=director, fields=given)
    with pytest.raises(DomainError, match="№ 204-ОД уже утратил силу"):
        issue(waiting, director, "211-ОД", LATER)


def test_amending_order_without_changes_is_not_registered(order, director):
    with pytest.raises(DomainError, match="не указано, что изменяется"):
        correct(order, director, "amending_order", changes=" ")


def test_order_of_another_organization_is_never_the_target(order, make_draft, year):
    stranger = director_of(make_draft())
    draft = services.create_draft(
        member=stranger,
        kind=KINDS["cancelling_order"],
        year=year,
        fields={"target": order.pk, "basis": "ошибкой"},
    )

    assert corrections.target_of(draft) is None
    with pytest.raises(DomainError, match="не выбран приказ"):
        issue(draft, stranger, "1")


@pytest.mark.parametrize("role", ["council", "psychologist", "mentor"])
def test_correction_is_for_those_who_prepare_documents(order, role, year):
    reader = MembershipFactory(role=role, organization=order.organization)

    with pytest.raises(PermissionDenied):
        press(order, reader, year)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_documentlink SET kind = 'amends'",
        "DELETE FROM documents_documentlink",
        "UPDATE documents_checkcode SET code = 'x'",
        "UPDATE documents_document SET state = 'registered' WHERE state = 'cancelled'",
    ],
)
def test_database_keeps_links_and_codes_as_they_are(order, director, statement):
    correct(order, director, "cancelling_order")
    grant_application_role("mentorship_app")
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE mentorship_app")
        with pytest.raises(DatabaseError, match=r"registered|Cannot"), transaction.atomic():
            cursor.execute(statement)
        cursor.execute("RESET ROLE")


def test_pages_show_the_link_both_ways(order, director, sign_in, year):
    amending = correct(order, director, "amending_order")
    desk = sign_in(director, year.first)

    earlier = desk.get(order.get_absolute_url()).content.decode()
    later = desk.get(amending.get_absolute_url()).content.decode()

    assert f'Изменён приказом <a href="{amending.get_absolute_url()}">№ 210-ОД от' in earlier
    assert f'Вносит изменения: <a href="{order.get_absolute_url()}">№ 204-ОД от' in later


def test_button_leads_to_the_draft_and_the_page_says_it_is_prepared(order, director, sign_in, year):
    desk = sign_in(director, year.first)

    response = desk.post(f"{order.get_absolute_url()}corrections/superseding_order/")
    draft = Document.objects.drafts().get()

    assert response.url == draft.get_absolute_url()
    assert "Готовится: " in desk.get(order.get_absolute_url()).content.decode()
    assert desk.post(f"{order.get_absolute_url()}corrections/pairs_order/").status_code == 404


@pytest.mark.parametrize("kind", KINDS_OF_CHANGE)
def test_page_registers_a_correction(order, director, sign_in, year, kind):
    draft = press(order, director, year, kind)
    given = {"basis": "ошибкой", "changes": "Пункт 3 исключить"}
    services.update_draft(document=draft, member=director, fields=given)

    sent = {"number": "210-ОД", "dated_on": "01.12.2022"}
    response = sign_in(director, year.first).post(f"{draft.get_absolute_url()}register/", sent)

    assert response.url == draft.get_absolute_url()
    assert order.followers.get().document == draft


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("amending_order", "О внесении изменений в приказ от 03.10.2022 № 204-ОД"),
        ("cancelling_order", "Об отмене приказа от 03.10.2022 № 204-ОД"),
        ("superseding_order", "О признании утратившим силу приказа от 03.10.2022 № 204-ОД"),
    ],
)
def test_title_of_a_correction_names_the_order(order, director, year, kind, title):
    assert press(order, director, year, kind).title == title


def test_correction_of_no_order_yet_has_the_title_of_its_kind(director, year):
    kind = KINDS["cancelling_order"]

    draft = services.create_draft(member=director, kind=kind, year=year)

    assert draft.title == "Об отмене приказа"


def test_one_change_is_told_in_the_singular(order, director):
    amending = correct(order, director, "amending_order", changes="Пункт 3 исключить")

    text = squeezed(unescape(re.sub(r"<[^>]+>", "", amending.context["text"])))
    assert "следующееизменение:1.1.Пункт3исключить.2.Контроль" in text
