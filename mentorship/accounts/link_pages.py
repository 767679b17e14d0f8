"""The way of a secret link: out of the address into the session, then to a page without it.

As Django's own reset does: a token in the address would stay in the history of a shared computer,
in the logs of proxies, and in the Referer of what the page links to.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mentorship.accounts.guessing import WORDS, count_wrong, is_guessing
from mentorship.accounts.links import LinkRefused, UnknownLink, find_link
from mentorship.accounts.models import TokenLink


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
