"""On which plan another plan rests; a circle is refused in words here and by the database."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import at_or_above
from roadmaps.models import PlanLink, Roadmap, RoadmapQuerySet
from roadmaps.workflow import can_keep

FOREIGN = "План может опираться только на план своей организации или вышестоящей."
ITSELF = "План не может опираться сам на себя: выберите другой."
CIRCLE = (
    "Круговая связь: план «{parent}» сам опирается на «{roadmap}». Выберите другой план или "
    "сначала уберите связь у плана «{parent}»."
)


def bases_for(member: Membership, roadmap: Roadmap) -> RoadmapQuerySet:
    """Plans the roadmap may rest on: one's own and those above, in use."""
    above = Roadmap.objects.in_use().filter(at_or_above(member, field="organization"))
    return above.exclude(pk=roadmap.pk).order_by("organization__level", "-starts_on", "pk")


@transaction.atomic
def link_plans(
    *,
    member: Membership,
    roadmap: Roadmap,
    parent: Roadmap,
    kind: str = PlanLink.Kind.ABOVE,
) -> PlanLink:
    """Let a plan rest on another one; a circle, also through others, is refused."""
    if not can_keep(member, roadmap):
        raise PermissionDenied
    if roadmap.pk == parent.pk:
        raise DomainError(ITSELF)
    if not Roadmap.objects.filter(at_or_above(member, field="organization"), pk=parent.pk).exists():
        raise DomainError(FOREIGN)
    # A circle lies within one organization, whose plans are linked one at a time.
    own = Organization.objects.select_for_update(of=("self",), no_key=True)
    own.get(pk=roadmap.organization_id)
    if rests_on(parent.pk, roadmap.pk):
        raise DomainError(CIRCLE.format(parent=parent.title, roadmap=roadmap.title))
    defaults = {
        "organization": roadmap.organization,
        "parent": parent,
        "kind": kind,
        "linked_by": member,
    }
    return PlanLink.objects.update_or_create(roadmap=roadmap, defaults=defaults)[0]


def link_plans_if_free(*, member: Membership, roadmap: Roadmap, parent: Roadmap) -> None:
    """A plan that rests on nothing yet rests on the one whose task it took."""
    if not PlanLink.objects.filter(roadmap=roadmap).exists():
        link_plans(member=member, roadmap=roadmap, parent=parent)


@transaction.atomic
def unlink_plan(*, member: Membership, roadmap: Roadmap) -> None:
    """Let a plan rest on nothing; its tasks keep their own links."""
    if not can_keep(member, roadmap):
        raise PermissionDenied
    PlanLink.objects.filter(roadmap=roadmap).delete()


def rests_on(roadmap: int, base: int) -> bool:
    """Whether a plan rests on another one, straight or through others."""
    seen: set[int] = set()
    node: int | None = roadmap
    while node is not None and node not in seen:
        if node == base:
            return True
        seen.add(node)
        node = PlanLink.objects.filter(roadmap=node).values_list("parent", flat=True).first()
    return False
