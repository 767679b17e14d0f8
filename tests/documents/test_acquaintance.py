from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.documents import services
from mentorship.documents.acquaintance import printed_list
from mentorship.documents.acquaintance_marks import confirm_acquaintance, note_acquaintance
from mentorship.documents.attention import not_acquainted, own_acquaintance
from mentorship.documents.models import Acquaintance
from tests.documents.issuing import DAY, director_of, issue
from tests.documents.texts import squeezed, text_of_docx, text_of_pdf
from tests.factories.organizations import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
MENTOR, CURATOR = "Седых Надежда Алексеевна", "Лебедева Мария Ивановна"
CONTROLLER = "Остапченко Юлия Владимировна"


@pytest.fixture
def director(draft):
    return director_of(draft)


@pytest.fixture
def mentor(draft):
    user = UserFactory(full_name=MENTOR)
    return MembershipFactory(role="mentor", organization=draft.organization, user=user)


@pytest.fixture
def order(draft, director, mentor):
    draft.fields |= {
        "control": "person",
        "control_position": "заместитель директора",
        "control_name": CONTROLLER,
    }
    draft.save()
    return issue(draft, director)


def note(order, director, *names, day=DAY):
    lines = Acquaintance.objects.filter(full_name__in=names)
    return note_acquaintance(document=order, member=director, lines=lines, day=day)


def test_registration_writes_everyone_with_title_and_account(order, mentor):
    lines = order.acquaintances.values_list("full_name", "position", "user")

    assert list(lines) == [
        (CURATOR, "", None),
        (MENTOR, "", mentor.user_id),
        (CONTROLLER, "заместитель директора", None),
    ]


def test_namesakes_have_no_account_in_the_list(draft, director, mentor):
    twin = UserFactory(full_name=MENTOR)
    MembershipFactory(role="council", organization=draft.organization, user=twin)

    order = issue(draft, director)

    assert order.acquaintances.get(full_name=MENTOR).user is None


def test_order_without_the_list_acquaints_nobody(make_draft):
    draft = make_draft({"acquaint": False})

    assert issue(draft, director_of(draft)).acquaintances.count() == 0


def test_several_are_dated_at_once_and_never_anew(order, director):
    assert note(order, director, CURATOR, MENTOR) == 2
    with pytest.raises(DomainError, match="хотя бы одного"):
        note(order, director, CURATOR, day=DAY + timedelta(days=1))

    dates = dict(order.acquaintances.values_list("full_name", "acquainted_on"))
    assert dates == {CURATOR: DAY, MENTOR: DAY, CONTROLLER: None}


@pytest.mark.parametrize(
    ("day", "words"),
    [(DAY - timedelta(days=1), "раньше даты приказа"), (date(2999, 1, 1), "позже сегодняшней")],
)
def test_day_before_the_order_or_to_come_is_refused(order, director, day, words):
    with pytest.raises(DomainError, match=words):
        note(order, director, CURATOR, day=day)


def test_line_of_another_order_is_not_dated(order, director, make_draft):
    foreign = make_draft()
    other = issue(foreign, director_of(foreign))

    with pytest.raises(DomainError, match="хотя бы одного"):
        note_acquaintance(document=order, member=director, lines=other.acquaintances.all(), day=DAY)


@pytest.mark.parametrize("role", ["council", "mentor"])
def test_dates_are_entered_by_those_who_prepare_documents(order, role):
    reader = MembershipFactory(role=role, organization=order.organization)

    with pytest.raises(PermissionDenied):
        note(order, reader, CURATOR)


def test_named_member_confirms_once(order, mentor):
    line = order.acquaintances.get(user=mentor.user)
    confirmed = confirm_acquaintance(line=line, member=mentor)
    again = confirm_acquaintance(line=line, member=mentor)

    assert confirmed.acquainted_on == timezone.localdate()
    assert again.noted_at == confirmed.noted_at
    assert confirmed.is_own_mark


def test_nobody_confirms_for_another(order, director, mentor):
    line = order.acquaintances.get(full_name=CURATOR)

    for member in (director, mentor):
        with pytest.raises(Acquaintance.DoesNotExist):
            confirm_acquaintance(line=line, member=member)


def test_cancelled_order_is_not_confirmed(order, director, mentor):
    services.cancel(document=order, member=director, reason="Ошибка")

    with pytest.raises(DomainError, match="отменён"):
        confirm_acquaintance(line=order.acquaintances.get(user=mentor.user), member=mentor)


def test_mentor_reads_the_order_and_confirms_without_the_journal(order, mentor, sign_in, year):
    client = sign_in(mentor, year.first)
    line = order.acquaintances.get(user=mentor.user)
    page = f"/documents/acquaintance/{line.pk}/"

    told = client.get(page)
    done = client.post(f"{page}confirm/", follow=True)

    assert client.get(order.get_absolute_url()).status_code == 403
    assert "ПРИКАЗЫВАЮ" in told.content.decode()
    assert "Ознакомлен(а) " in done.content.decode()
    assert client.get("/documents/acquaintance/999999/").status_code == 404


def test_curator_dates_lines_on_the_page(order, director, sign_in, year):
    desk = sign_in(director, year.first)
    pks = list(order.acquaintances.values_list("pk", flat=True))

    desk.post(f"{order.get_absolute_url()}acquaintance/", {"lines": pks, "day": "5 октября 2022"})

    assert set(order.acquaintances.values_list("acquainted_on", flat=True)) == {date(2022, 10, 5)}


def test_chosen_lines_survive_a_refused_day(order, director, sign_in, year):
    desk = sign_in(director, year.first)
    first = order.acquaintances.first().pk

    page = desk.post(
        f"{order.get_absolute_url()}acquaintance/", {"lines": [first], "day": "01.01.2001"}
    )

    assert page.context["ticked"] == {first}
    assert page.text.count("checked />") == 1
    assert page.context["acquaintance_form"].errors != {}
    assert not order.acquaintances.exclude(acquainted_on=None).exists()


def test_attention_counts_who_has_not_read(order, director, mentor, year):
    today = timezone.localdate()
    note(order, director, CURATOR)

    waiting, own = not_acquainted(director, year, today), own_acquaintance(mentor, year, today)

    assert (waiting.count, waiting.url) == (2, order.get_absolute_url())
    line = order.acquaintances.get(user=mentor.user)
    assert (own.count, own.url) == (1, f"/documents/acquaintance/{line.pk}/")
    assert own_acquaintance(director, year, today) is None


def test_sheet_reads_the_same_in_pdf_and_word(order, director):
    note(order, director, CURATOR)
    sheet = printed_list(order)

    text = text_of_docx(sheet.docx())
    assert text_of_pdf(sheet.pdf()) == text
    assert squeezed(f"1{CURATOR}03.10.2022 2{MENTOR} 3{CONTROLLER}заместитель директора") in text


@pytest.mark.parametrize("names", [1, 12])
def test_page_costs_the_same_for_any_number_of_names(make_draft, sign_in, year, names):
    rows = [[f"Седых Надежда {'И' * n}вановна", "Жданова Ирина Петровна"] for n in range(names)]
    draft = make_draft({"rows": rows})
    director = director_of(draft)
    order = issue(draft, director)
    desk = sign_in(director, year.first)
    desk.get(order.get_absolute_url())

    with CaptureQueriesContext(connection) as queries:
        desk.get(order.get_absolute_url())

    assert len(queries) == 21
