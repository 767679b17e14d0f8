"""The link a browser has opened: kept in its session, so that the address carries no secret."""

from django.http import HttpRequest

from mentorship.accounts.links import LinkRefused, digest_of, refuse_spent
from mentorship.accounts.models import TokenLink
from mentorship.surveys.models import Invitation

PURPOSE = "survey"
_OPENED, _SENT = "survey-link", "survey-sent"


def link_of(token: str) -> TokenLink | None:
    """The link of a secret, spent or not; None for a secret that is none."""
    return TokenLink.objects.filter(purpose=PURPOSE, digest=digest_of(token)).first()


def key_of(link: TokenLink) -> str:
    """What the page calls the link by: for the draft in the browser, never to open anything."""
    return link.digest[:16]


def remember(request: HttpRequest, link: TokenLink) -> None:
    request.session[_OPENED] = link.pk


def opened_invitation(request: HttpRequest) -> Invitation | None:
    """The invitation opened in this session; LinkRefused in words when its link is spent."""
    opened = request.session.get(_OPENED)
    invitation = (
        Invitation.objects.select_related(
            "link", "person", "about", "institution", "batch__questionnaire"
        )
        .filter(link=opened)
        .first()
    )
    if opened and invitation is None:
        raise LinkRefused("Эта ссылка заменена новой. Попросите новую у того, кто её прислал.")
    if invitation:
        refuse_spent(invitation.link)
    return invitation


def remember_sent(request: HttpRequest, invitation: Invitation) -> None:
    """The answers are in: the page of thanks knows the link, the form cannot be opened again."""
    request.session.pop(_OPENED, None)
    request.session[_SENT] = invitation.link_id


def sent_invitation(request: HttpRequest) -> Invitation | None:
    sent = Invitation.objects.select_related("link", "institution", "batch__questionnaire")
    return sent.filter(link=request.session.get(_SENT)).first()
