from datetime import date

from django.urls import reverse

from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.models import Reply


def replies_await_review(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """What came by links and waits for the curator, of whatever year."""
    if not member.may(Right.BANK_EDIT):
        return None
    days = Reply.objects.visible_to(member).waiting().values_list("answered_on", flat=True)
    waiting = list(days.order_by("answered_on"))
    if not waiting:
        return None
    replies = plural_ru(len(waiting), "ответ ждёт", "ответа ждут", "ответов ждут")
    return Attention(
        count=len(waiting),
        text=f"{replies} просмотра",
        url=reverse("surveys:reply_list"),
        detail="присланы по ссылкам на анкеты; в базу попадут после вашего просмотра",
        since=waiting[0],
        tag="анкеты",
        tone="info",
    )
