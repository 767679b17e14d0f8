"""The organization named in the address of a list: only one the member sees, else 404."""

from django.shortcuts import get_object_or_404

from mentorship.core.keys import key_of
from mentorship.organizations.models import Membership, Organization


def chosen_organization(member: Membership, key: str) -> Organization | None:
    """The organization of the key in the address, None for no key, 404 for a foreign one."""
    if not key:
        return None
    return get_object_or_404(Organization.objects.visible_to(member), pk=key_of(key))
