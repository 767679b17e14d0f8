from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from mentorship.core.wording import plural_ru
from mentorship.documents.models import Dispatch, DispatchQuerySet
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear


def _unread(member: Membership, year: SchoolYear, today: date) -> DispatchQuerySet:
    return Dispatch.objects.received_by(member).unread()


@told_of(_unread)
def unread_letters(
    letters: DispatchQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Papers from above that nobody here has opened; the oldest says how long it waits."""
    sent = list(letters.order_by("sent_at").values_list("sent_at", flat=True))
    if not sent:
        return None
    first = timezone.localtime(sent[0]).date()
    words = ("непрочитанное письмо", "непрочитанных письма", "непрочитанных писем")
    return Attention(
        count=len(sent),
        text=plural_ru(len(sent), *words),
        url=f"{reverse('documents:incoming_list')}?show=unread",
        detail="от муниципалитета или региона",
        since=first,
        tag=_days((today - first).days),
    )


def _read_but_overdue(member: Membership, year: SchoolYear, today: date) -> DispatchQuerySet:
    read = Dispatch.objects.received_by(member).filter(read_at__isnull=False)
    return read.overdue(today)


@told_of(_read_but_overdue)
def own_overdue(
    letters: DispatchQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Papers that were opened here, and whose term to acknowledge is over."""
    terms = _terms(letters)
    if not terms:
        return None
    words = (
        "документ, с которым пора было ознакомиться",
        "документа, с которыми пора было ознакомиться",
        "документов, с которыми пора было ознакомиться",
    )
    return Attention(
        count=len(terms),
        text=plural_ru(len(terms), *words),
        url=f"{reverse('documents:incoming_list')}?show=awaited",
        since=terms[0],
        tag=_days((today - terms[0]).days),
        tone="bad",
    )


def _late_below(member: Membership, year: SchoolYear, today: date) -> DispatchQuerySet:
    return Dispatch.objects.visible_to(member).overdue(today)


@told_of(_late_below)
def overdue_below(
    late: DispatchQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Organizations that have not acknowledged in time what the member's own has sent."""
    terms = _terms(late)
    if not terms:
        return None
    documents = set(late.order_by().values_list("document", flat=True))
    url = reverse("documents:sent_list")
    if len(documents) == 1:
        url = f"{reverse('documents:dispatch_list', args=[*documents])}?show=late"
    words = ("просроченное ознакомление", "просроченных ознакомления", "просроченных ознакомлений")
    return Attention(
        count=len(terms),
        text=plural_ru(len(terms), *words),
        url=url,
        detail="организации не отметили, что ознакомились с документом",
        since=terms[0],
        tag=_days((today - terms[0]).days),
        tone="bad",
    )


def _terms(rows: QuerySet[Dispatch]) -> list[date]:
    return [day for day in rows.order_by("due_on").values_list("due_on", flat=True) if day]


def _days(number: int) -> str:
    words = plural_ru(number, "день", "дня", "дней")
    return f"{number}\N{NO-BREAK SPACE}{words}" if number > 0 else ""
