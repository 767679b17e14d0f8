"""Who may open a view. The decorator marks the view, so that a test can read the rule back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase

from mentorship.organizations.requests import MemberRequest
from mentorship.organizations.roles import Right

View = Callable[..., HttpResponseBase]


def member_required(right: Right | None = None) -> Callable[[View], View]:
    """403 unless the signed-in user has a membership, and the right if one is named."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            member = request.membership
            if member is None or (right is not None and not member.may(right)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access_right = right  # type: ignore[attr-defined]
        return guarded

    return decorate
