from datetime import date

from django.urls import reverse
from django.utils import timezone

from mentorship.core.wording import plural_ru
from mentorship.documents.models import Document
from mentorship.organizations.attention import Attention
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear


def drafts_await_registration(
    member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Drafts nobody has registered yet; the oldest says how long it waits."""
    if not member.may(Right.DOCUMENTS_REGISTER):
        return None
    drafts = Document.objects.visible_to(member).drafts().filter(school_year=year.first)
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
