"""The organization named in the address of a list: only one the member sees, else 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from mentorship.organizations.models import Membership, Organization

LONGEST_KEY = 18  # digits of a bigint that surely fits


def chosen_organization(member: Membership, key: str) -> Organization | None:
    """The organization of the key in the address, None for no key, 404 for a foreign one."""
    if not key:
        return None
    if not (key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY):
        raise Http404
    return get_object_or_404(Organization.objects.visible_to(member), pk=int(key))
