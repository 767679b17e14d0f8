"""What of review needs attention today, by role; no names of people."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from mentorship.core.wording import counted, plural_ru
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import Remark, Roadmap, RoadmapMove, RoadmapQuerySet
from roadmaps.review.queue import A_WEEK, days_since, queue_of

State = Roadmap.State


def _queue(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any] | None:
    return queue_of(member) if member.may(Right.ROADMAPS_REVIEW) else None


@told_of(_queue)
def waiting_reviews(
    rows: QuerySet[Any], member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """For the methodist: plans that wait for a verdict, in any year."""
    oldest = rows.only("submitted_at").first()
    if oldest is None:
        return None
    count, days = rows.count(), days_since(oldest.submitted_at, today)
    return Attention(
        count=count,
        text=plural_ru(
            count,
            "дорожная карта ждёт проверки",
            "дорожные карты ждут проверки",
            "дорожных карт ждут проверки",
        ),
        url=reverse("roadmaps:review_list"),
        detail="сначала те, что ждут дольше",
        since=timezone.localdate(oldest.submitted_at),
        tag=counted(days, "день", "дня", "дней"),
        tone="bad" if days > A_WEEK else "warn",
    )


def _returned(member: Membership, year: SchoolYear, today: date) -> RoadmapQuerySet | None:
    return _own(member, State.RETURNED) if member.may(Right.ROADMAPS_EDIT) else None


@told_of(_returned)
def returned_plans(
    plans: RoadmapQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """For the curator: plans returned with remarks, the one returned first."""
    first = plans.first()
    if first is None:
        return None
    count = plans.count()
    left = Remark.objects.open().filter(review__roadmap__in=plans).count()
    remarks = counted(left, "замечание", "замечания", "замечаний")
    return Attention(
        count=count,
        text=plural_ru(
            count,
            "дорожная карта возвращена с замечаниями",
            "дорожные карты возвращены с замечаниями",
            "дорожных карт возвращено с замечаниями",
        ),
        url=_page(first),
        detail=f"без отметки – {remarks}" if left else "все замечания отмечены: отправьте снова",
        since=_moved_on(first, "return"),
        tone="bad",
    )


def _agreed(member: Membership, year: SchoolYear, today: date) -> RoadmapQuerySet | None:
    if not member.may(Right.DOCUMENTS_REGISTER) or not member.may(Right.ROADMAPS_VIEW):
        return None
    return _own(member, State.AGREED)


@told_of(_agreed)
def plans_to_approve(
    plans: RoadmapQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """For whoever registers orders: agreed plans that wait for theirs."""
    first = plans.first()
    if first is None:
        return None
    count = plans.count()
    return Attention(
        count=count,
        text=plural_ru(
            count,
            "дорожная карта согласована: подготовьте приказ",
            "дорожные карты согласованы: подготовьте приказы",
            "дорожных карт согласовано: подготовьте приказы",
        ),
        url=_page(first),
        detail="приказ утвердит карту, она войдёт в него приложением",
        since=_moved_on(first, "agree"),
        tone="info",
    )


def _own(member: Membership, state: Roadmap.State) -> RoadmapQuerySet:
    own = Roadmap.objects.visible_to(member).in_use()
    return own.filter(organization=member.organization_id, state=state).order_by("pk")


def _page(roadmap: Roadmap) -> str:
    return f"{roadmap.get_absolute_url()}#review"


def _moved_on(roadmap: Roadmap, action: str) -> date | None:
    moves = RoadmapMove.objects.filter(roadmap=roadmap, action=action)
    moment = moves.order_by("-made_at").values_list("made_at", flat=True).first()
    return timezone.localdate(moment) if moment else None
