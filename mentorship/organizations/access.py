"""Who may open a view. The decorator marks the view, so that a test can read the rule back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from mentorship.organizations.roles import Right

View = Callable[..., HttpResponse]


def member_required(right: Right | None = None) -> Callable[[View], View]:
    """403 unless the signed-in user has a membership, and the right if one is named."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            member = request.membership
            if member is None or (right is not None and not member.may(right)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access_right = right
        return guarded

    return decorate
