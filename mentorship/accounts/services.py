"""New passwords by link, and the end of sessions."""

import logging

from axes.utils import reset
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mentorship.accounts.links import ACCOUNT_LINK_LIFETIME, LinkRefused, issue_link, use_link
from mentorship.accounts.models import PasswordLink, TokenLink, User

logger = logging.getLogger(__name__)
PASSWORD = "password"  # noqa: S105 -- the purpose of a link


@transaction.atomic
def issue_password_link(*, user: User, issued_by: User | None = None) -> str:
    """The secret of a new one-time link to a new password; earlier open ones are revoked.

    Who may issue it for whom is asked before, in `organizations`; None is the administrator of
    the server or the owner of the mailbox.
    """
    open_links = TokenLink.objects.filter(password_link__user=user, used_at=None, revoked_at=None)
    open_links.update(revoked_at=timezone.now())
    link, token = issue_link(purpose=PASSWORD, lifetime=ACCOUNT_LINK_LIFETIME, created_by=issued_by)
    PasswordLink.objects.create(link=link, user=user)
    logger.info("password link %s issued for user %s", link.pk, user.pk)
    return token


@transaction.atomic
def set_password_by_link(*, link: TokenLink, password: str) -> User:
    """Spend the link: a new password, every session ended, the lock of wrong passwords lifted.

    Raises LinkRefused for a spent link or an account that may not sign in.
    """
    link = use_link(link=link)
    user = User.objects.select_for_update().get(password_links__link=link)
    if not user.is_active:
        raise LinkRefused("Эта учётная запись закрыта.")
    user.set_password(password)
    user.session_epoch += 1
    user.save(update_fields=["password", "session_epoch"])
    reset(username=user.email)
    logger.info("password of user %s set by link %s", user.pk, link.pk)
    return user


def end_sessions(*, user: User) -> None:
    """Sign the user out everywhere: sessions of an earlier epoch are not accepted any more."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    logger.info("all sessions of user %s ended", user.pk)
