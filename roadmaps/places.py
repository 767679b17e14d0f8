"""The organization named in the address of a list: only one the member sees, else 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from mentorship.organizations.models import Organization

LONGEST_KEY = 18  # digits of a bigint that surely fits


def chosen_organization(request: HttpRequest, name: str) -> Organization | None:
    """The organization whose key stands in the query, None without one, 404 for a foreign one."""
    key = request.GET.get(name, "")
    if not key:
        return None
    if not (key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY):
        raise Http404
    return get_object_or_404(Organization.objects.visible_to(request.membership), pk=int(key))
