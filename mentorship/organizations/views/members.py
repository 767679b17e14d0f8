from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.accounts.emails import send_password_link
from mentorship.core.exceptions import DomainError
from mentorship.organizations import members
from mentorship.organizations.access import member_required
from mentorship.organizations.granting import grants_in, methodists_of
from mentorship.organizations.link_slips import keep_secret, slip_of
from mentorship.organizations.member_forms import EndForm, LimitsForm
from mentorship.organizations.members import Move, moves_open_to
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right, Role
from mentorship.organizations.staffing import invitations_of, members_of, staffing_page

ANY = ["GET", "HEAD", "POST"]


@require_safe
@member_required(Right.MEMBERS_EDIT)
def member_list(request, pk=None):
    """Who works in an organization, who has left, and who is invited."""
    member, today = request.membership, timezone.localdate()
    organization = organization_of(request, pk or member.organization_id)
    people = members_of(organization, member)
    context = {
        "organization": organization,
        "is_own": organization.pk == member.organization_id,
        "members": [m for m in people if not m.is_over(today)],
        "former": [m for m in people if m.is_over(today)],
        "invitations": invitations_of(organization, member),
        "may_invite": bool(grants_in(member, organization, today).roles),
        "methodists": methodists_of(organization, today) if organization.is_institution else [],
        "today": today,
    }
    return render(request, "organizations/member_list.html", context)


@require_safe
@member_required(Right.MEMBERS_EDIT)
def staffing_list(request):
    """Who answers for each organization below, and which have nobody."""
    lacking = request.GET.get("only") == "lacking"
    page = staffing_page(request.membership, lacking=lacking, number=request.GET.get("page"))
    context = {"page_obj": page, "lacking": lacking}
    return render(request, "organizations/staffing_list.html", context)


@require_safe
@member_required(Right.MEMBERS_EDIT)
def member_detail(request, pk):
    membership, today = membership_of(request, pk), timezone.localdate()
    context = {
        "membership": membership,
        "moves": {move.value for move in moves_open_to(request.membership, membership, today)},
        "today": today,
        "is_over": membership.is_over(today),
        "is_self": membership.user_id == request.user.pk,
        "deputies": membership.deputies.not_over(today).select_related("user"),
    }
    return render(request, "organizations/member_detail.html", context)


@require_http_methods(ANY)
@member_required(Right.MEMBERS_EDIT)
def member_end(request, pk):
    membership = membership_open_to(request, pk, Move.END)
    form = EndForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            members.end_membership(
                membership=membership, member=request.membership, **form.cleaned_data
            )
            messages.success(request, "Роль завершена. Сегодня это можно отменить.")
            return redirect("organizations:member_detail", membership.pk)
        except DomainError as refusal:
            form.add_error("ends_on", str(refusal))
    hint = "История остаётся: что сделано в этой роли, подписано прежним именем."
    return member_form(request, membership, form, "Завершение роли", hint)


@require_POST
@member_required(Right.MEMBERS_EDIT)
def member_return(request, pk):
    membership = membership_of(request, pk)
    try:
        members.return_membership(membership=membership, member=request.membership)
        messages.success(request, "Роль снова действует.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("organizations:member_detail", membership.pk)


@require_http_methods(ANY)
@member_required(Right.MEMBERS_EDIT)
def member_limits(request, pk):
    membership = membership_open_to(request, pk, Move.LIMIT)
    initial = {
        "institution_types": membership.institution_types,
        "institutions": membership.institutions.all(),
    }
    form = LimitsForm(request.POST or None, initial=initial, organization=membership.organization)
    if request.method == "POST" and form.is_valid():
        members.set_limits(membership=membership, member=request.membership, **form.cleaned_data)
        messages.success(request, "Закреплённые организации сохранены.")
        return redirect("organizations:member_detail", membership.pk)
    hint = "Методист видит и ведёт только закреплённые организации."
    return member_form(request, membership, form, "Закреплённые организации", hint)


@require_http_methods(ANY)
@member_required(Right.MEMBERS_EDIT)
def member_password(request, pk):
    """A one-time link to a new password: issued by POST, shown once by the GET that follows."""
    membership = membership_open_to(request, pk, Move.PASSWORD)
    if request.method == "POST":
        token = members.issue_new_password(membership=membership, member=request.membership)
        send_password_link(membership.user, token)
        keep_secret(request, "password", membership.pk, token)
        return redirect("organizations:member_password", membership.pk)
    slip = slip_of(request, "password", membership.pk, "accounts:password_link_open")
    context = {"membership": membership, "slip": slip}
    return render(request, "organizations/member_password.html", context)


def organization_of(request, pk):
    visible = Organization.objects.visible_to(request.membership)
    return get_object_or_404(visible.select_related("parent__parent"), pk=pk)


def membership_of(request, pk):
    """A role whose holder the member may see by name; 404 for any other."""
    named = Membership.objects.named_to(request.membership)
    rows = named.select_related("organization__parent__parent", "user", "acts_for__user")
    return get_object_or_404(rows, pk=pk)


def membership_open_to(request, pk, move):
    membership = membership_of(request, pk)
    if move not in moves_open_to(request.membership, membership, timezone.localdate()):
        raise PermissionDenied
    return membership


def member_form(request, membership, form, title, hint):
    context = {
        "title": title,
        "hint": f"{membership.user.full_name}, {Role(membership.role).label}. {hint}",
        "form": form,
        "back_url": reverse("organizations:member_detail", args=[membership.pk]),
        "back_title": membership.user.full_name,
    }
    return render(request, "components/form_page.html", context)
