"""Secret links: given out once in full, kept only as a hash, used once, ended by time."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import TokenLink, User
from mentorship.core.exceptions import DomainError

# ASVS 6.4: an invitation or a reset is good for a day at most.
ACCOUNT_LINK_LIFETIME = timedelta(hours=24)


class LinkRefused(DomainError):  # noqa: N818 -- reads as what the user is told
    """The link cannot be used; the text says why and whom to ask for a new one."""


class UnknownLink(LinkRefused):
    """There never was such a secret: mistyped or guessed, unlike one that came too late."""


def issue_link(
    *, purpose: str, lifetime: timedelta, created_by: User | None = None
) -> tuple[TokenLink, str]:
    """A new link and its secret; the secret is shown or printed now and never again."""
    token = secrets.token_urlsafe(24)
    link = TokenLink.objects.create(
        purpose=purpose,
        digest=digest_of(token),
        expires_at=timezone.now() + lifetime,
        created_by=created_by,
    )
    return link, token


def find_link(*, purpose: str, token: str) -> TokenLink:
    """The link of a secret while it can be used; LinkRefused otherwise, UnknownLink for none."""
    link = TokenLink.objects.filter(purpose=purpose, digest=digest_of(token)).first()
    if link is None:
        raise UnknownLink("Такой ссылки нет. Проверьте, что адрес скопирован полностью.")
    refuse_spent(link)
    return link


@transaction.atomic
def use_link(*, link: TokenLink) -> TokenLink:
    """Spend a link: of two requests at once one gets it, the other a LinkRefused.

    Called in the transaction of what the link is for, so that both happen or neither.
    """
    link = TokenLink.objects.select_for_update().get(pk=link.pk)
    refuse_spent(link)
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    return link


def revoke_link(*, link: TokenLink) -> None:
    """From now on the link opens nothing; a used or revoked one stays as it is."""
    TokenLink.objects.filter(pk=link.pk, used_at=None, revoked_at=None).update(
        revoked_at=timezone.now()
    )


def refuse_spent(link: TokenLink) -> None:
    if link.used_at:
        raise LinkRefused("Эта ссылка уже использована: она действует один раз.")
    if link.revoked_at:
        raise LinkRefused("Эта ссылка отозвана. Попросите новую у того, кто её прислал.")
    if link.expires_at <= timezone.now():
        raise LinkRefused("Срок действия ссылки истёк. Попросите новую у того, кто её прислал.")


def digest_of(token: str) -> str:
    """What is kept of a secret; it has 192 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
