from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.bank.models import Withdrawal
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.consents import WithdrawalFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def pupil(curator):
    return MenteeEntryFactory(institution=curator.organization).person


def withdraw(client, person, **changes):
    typed = {"received_on": f"{TODAY:%d.%m.%Y}", "basis": "вх. № 15"} | changes
    return client.post(f"/bank/consents/{person.consents.get().pk}/withdraw/", typed)


def test_withdraw_hides_the_person_and_lists_the_duty(sign_in, curator, pupil):
    client = sign_in(curator)

    response = withdraw(client, pupil)

    card = client.get(response.url).context["card"]
    [row] = client.get("/bank/consents/withdrawals/").context["rows"]
    assert (response.url, card.is_disclosed) == (pupil.get_absolute_url(), False)
    assert (row["withdrawal"].person, row["days_left"], row["may_undo"]) == (pupil, 30, True)


def test_withdraw_page_says_what_will_stop(sign_in, curator, pupil):
    page = sign_in(curator).get(f"/bank/consents/{pupil.consents.get().pk}/withdraw/")

    assert "Обработка остановится сразу и везде" in page.content.decode()


def test_withdraw_keeps_what_was_typed_when_refused(sign_in, curator, pupil):
    tomorrow = TODAY + timedelta(days=1)

    response = withdraw(sign_in(curator), pupil, received_on=f"{tomorrow:%d.%m.%Y}")

    assert list(response.context["form"].errors) == ["received_on"]
    assert not Withdrawal.objects.exists()


def test_undo_of_today_gives_the_consent_back(sign_in, curator, pupil):
    client = sign_in(curator)
    withdraw(client, pupil)
    withdrawal = Withdrawal.objects.get()

    response = client.post(
        f"/bank/consents/withdrawals/{withdrawal.pk}/undo/", {"reason": "не тот ученик"}
    )

    assert response.url == pupil.get_absolute_url()
    assert client.get(response.url).context["card"].is_disclosed


def test_undo_of_an_earlier_day_is_refused(sign_in, curator, pupil):
    withdrawal = WithdrawalFactory(person=pupil, recorded_on=TODAY - timedelta(days=1))
    url = f"/bank/consents/withdrawals/{withdrawal.pk}/undo/"

    response = sign_in(curator).post(url, {"reason": "ошибка"})

    assert "только в день записи" in response.context["form"].non_field_errors()[0]


def test_finish_takes_the_duty_off_the_list(sign_in, curator, pupil):
    withdrawal = WithdrawalFactory(person=pupil, purpose="publication")
    client = sign_in(curator)

    response = client.post(
        f"/bank/consents/withdrawals/{withdrawal.pk}/finish/",
        {"done_on": f"{TODAY:%d.%m.%Y}", "how": "страница удалена"},
    )

    assert client.get(response.url).context["rows"] == []


def test_finish_of_data_needs_an_act(sign_in, curator, pupil):
    withdrawal = WithdrawalFactory(person=pupil)
    url = f"/bank/consents/withdrawals/{withdrawal.pk}/finish/"

    response = sign_in(curator).post(url, {"done_on": f"{TODAY:%d.%m.%Y}"})

    assert list(response.context["form"].errors) == ["done_on"]


def test_empty_list_says_what_will_be_here(sign_in, curator):
    page = sign_in(curator).get("/bank/consents/withdrawals/").content.decode()

    assert "Исполнять нечего" in page


@pytest.mark.parametrize("action", ["undo", "finish"])
def test_foreign_withdrawal_is_not_there(sign_in, curator, action):
    withdrawal = WithdrawalFactory(person=PersonFactory())

    url = f"/bank/consents/withdrawals/{withdrawal.pk}/{action}/"
    assert sign_in(curator).get(url).status_code == 404


def test_list_asks_as_many_questions_for_more_rows(
    sign_in, curator, pupil, django_assert_max_num_queries
):
    client, url = sign_in(curator), "/bank/consents/withdrawals/"
    WithdrawalFactory(person=pupil)
    client.get(url)
    with django_assert_max_num_queries(25) as before:
        client.get(url)
    for _ in range(2):
        WithdrawalFactory(person=PersonFactory(institution=curator.organization))

    with django_assert_max_num_queries(len(before)):
        client.get(url)
