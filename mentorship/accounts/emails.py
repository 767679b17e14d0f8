"""Letters about accounts. Without a mail server nothing is sent: links are given out by hand."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from mentorship.accounts.addresses import link_address
from mentorship.accounts.models import User

logger = logging.getLogger(__name__)


def send_letter(to: str, template: str, context: dict[str, object]) -> None:
    """Send `<template>_subject.txt` and `<template>_body.txt` after the commit, if mail is set up.

    A mail server that fails stops nothing: whoever issued the link sees it on the page.
    """
    if not settings.MAIL_CONFIGURED:
        return
    subject = render_to_string(f"{template}_subject.txt", context).strip()
    body = render_to_string(f"{template}_body.txt", context)

    def deliver() -> None:
        try:
            send_mail(subject, body, None, [to])
        except OSError as error:
            # Its text may carry the address of a person.
            logger.warning("letter %s was not sent: %s", template, type(error).__name__)

    transaction.on_commit(deliver)


def send_password_link(user: User, token: str) -> None:
    address = link_address("accounts:password_link_open", token)
    send_letter(user.email, "accounts/emails/password", {"address": address})
