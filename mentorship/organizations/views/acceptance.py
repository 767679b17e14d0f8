"""The way in by an invitation: pages for people who have no account yet, or no role here."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.accounts.forms import ConfirmForm, KnownAccountForm, NewAccountForm
from mentorship.accounts.link_pages import forget_link, kept_link, link_refused, open_link
from mentorship.accounts.links import LinkRefused
from mentorship.accounts.models import User
from mentorship.core.exceptions import DomainError
from mentorship.organizations.invitations import (
    INVITATION,
    accept_invitation,
    accept_with_new_account,
)
from mentorship.organizations.middleware import MEMBERSHIP_KEY

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
@login_not_required
def invitation_open(request, token):
    page = "organizations:invitation_accept"
    return open_link(request, purpose=INVITATION, token=token, page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def invitation_accept(request):
    """What is offered, and the one form that fits: a new account, a known one, or a plain yes."""
    try:
        link = kept_link(request, INVITATION)
        if link is None:
            return redirect("accounts:sign_in")
        invitation = link.invitation
        form = form_for(request, invitation)
        if request.method == "POST" and form is not None and form.is_valid():
            return welcome(request, accepted(request, invitation, form))
    except LinkRefused as refusal:
        return link_refused(request, str(refusal))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("organizations:invitation_accept")
    context = {"invitation": invitation, "form": form}
    return render(request, "organizations/invitation_accept.html", context)


def form_for(request, invitation):
    """None for somebody signed in under another address: they have to sign out first."""
    data = request.POST if request.method == "POST" else None
    if request.user.is_authenticated:
        return ConfirmForm(data) if request.user.email == invitation.email else None
    if User.objects.filter(email__iexact=invitation.email).exists():
        return KnownAccountForm(data, request=request, email=invitation.email)
    initial = {"full_name": invitation.full_name}
    return NewAccountForm(data, email=invitation.email, initial=initial)


def accepted(request, invitation, form):
    if isinstance(form, NewAccountForm):
        name, password = form.cleaned_data["full_name"], form.cleaned_data["password1"]
        return accept_with_new_account(invitation=invitation, full_name=name, password=password)
    user = form.user if isinstance(form, KnownAccountForm) else request.user
    return accept_invitation(invitation=invitation, user=user)


def welcome(request, membership):
    """Sign in and begin to work in the new role, or learn from when."""
    forget_link(request, INVITATION)
    login(request, membership.user, backend=BACKEND)
    if membership.is_in_force(timezone.localdate()):
        request.session[MEMBERSHIP_KEY] = membership.pk
        messages.success(request, f"Добро пожаловать. Ваша роль: {membership}.")
    else:
        since = membership.starts_on.strftime("%d.%m.%Y")
        messages.success(request, f"Роль «{membership}» начнёт действовать {since}.")
    return redirect("home")
