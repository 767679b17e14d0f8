"""Who may open a view, and write a row. The decorator marks the view, so that a test can read the
rule back."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http.response import HttpResponseBase

from mentorship.organizations.requests import MemberRequest
from mentorship.organizations.roles import Right

View = Callable[..., HttpResponseBase]
Row = TypeVar("Row", bound=Model)


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


def locked_among(rows: QuerySet[Row], row: Row) -> Row:
    """The row as it is now, locked for writing; PermissionDenied when it is not among the rows."""
    found = rows.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None:
        raise PermissionDenied
    return found
