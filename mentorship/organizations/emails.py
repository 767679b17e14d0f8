"""Letters about roles; sent only where a mail server is set up."""

from mentorship.accounts.addresses import link_address
from mentorship.accounts.emails import send_letter
from mentorship.organizations.models import Invitation


def send_invitation(invitation: Invitation, token: str) -> None:
    address = link_address("organizations:invitation_open", token)
    context: dict[str, object] = {"invitation": invitation, "address": address}
    send_letter(invitation.email, "organizations/emails/invitation", context)
