import uuid
from collections.abc import Callable

import pghistory
from django.http import HttpResponse

from mentorship.organizations.requests import MemberRequest

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class ChangeLogMiddleware:
    """Tells the triggers who writes: account, membership, organization and the request's own id.

    Ids only: names of people never enter the log's context.
    """

    def __init__(self, get_response: Callable[[MemberRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: MemberRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex[:12]
        if request.method in READING:
            return self.get_response(request)
        member = request.membership
        with pghistory.context(
            user=request.user.pk,
            membership=member and member.pk,
            acts_for=member and member.acts_for_id,
            organization=member and member.organization_id,
            request=request.request_id,
        ):
            return self.get_response(request)
