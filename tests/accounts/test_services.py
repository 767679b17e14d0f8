import logging
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from mentorship.accounts.links import LinkRefused, find_link
from mentorship.accounts.models import TokenLink
from mentorship.accounts.services import (
    PASSWORD,
    end_sessions,
    issue_password_link,
    set_password_by_link,
)
from tests.factories.organizations import UserFactory

pytestmark = pytest.mark.django_db
NEW = "весенний-дождь-над-полем"


def test_link_to_a_password_is_good_for_a_day():
    issue_password_link(user=UserFactory())

    link = TokenLink.objects.get()
    assert link.expires_at - link.created_at <= timedelta(hours=24, seconds=1)


def test_second_link_to_a_password_revokes_the_first():
    user = UserFactory()
    first = issue_password_link(user=user)
    second = issue_password_link(user=user, issued_by=UserFactory())

    assert find_link(purpose=PASSWORD, token=second).password_link.user == user
    with pytest.raises(LinkRefused, match="отозвана"):
        find_link(purpose=PASSWORD, token=first)


def test_link_of_one_account_leaves_those_of_others():
    theirs = issue_password_link(user=UserFactory())
    issue_password_link(user=UserFactory())

    assert find_link(purpose=PASSWORD, token=theirs).is_open


def test_password_by_link_lifts_the_lock_of_wrong_tries():
    user = UserFactory()
    for name, count in ((user.email, 5), ("other@example.org", 2)):
        AccessAttempt.objects.create(
            username=name,
            ip_address="10.0.0.1",
            failures_since_start=count,
            attempt_time=timezone.now(),
        )
    link = find_link(purpose=PASSWORD, token=issue_password_link(user=user))

    set_password_by_link(link=link, password=NEW)

    user.refresh_from_db()
    assert user.check_password(NEW)
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["other@example.org"]


def test_link_of_a_closed_account_is_refused_and_stays_unspent():
    link = find_link(purpose=PASSWORD, token=issue_password_link(user=UserFactory(is_active=False)))

    with pytest.raises(LinkRefused, match="закрыта"):
        set_password_by_link(link=link, password=NEW)

    assert TokenLink.objects.get().used_at is None


def test_log_names_accounts_by_their_numbers(caplog):
    caplog.set_level(logging.INFO)
    user = UserFactory()
    token = issue_password_link(user=user)
    link = find_link(purpose=PASSWORD, token=token)
    set_password_by_link(link=link, password=NEW)
    end_sessions(user=user)

    ours = [r.getMessage() for r in caplog.records if r.name.startswith("mentorship")]
    assert ours == [
        f"password link {link.pk} issued for user {user.pk}",
        f"password of user {user.pk} set by link {link.pk}",
        f"all sessions of user {user.pk} ended",
    ]
    assert [word for word in (token, user.email, NEW) if word in caplog.text] == []
