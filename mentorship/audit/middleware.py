import uuid
from collections.abc import Callable

from axes.helpers import get_client_ip_address
from django.http import HttpResponse

from mentorship.audit.context import Actor, acting
from mentorship.organizations.requests import MemberRequest

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class ChangeLogMiddleware:
    """Tells both logs who acts: account, membership, organization and the request's own id."""

    def __init__(self, get_response: Callable[[MemberRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: MemberRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex[:12]
        with acting(actor_of(request), writes=request.method not in READING):
            return self.get_response(request)


def actor_of(request: MemberRequest) -> Actor:
    address = get_client_ip_address(request) or None
    member = request.membership
    if member is None:
        return Actor(user=request.user.pk, request=request.request_id, address=address)
    return Actor(
        user=request.user.pk,
        membership=member.pk,
        acts_for=member.acts_for_id,
        organization=member.organization_id,
        request=request.request_id,
        address=address,
    )
