"""Directors, curators and methodists a loaded list names: who is there, who may be invited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from mentorship.core.exceptions import DomainError
from mentorship.organizations.granting import grants_in
from mentorship.organizations.invitations import Offer, invite
from mentorship.organizations.models import Invitation, ListImport, Membership, Organization
from mentorship.organizations.roles import Role

MOST_AT_ONCE = 100


class Standing(models.TextChoices):
    WORKS = "works", "уже работает"
    INVITED = "invited", "приглашение ждёт ответа"
    OPEN = "open", "можно пригласить"
    OTHER = "other", "приглашает методист"
    NAMELESS = "nameless", "нет ФИО: пригласите из карточки организации"


@dataclass(frozen=True)
class Named:
    """Somebody a row names for a role; `key` tells them apart on the page."""

    organization: Organization
    role: Role
    email: str
    name: str
    standing: Standing

    @property
    def key(self) -> str:
        return f"{self.organization.pk}:{self.role}:{self.email}"


@dataclass(frozen=True)
class Issued:
    """An invitation just made, with the secret of its link, shown once; or why there is none."""

    person: Named
    invitation: Invitation | None = None
    token: str = ""
    refusal: str = ""


def people_of(run: ListImport, member: Membership, today: date) -> list[Named]:
    """Everybody a confirmed list names, methodists first, each once; at most 100 not there yet.

    The rest appear when the first have been invited: rights are asked for each organization.
    """
    wanted = _wanted(run)
    nodes = Organization.objects.visible_to(member).select_related("parent")
    organizations = nodes.in_bulk({pk for pk, _role, _email in wanted})
    works = _keys(Membership.objects.not_over(today), organizations, "user__email")
    invited = _keys(Invitation.objects.waiting(), organizations, "email")
    rights = Rights(member, today)
    found: list[Named] = []
    for key, name in sorted(wanted.items(), key=lambda item: item[0][1] != Role.METHODIST):
        pk, role, email = key
        if pk not in organizations:
            continue
        there = Standing.WORKS if key in works else Standing.INVITED if key in invited else None
        if there is None and rights.asked >= MOST_AT_ONCE:
            continue
        standing = there or rights.standing(Role(role), organizations[pk], name)
        found.append(Named(organizations[pk], Role(role), email, name, standing))
    return found


class Rights:
    """What the member may give out where, asked once for each organization."""

    def __init__(self, member: Membership, today: date) -> None:
        self.member, self.today, self.asked = member, today, 0
        self.known: dict[int, frozenset[Role]] = {}

    def standing(self, role: Role, organization: Organization, name: str) -> Standing:
        self.asked += 1
        if organization.pk not in self.known:
            self.known[organization.pk] = grants_in(self.member, organization, self.today).roles
        if role not in self.known[organization.pk]:
            return Standing.OTHER
        return Standing.OPEN if name else Standing.NAMELESS


def invite_people(
    *, run: ListImport, member: Membership, keys: Iterable[str], today: date
) -> list[Issued]:
    """Invite those chosen on the page, each by itself: one refusal does not stop the others."""
    chosen = set(keys)
    people = [person for person in people_of(run, member, today) if person.key in chosen]
    return [_issue(person, member) for person in people if person.standing == Standing.OPEN]


def _issue(person: Named, member: Membership) -> Issued:
    offer = Offer(role=person.role, email=person.email, full_name=person.name)
    try:
        invitation, token = invite(member=member, organization=person.organization, offer=offer)
    except DomainError as refusal:
        return Issued(person, refusal=str(refusal))
    return Issued(person, invitation, token)


def _wanted(run: ListImport) -> dict[tuple[int, str, str], str]:
    """Names by (organization, role, address), of every row that was written."""
    targets = [row["target"] for row in run.rows if row["target"]]
    parents = dict(Organization.objects.filter(pk__in=targets).values_list("pk", "parent_id"))
    return {
        (
            parents[row["target"]] if person["role"] == Role.METHODIST else row["target"],
            person["role"],
            person["email"],
        ): person["name"]
        for row in run.rows
        if row["target"] in parents
        for person in row["values"].get("people", [])
    }


def _keys(rows: Any, organizations: Iterable[int], email: str) -> set[tuple[int, str, str]]:
    found = rows.filter(organization__in=organizations).values_list("organization", "role", email)
    return {(pk, role, address.lower()) for pk, role, address in found}
