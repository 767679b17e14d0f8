import time

import pytest

from mentorship.accounts.limits import Limit, is_hurrying, opens_too_often, sends_too_often
from tests.factories.surveys import InvitationFactory


def test_limit_lets_so_many_through_and_no_more():
    limit = Limit("knocking", 3, 60)

    assert [is_hurrying(limit, "one") for _ in range(5)] == [False, False, False, True, True]
    assert not is_hurrying(limit, "another")


def test_count_is_forgotten_with_time():
    limit = Limit("knocking", 1, 1)
    assert [is_hurrying(limit, "one") for _ in range(2)] == [False, True]

    time.sleep(1.1)

    assert not is_hurrying(limit, "one")


@pytest.mark.django_db
def test_link_is_opened_sixty_times_an_hour():
    link = InvitationFactory().link

    assert [opens_too_often(link) for _ in range(61)] == [False] * 60 + [True]


@pytest.mark.django_db
def test_class_behind_one_address_sends_at_once(rf):
    links = [invitation.link for invitation in InvitationFactory.create_batch(4)]

    sent = [sends_too_often(rf.post("/q/"), link) for link in links for _ in range(30)]

    assert sent == [False] * 120
    assert sends_too_often(rf.post("/q/"), links[0])
