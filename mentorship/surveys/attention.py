from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from mentorship.bank.companions import is_ending
from mentorship.bank.models import Consent, Person, PersonQuerySet
from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.models import Invitation, Questionnaire, Reply
from mentorship.surveys.participants import BANKS, ENDING, ENTRIES, EXIT, SOON, answers, of_wave


def _waiting(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any] | None:
    waiting = Reply.objects.visible_to(member).waiting()
    return waiting if member.may(Right.BANK_EDIT) else None


@told_of(_waiting)
def replies_await_review(
    replies: QuerySet[Any], member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """What came by links and waits for the curator, of whatever year."""
    waiting = list(replies.order_by("answered_on").values_list("answered_on", flat=True))
    if not waiting:
        return None
    words = plural_ru(len(waiting), "ответ ждёт", "ответа ждут", "ответов ждут")
    return Attention(
        count=len(waiting),
        text=f"{words} просмотра",
        url=reverse("surveys:reply_list"),
        detail="присланы по ссылкам на анкеты; в базу попадут после вашего просмотра",
        since=waiting[0],
        tag="анкеты",
        tone="info",
    )


def _unasked(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any] | None:
    """Of both banks; somebody in both is asked twice."""
    if not member.may(Right.BANK_EDIT):
        return None
    mentors, mentees = (_unasked_in(audience, member, year, today) for audience in BANKS)
    return mentors.values("pk").union(mentees.values("pk"), all=True)


@told_of(_unasked)
def exit_sets_are_due(
    people: QuerySet[Any], member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """People whose pairs end within a month, without an answer and without a link to one."""
    count = people.count()
    if not count:
        return None
    words = ("участнику не выдана", "участникам не выдана", "участникам не выдана")
    return Attention(
        count=count,
        text=f"{plural_ru(count, *words)} итоговая анкета",
        url=f"{reverse('surveys:response_list')}?purpose={EXIT}&among={ENDING}&show=unasked",
        detail="пары заканчиваются в течение месяца: без анкеты не видно, что изменилось",
        tag="анкеты",
    )


def _unasked_in(
    audience: Questionnaire.Audience, member: Membership, year: SchoolYear, today: date
) -> PersonQuerySet:
    ending = ENTRIES[audience].objects.of_year(year)
    ending = ending.filter(is_ending(BANKS[audience], year, today + SOON), person=OuterRef("pk"))
    agreed = Consent.objects.for_figures(OuterRef("pk"), year.starts_on, year.counted_on(today))
    links = Invitation.objects.open().filter(
        person=OuterRef("pk"),
        batch__school_year=year.first,
        batch__questionnaire__purpose=EXIT,
        batch__questionnaire__audience=audience,
    )
    answered = answers(of_wave(EXIT, audience), member, year, today)
    people = Person.objects.visible_to(member).filter(Exists(ending), Exists(agreed))
    return people.filter(~Exists(links), ~Exists(answered)).order_by()
