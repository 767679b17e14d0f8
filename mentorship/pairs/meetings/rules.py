"""The rules of a meeting in words: each function returns sentences about what forbids it."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from mentorship.organizations.models import Membership
from mentorship.pairs.models import Meeting, Pair, PairMember
from mentorship.pairs.workflow import can_record_meeting

NO_CONSENT = "Запись закрыта: не у всех в паре есть действующее согласие на обработку данных."


def can_plan_meeting(member: Membership, pair: Pair) -> bool:
    """Whoever records meetings plans them, while the pair is not over."""
    return can_record_meeting(member, pair) and pair.state not in Pair.OVER


def members_on(pair: Pair, day: date) -> QuerySet[PairMember]:
    """Mentees who may have come: those in the pair now or on the day.

    The first and the trial meeting come before the period of the pair.
    """
    members = PairMember.objects.filter(Q(live=True) | Q(period__contains=day), pair=pair)
    return members.select_related("person").order_by("person__sort_name", "pk")


def consent_problems(pair: Pair, today: date) -> list[str]:
    """Nothing is recorded or planned of a pair in which somebody has no consent in force."""
    silent = Pair.objects.filter(pk=pair.pk).without_consent_on(today)
    return [NO_CONSENT] if silent.exists() else []


def held_problems(pair: Pair, held_on: date, today: date) -> list[str]:
    """A meeting was held today or earlier, inside the term of the pair.

    The first and the trial meeting come before the order, but in the same school year.
    """
    if held_on > today:
        return ["Встречу можно записать, когда она состоялась."]
    return _term_problems(pair, held_on)


def planned_problems(pair: Pair, day: date, today: date) -> list[str]:
    """A meeting is planned for today or later, inside the term of the pair."""
    if day < today:
        return ["Запланировать можно на сегодня или позже; прошедшую встречу запишите."]
    return _term_problems(pair, day)


def minutes_problems(minutes: int) -> list[str]:
    if 1 <= minutes <= Meeting.MOST_MINUTES:
        return []
    return [f"Укажите от 1 до {Meeting.MOST_MINUTES} минут."]


def direction_problems(meeting: Meeting) -> list[str]:
    """A meeting that was held has one direction: of the eleven, or of the pair's own school."""
    own = meeting.own_direction
    if own is None and not meeting.direction:
        return ["Выберите направление."]
    if own is not None and own.institution_id != meeting.pair.institution_id:
        return ["Это направление другой организации."]
    return []


def attendance_problems(came: Collection[int], known: Collection[int]) -> list[str]:
    """Somebody of the pair came, or it was no meeting."""
    if not came:
        return ["Отметьте, кто пришёл. Если не пришёл никто, отмените встречу."]
    if not set(came) <= set(known):
        return ["Среди отмеченных есть тот, кто не состоит в паре."]
    return []


def _term_problems(pair: Pair, day: date) -> list[str]:
    first = min(pair.year.starts_on, pair.starts_on)
    if first <= day <= pair.ends_on:
        return []
    return [f"Дата вне срока пары: с {first:%d.%m.%Y} по {pair.ends_on:%d.%m.%Y}."]
