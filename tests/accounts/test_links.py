from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.accounts.links import LinkRefused, find_link, issue_link, revoke_link, use_link
from mentorship.accounts.models import TokenLink

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def issue():
    return issue_link(purpose="try", lifetime=DAY)


def test_link_is_found_by_its_secret_and_kept_as_a_hash():
    link, token = issue()
    assert find_link(purpose="try", token=token) == link
    assert token not in str(TokenLink.objects.values().get())


def test_link_of_another_purpose_is_not_found():
    _, token = issue()
    with pytest.raises(LinkRefused, match="Такой ссылки нет"):
        find_link(purpose="other", token=token)


def test_link_is_used_once():
    link, token = issue()
    use_link(link=link)
    with pytest.raises(LinkRefused, match="уже использована"):
        find_link(purpose="try", token=token)
    with pytest.raises(LinkRefused, match="уже использована"):
        use_link(link=link)


def test_link_ends_by_time():
    link, token = issue()
    TokenLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    with pytest.raises(LinkRefused, match="истёк"):
        find_link(purpose="try", token=token)
    assert TokenLink.objects.get().is_open is False


def test_revoked_link_opens_nothing_and_a_used_one_stays_used():
    link, token = issue()
    revoke_link(link=link)
    with pytest.raises(LinkRefused, match="отозвана"):
        find_link(purpose="try", token=token)
    used, _ = issue()
    use_link(link=used)
    revoke_link(link=used)
    used.refresh_from_db()
    assert used.revoked_at is None
