from datetime import date

from django.urls import reverse
from django.utils import timezone

from mentorship.core.wording import plural_ru
from mentorship.documents.kinds import KINDS, ORDERS
from mentorship.documents.models import (
    Acquaintance,
    AcquaintanceQuerySet,
    Document,
    DocumentQuerySet,
)
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right, Role
from mentorship.organizations.school_year import SchoolYear


def _drafts(member: Membership, year: SchoolYear, today: date) -> DocumentQuerySet | None:
    drafts = Document.objects.visible_to(member).drafts().filter(school_year=year.first)
    return drafts if member.may(Right.DOCUMENTS_REGISTER) else None


@told_of(_drafts)
def drafts_await_registration(
    drafts: DocumentQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Drafts nobody has registered yet; the oldest says how long it waits."""
    waiting = list(drafts.order_by("created_at", "pk").values_list("pk", "created_at"))
    if not waiting:
        return None
    first, created_at = waiting[0]
    count = len(waiting)
    days = (today - timezone.localtime(created_at).date()).days
    return Attention(
        count=count,
        text=plural_ru(
            count,
            "документ ждёт подписи и регистрации",
            "документа ждут подписи и регистрации",
            "документов ждут подписи и регистрации",
        ),
        url=reverse("documents:document_detail", args=[first])
        if count == 1
        else f"{reverse('documents:document_list')}?state=draft",
        since=timezone.localtime(created_at).date(),
        tag=f"{days}\N{NO-BREAK SPACE}{plural_ru(days, 'день', 'дня', 'дней')}" if days > 0 else "",
    )


def _unsigned(member: Membership, year: SchoolYear, today: date) -> DocumentQuerySet | None:
    if member.role != Role.DIRECTOR:
        return None
    orders = [kind.code for kind in KINDS if kind.series == ORDERS]
    registered = Document.objects.visible_to(member).registered()
    return registered.signed_as(Document.Signed.NOT_YET).filter(
        school_year=year.first, kind__in=orders
    )


@told_of(_unsigned)
def orders_not_signed(
    unsigned: DocumentQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Registered orders with neither a scan nor an electronic signature: the director's."""
    waiting = list(unsigned.order_by("dated_on", "pk").values_list("pk", "number", "dated_on"))
    if not waiting:
        return None
    pk, number, dated_on = waiting[0]
    one = f"приказ № {number} не подписан"
    return Attention(
        count=len(waiting),
        text=plural_ru(len(waiting), one, "приказа не подписаны", "приказов не подписано"),
        url=reverse("documents:document_detail", args=[pk])
        if len(waiting) == 1
        else f"{reverse('documents:document_list')}?state=registered&signed=not_yet",
        since=dated_on,
    )


def _not_acquainted(
    member: Membership, year: SchoolYear, today: date
) -> AcquaintanceQuerySet | None:
    if not member.may(Right.DOCUMENTS_DRAFT):
        return None
    orders = Document.objects.visible_to(member).filter(school_year=year.first)
    return Acquaintance.objects.waiting().filter(document__in=orders)


@told_of(_not_acquainted)
def not_acquainted(
    lines: AcquaintanceQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """People whom orders of the year acquaint and whose date nobody has entered."""
    waiting = list(
        lines.order_by("document__dated_on", "pk").values_list("document", "document__dated_on")
    )
    if not waiting:
        return None
    documents = {pk for pk, _ in waiting}
    return Attention(
        count=len(waiting),
        text=plural_ru(
            len(waiting),
            "человек не ознакомлен с приказом",
            "человека не ознакомлены с приказами",
            "человек не ознакомлены с приказами",
        ),
        url=reverse("documents:document_detail", args=[waiting[0][0]])
        if len(documents) == 1
        else f"{reverse('documents:document_list')}?acquaintance=waiting",
        since=waiting[0][1],
    )


def _own_waiting(member: Membership, year: SchoolYear, today: date) -> AcquaintanceQuerySet:
    return Acquaintance.objects.of_user(member).waiting()


@told_of(_own_waiting)
def own_acquaintance(
    lines: AcquaintanceQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Orders that name the member and wait for their own «ознакомлен(а)»."""
    first = lines.order_by("document__dated_on", "pk")
    waiting = list(first.values_list("pk", "document__dated_on"))
    if not waiting:
        return None
    return Attention(
        count=len(waiting),
        text=plural_ru(
            len(waiting),
            "приказ ждёт, что вы с ним ознакомитесь",
            "приказа ждут, что вы с ними ознакомитесь",
            "приказов ждут, что вы с ними ознакомитесь",
        ),
        url=reverse("documents:acquaintance_detail", args=[waiting[0][0]]),
        since=waiting[0][1],
    )
