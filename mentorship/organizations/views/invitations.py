from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.core.exceptions import DomainError
from mentorship.organizations import invitations
from mentorship.organizations.access import member_required
from mentorship.organizations.emails import send_invitation
from mentorship.organizations.granting import grants_in
from mentorship.organizations.invitations import INVITATION
from mentorship.organizations.link_slips import keep_secret, slip_of
from mentorship.organizations.member_forms import DeputyForm, InvitationForm, SuccessorForm
from mentorship.organizations.members import Move
from mentorship.organizations.models import Invitation
from mentorship.organizations.roles import Right
from mentorship.organizations.views.members import (
    ANY,
    member_form,
    membership_open_to,
    organization_of,
)


@require_http_methods(ANY)
@member_required(Right.MEMBERS_EDIT)
def invitation_create(request, pk):
    organization, member = organization_of(request, pk), request.membership
    if not grants_in(member, organization, timezone.localdate()).roles:
        return redirect("organizations:organization_members", organization.pk)
    form = InvitationForm(request.POST or None, member=member, organization=organization)
    if form.is_valid() and (invitation := issued(request, organization, form)):
        return redirect("organizations:invitation_detail", invitation.pk)
    context = {
        "title": "Приглашение",
        "hint": f"{organization.name}. Человек сам задаст пароль по одноразовой ссылке.",
        "form": form,
        "back_url": reverse("organizations:organization_members", args=[organization.pk]),
        "back_title": "Сотрудники и роли",
    }
    return render(request, "components/form_page.html", context)


@require_http_methods(ANY)
@member_required(Right.MEMBERS_EDIT)
def deputy_create(request, pk):
    membership = membership_open_to(request, pk, Move.DEPUTIZE)
    form = DeputyForm(request.POST or None, membership=membership)
    if form.is_valid() and (invitation := issued(request, membership.organization, form)):
        return redirect("organizations:invitation_detail", invitation.pk)
    hint = "Роль замещающего закончится сама; основная роль остаётся."
    return member_form(request, membership, form, "Замещающий", hint)


@require_http_methods(ANY)
@member_required(Right.MEMBERS_EDIT)
def successor_create(request, pk):
    membership = membership_open_to(request, pk, Move.HAND_OVER)
    form = SuccessorForm(request.POST or None, membership=membership)
    if form.is_valid() and (invitation := issued(request, membership.organization, form)):
        return redirect("organizations:invitation_detail", invitation.pk)
    hint = (
        "Прежняя роль закончится сразу, как преемник примет приглашение; если его роль начинается "
        "позже – накануне её начала. История остаётся."
    )
    return member_form(request, membership, form, "Передача роли", hint)


def issued(request, organization, form):
    """The invitation of a valid form, its secret kept for the next page; None with the reason."""
    try:
        invitation, token = invitations.invite(
            member=request.membership, organization=organization, offer=form.offer()
        )
    except DomainError as refusal:
        form.add_error("email", str(refusal))
        return None
    send_invitation(invitation, token)
    keep_secret(request, INVITATION, invitation.pk, token)
    return invitation


@require_safe
@member_required(Right.MEMBERS_EDIT)
def invitation_detail(request, pk):
    """What was offered and what became of it; the link itself only right after it was issued."""
    invitation = invitation_of(request, pk)
    may_manage = invitations.can_manage(request.membership, invitation, timezone.localdate())
    context = {
        "invitation": invitation,
        "may_manage": may_manage,
        "slip": slip_of(request, INVITATION, invitation.pk, "organizations:invitation_open"),
    }
    return render(request, "organizations/invitation_detail.html", context)


@require_POST
@member_required(Right.MEMBERS_EDIT)
def invitation_reissue(request, pk):
    invitation = invitation_of(request, pk)
    try:
        token = invitations.reissue(invitation=invitation, member=request.membership)
        send_invitation(invitation, token)
        keep_secret(request, INVITATION, invitation.pk, token)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("organizations:invitation_detail", invitation.pk)


@require_POST
@member_required(Right.MEMBERS_EDIT)
def invitation_revoke(request, pk):
    invitation = invitation_of(request, pk)
    try:
        invitations.revoke(invitation=invitation, member=request.membership)
        messages.success(request, "Приглашение отозвано: ссылка больше ничего не открывает.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("organizations:invitation_detail", invitation.pk)


def invitation_of(request, pk):
    rows = Invitation.objects.visible_to(request.membership)
    whole = rows.select_related(
        "link", "organization__parent__parent", "invited_by__user", "acts_for__user"
    )
    return get_object_or_404(whole, pk=pk)
