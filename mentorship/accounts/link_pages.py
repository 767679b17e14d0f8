"""The way of a secret link: out of the address into the session, then to a page without it.

As Django's own reset does: a token in the address would stay in the history of a shared computer,
in the logs of proxies, and in the Referer of what the page links to.

Links to an account keep their token (`open_link`); links that ask something of somebody without an
account are `LinkPages`: what is asked differs, how a link is opened, closed and refused does not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mentorship.accounts.guessing import WORDS, count_wrong, is_guessing
from mentorship.accounts.limits import opens_too_often, sends_too_often
from mentorship.accounts.links import (
    LinkRefused,
    UnknownLink,
    digest_of,
    find_link,
    refuse_spent,
)
from mentorship.accounts.models import TokenLink

UNKNOWN = "Такой ссылки нет. Проверьте, что адрес набран полностью, или попросите новую."
HURRY = "Слишком много попыток. Подождите десять минут."
OTHER_LINK = "В этом браузере открыта другая ссылка. Откройте свою ещё раз."
REPLACED = "Эта ссылка заменена новой или больше не нужна. Попросите новую у того, кто её прислал."
NOT_YOURS = "Отвечает только тот, кому дана ссылка: выйдите из системы и откройте ссылку ещё раз."
KEPT = "Набранное сохранено на этом устройстве."


def open_link(request: HttpRequest, *, purpose: str, token: str, page: str) -> HttpResponse:
    """Keep a good token in the session and go on to `page`; a refusal is a page with its reason.

    Only a token that never was counts as a guess: a whole staff room may open its used links again.
    """
    if is_guessing(request):
        return link_refused(request, WORDS, status=429)
    try:
        find_link(purpose=purpose, token=token)
    except UnknownLink as refusal:
        count_wrong(request)
        return link_refused(request, str(refusal))
    except LinkRefused as refusal:
        return link_refused(request, str(refusal))
    request.session[_key(purpose)] = token
    return redirect(page)


def kept_link(request: HttpRequest, purpose: str) -> TokenLink | None:
    """The link opened in this session, None where none was; raises LinkRefused when it is spent."""
    token = request.session.get(_key(purpose))
    return find_link(purpose=purpose, token=token) if token else None


def forget_link(request: HttpRequest, purpose: str) -> None:
    request.session.pop(_key(purpose), None)


def link_refused(request: HttpRequest, reason: str, status: int = 404) -> HttpResponse:
    return render(request, "accounts/link_refused.html", {"reason": reason}, status=status)


def _key(purpose: str) -> str:
    return f"link:{purpose}"


@dataclass(frozen=True)
class LinkPages:
    """Links of one purpose that ask something, answered once.

    `page` is the address they lead to; `find` gives what a link (pk) asks, which has a `link`.
    `answers` gives the account (pk) of whose answer it is: where it is given, nobody signed in
    answers for another, for whoever gives links out sees their addresses. `keeps_drafts`: the page
    keeps what was typed on the device, and refusals say so.
    """

    purpose: str
    page: str
    find: Callable[[int], Any]
    answers: Callable[[Any], int | None] | None = None
    keeps_drafts: bool = False

    def open(self, request: HttpRequest, token: str) -> HttpResponse:
        """Keep the link in the session and go on to an address without the secret."""
        if is_guessing(request):
            return self.refused(request, WORDS, status=429)
        link = TokenLink.objects.filter(purpose=self.purpose, digest=digest_of(token)).first()
        if link is None:
            count_wrong(request)
            return self.refused(request, UNKNOWN)
        if opens_too_often(link):
            return self.refused(request, self.words(HURRY), status=429)
        try:
            refuse_spent(link)
        except LinkRefused as refusal:
            return self.refused(request, str(refusal), status=410)
        request.session[f"{self.purpose}-link"] = link.pk
        return redirect(self.page)

    def answer(
        self, request: HttpRequest, ask: Callable[[HttpRequest, Any], HttpResponse]
    ) -> HttpResponse:
        """The page of the link opened in this session: what `ask` gives, or why it is closed."""
        opened = request.session.get(f"{self.purpose}-link")
        if not opened:
            return self.lost(request)
        try:
            asked = self.find(opened)
            if asked is None:
                raise LinkRefused(REPLACED)
            refuse_spent(asked.link)
            user = request.user
            if self.answers and user.is_authenticated and self.answers(asked) != user.pk:
                raise LinkRefused(NOT_YOURS)
            return ask(request, asked)
        except LinkRefused as refusal:
            return self.refused(request, str(refusal), status=410)

    def wrong_post(self, request: HttpRequest, form: Any, link: TokenLink) -> HttpResponse | None:
        """The refusal of a page of another link; of one sent too often the form says so itself."""
        if request.method != "POST":
            return None
        if form["link"].value() != key_of(link):
            return self.refused(request, self.words(OTHER_LINK), status=409)
        if sends_too_often(request, link):
            form.add_error(None, self.words(HURRY))
        return None

    def remember_sent(self, request: HttpRequest, link: TokenLink) -> None:
        """The answer is in: the page of thanks knows the link, the question opens no more."""
        request.session.pop(f"{self.purpose}-link", None)
        request.session[f"{self.purpose}-answered"] = link.pk

    def sent(self, request: HttpRequest) -> Any:
        """What was answered in this session, or None."""
        answered = request.session.get(f"{self.purpose}-answered")
        return self.find(answered) if answered else None

    def lost(self, request: HttpRequest) -> HttpResponse:
        """A session that knows no link: the browser was closed, or somebody typed the address."""
        if request.method == "POST":
            return redirect(self.page)
        return render(request, "links/lost.html", {"kept": self.words("")})

    def refused(self, request: HttpRequest, reason: str, status: int = 404) -> HttpResponse:
        return render(request, "links/refused.html", {"reason": reason}, status=status)

    def words(self, text: str) -> str:
        return f"{text} {KEPT}".strip() if self.keeps_drafts else text


def key_of(link: TokenLink) -> str:
    """What a page calls its link by, also for a draft kept in the browser: it opens nothing."""
    return link.digest[:16]
