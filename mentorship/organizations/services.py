import secrets

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import User
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Role


@transaction.atomic
def create_coordinator(
    *, email: str, full_name: str, region_name: str, password: str
) -> tuple[Membership, bool]:
    """Make a region (found by its name) and its coordinator; an old account keeps its password.

    Gives the membership and whether the account is new.
    """
    region, _ = Organization.objects.get_or_create(
        level=Organization.Level.REGION,
        name=region_name,
        defaults={"short_name": region_name[:150], "code": f"region-{secrets.token_hex(3)}"},
    )
    user = User.objects.filter(email__iexact=email).first()
    created = user is None
    if user is None:
        user = User.objects.create_user(email, password, full_name=full_name)
    member, _ = Membership.objects.get_or_create(
        user=user,
        organization=region,
        role=Role.COORDINATOR,
        defaults={"starts_on": timezone.localdate()},
    )
    return member, created
