"""The way of a one-time link of the room: from its address into the session, answered once.

What is asked differs by link; how a link is opened, closed and refused is the same for all of them.
Nobody signed in answers for another: whoever gives links out sees their addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mentorship.accounts.guessing import WORDS, count_wrong, is_guessing
from mentorship.accounts.links import LinkRefused, digest_of, refuse_spent
from mentorship.accounts.models import TokenLink
from mentorship.bank.models import Person
from mentorship.surveys.limits import opens_too_often, sends_too_often

UNKNOWN = "Такой ссылки нет. Проверьте, что адрес набран полностью, или попросите новую."
HURRY = "Слишком много попыток. Подождите десять минут."
OTHER_LINK = "В этом браузере открыта другая ссылка. Откройте свою ещё раз."
REPLACED = "Эта ссылка заменена новой или больше не нужна. Попросите новую у того, кто её прислал."
NOT_YOURS = "Отвечает только тот, кому дана ссылка: выйдите из системы и откройте ссылку ещё раз."


@dataclass(frozen=True)
class LinkPages:
    """Links of one purpose. `page` is the address they lead to; `find` gives what a link (pk) asks.

    What is asked has a `link`; `person_of` says whose answer it is.
    """

    purpose: str
    page: str
    find: Callable[[int], Any]
    person_of: Callable[[Any], Person]

    def open(self, request: HttpRequest, token: str) -> HttpResponse:
        """Keep the link in the session and go on to an address without the secret."""
        if is_guessing(request):
            return refused(request, WORDS, status=429)
        link = TokenLink.objects.filter(purpose=self.purpose, digest=digest_of(token)).first()
        if link is None:
            count_wrong(request)
            return refused(request, UNKNOWN)
        if opens_too_often(link):
            return refused(request, HURRY, status=429)
        try:
            refuse_spent(link)
        except LinkRefused as refusal:
            return refused(request, str(refusal), status=410)
        request.session[f"{self.purpose}-link"] = link.pk
        return redirect(self.page)

    def answer(
        self, request: HttpRequest, ask: Callable[[HttpRequest, Any], HttpResponse]
    ) -> HttpResponse:
        """The page of the link opened in this session: what `ask` gives, or why it is closed."""
        opened = request.session.get(f"{self.purpose}-link")
        if not opened:
            return lost(request)
        try:
            asked = self.find(opened)
            if asked is None:
                raise LinkRefused(REPLACED)
            refuse_spent(asked.link)
            user = request.user
            if user.is_authenticated and self.person_of(asked).user_id != user.pk:
                raise LinkRefused(NOT_YOURS)
            return ask(request, asked)
        except LinkRefused as refusal:
            return refused(request, str(refusal), status=410)

    def remember_sent(self, request: HttpRequest, link: TokenLink) -> None:
        """The answer is in: the page of thanks knows the link, the question opens no more."""
        request.session.pop(f"{self.purpose}-link", None)
        request.session[f"{self.purpose}-answered"] = link.pk

    def sent(self, request: HttpRequest) -> Any:
        """What was answered in this session, or None."""
        answered = request.session.get(f"{self.purpose}-answered")
        return self.find(answered) if answered else None


def key_of(link: TokenLink) -> str:
    """What a page calls its link by: it opens nothing."""
    return link.digest[:16]


def wrong_post(request: HttpRequest, form: Any, link: TokenLink) -> HttpResponse | None:
    """The refusal of a page of another link; of one sent too often the form says so itself."""
    if request.method != "POST":
        return None
    if form["link"].value() != key_of(link):
        return refused(request, OTHER_LINK, status=409)
    if sends_too_often(request, link):
        form.add_error(None, HURRY)
    return None


def lost(request: HttpRequest) -> HttpResponse:
    """A session that knows no link: the browser was closed, or somebody typed the address."""
    return render(request, "pairs/link_lost.html")


def refused(request: HttpRequest, reason: str, status: int = 404) -> HttpResponse:
    return render(request, "pairs/link_refused.html", {"reason": reason}, status=status)
