"""What orders that approve a roadmap share: the choice among the organization's own plans."""

from typing import Any

from django import forms

from mentorship.documents.models import Document
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from roadmaps.annexes import PlanTable, plan_table
from roadmaps.models import Roadmap, RoadmapQuerySet


class RoadmapMixin(forms.Form):
    """Plans of the very organization, the current ones first; archived ones approve nothing."""

    roadmap = forms.ModelChoiceField(
        Roadmap.objects.none(),
        label="Дорожная карта (приложение)",
        required=False,
        empty_label="без дорожной карты",
        help_text="Мероприятия войдут в приложение таблицей. Карты ведутся в «Дорожных картах».",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        member: Membership | None = getattr(self, "member", None)
        if member:
            field: Any = self.fields["roadmap"]
            field.queryset = own_roadmaps(member.organization_id)


def own_roadmaps(organization: int) -> RoadmapQuerySet:
    rows = Roadmap.objects.filter(organization=organization).in_use()
    return rows.order_by("-starts_on", "-pk")


def newest_roadmap(member: Membership, year: SchoolYear) -> dict[str, Any]:
    """The first choice of a draft: the newest plan of the year, if there is one."""
    found = own_roadmaps(member.organization_id).of_year(year).first()
    return {"roadmap": found.pk} if found else {}


def chosen_plan(document: Document) -> PlanTable | None:
    """The table of the chosen plan; a plan of another organization is not there."""
    number = document.fields.get("roadmap")
    if not number:
        return None
    found = own_roadmaps(document.organization_id).filter(pk=number).first()
    return plan_table(found) if found else None
