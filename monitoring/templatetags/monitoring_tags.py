from django import template

from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right

register = template.Library()


@register.filter
def may_enter_headcounts(member: Membership) -> bool:
    """The same right that opens the form, so that the link is shown only to those it lets in."""
    return member.may(Right.ORGANIZATION_EDIT)
