"""The link of one side after the trial meeting: opened without an account, kept in the session."""

from django.http import HttpRequest

from mentorship.accounts.links import LinkRefused, digest_of, refuse_spent
from mentorship.accounts.models import TokenLink
from mentorship.pairs.models import TrialAnswer
from mentorship.pairs.trials import PURPOSE

_OPENED, _SENT = "trial-link", "trial-answered"
REPLACED = "Эта ссылка заменена новой. Попросите новую у куратора."


def link_of(token: str) -> TokenLink | None:
    """The link of a secret, spent or not; None for a secret that is none."""
    return TokenLink.objects.filter(purpose=PURPOSE, digest=digest_of(token)).first()


def remember(request: HttpRequest, link: TokenLink) -> None:
    request.session[_OPENED] = link.pk


def opened_answer(request: HttpRequest) -> TrialAnswer | None:
    """What is asked in this session, None without a link; LinkRefused when the link is spent."""
    opened = request.session.get(_OPENED)
    if not opened:
        return None
    answer = _known(opened)
    if answer is None or answer.link is None:
        raise LinkRefused(REPLACED)
    refuse_spent(answer.link)
    return answer


def remember_sent(request: HttpRequest, answer: TrialAnswer) -> None:
    request.session.pop(_OPENED, None)
    request.session[_SENT] = answer.link_id


def sent_answer(request: HttpRequest) -> TrialAnswer | None:
    return _known(request.session.get(_SENT))


def _known(link: int | None) -> TrialAnswer | None:
    answers = TrialAnswer.objects.select_related("link", "person", "pair__institution")
    return answers.filter(link=link).first() if link else None
