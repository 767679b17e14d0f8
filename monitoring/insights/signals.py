"""Signs by which a pair asks for attention, as they stood on a day: one rule for now and then.

The day is an expression over the pair: today for the list, a fixed day after the beginning for the
pairs of the past. Only what is dated by that day is read, so what came later changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from mentorship.bank.models import Consent
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.pairs.feedback.months import GRACE, MIDDLE, SILENT_MONTHS
from mentorship.pairs.models import Feedback, Meeting, MentorTerm, Pair, PairMember
from mentorship.surveys.models import Response

# Two meetings called off within two months: no source, the plainest reading of «переносят».
CALLED_OFF, CALLED_OFF_DAYS = 2, 60
# The fixed day of the past: by then two months of feedback are owed.
LOOKED_AT_DAYS = 90


@dataclass(frozen=True)
class Signal:
    """`right` says who may know of it: what somebody said is for those who help with it."""

    code: str
    title: str
    right: Right
    sign: Callable[[], Any]


def today_as(day: date) -> Any:
    return Cast(Value(day), DateField())


def fixed_day() -> Any:
    """The day on which a pair of the past is looked at."""
    return _days(F("starts_on"), LOOKED_AT_DAYS)


def with_signals(pairs: QuerySet[Any], day: Any) -> Any:
    """Adds `as_of` and a flag for each signal, true to what was dated by the day."""
    told = pairs.annotate(as_of=day)
    told = told.annotate(
        met_since=_days(F("as_of"), -Pair.SILENT_DAYS),
        help_since=_days(F("as_of"), -Pair.HELP_DAYS),
        off_since=_days(F("as_of"), -CALLED_OFF_DAYS),
        older_month=_month_before(SILENT_MONTHS),
        older_middle=_days(_month_before(SILENT_MONTHS), MIDDLE - 1),
        newer_middle=_days(_month_before(1), MIDDLE - 1),
    )
    return told.annotate(**{signal.code: signal.sign() for signal in SIGNALS})


def signals_for(member: Membership) -> list[Signal]:
    """The signals a member may know of; above the institution counts alone are told of all."""
    if not member.organization.is_institution:
        return list(SIGNALS)
    return [signal for signal in SIGNALS if member.may(signal.right)]


def any_of(signals: list[Signal]) -> Q:
    found = Q(pk__in=[])
    for signal in signals:
        found |= Q(**{signal.code: True})
    return found


def _days(day: Any, count: int) -> Func:
    return Func(day, template=f"(%(expressions)s + ({count}))", output_field=DateField())


def _month_before(months: int) -> Func:
    """The first day of the month so many before the one whose words may still come."""
    template = (
        f"(date_trunc('month', %(expressions)s - {GRACE.days}) - interval '{months} months')::date"
    )
    return Func(F("as_of"), template=template, output_field=DateField())


def _silent() -> Q:
    """No meeting within a month (`Pair.SILENT_DAYS`), of a pair that began before it."""
    met = Meeting.objects.held().filter(
        pair=OuterRef("pk"),
        held_on__gte=OuterRef("met_since"),
        held_on__lte=OuterRef("as_of"),
    )
    return Q(~Exists(met), starts_on__lt=F("met_since"))


def _called_off() -> Any:
    off = Meeting.objects.filter(
        pair=OuterRef("pk"),
        cancelled_on__gt=OuterRef("off_since"),
        cancelled_on__lte=OuterRef("as_of"),
    )
    counted = off.order_by().values("pair").annotate(n=Count("pk")).filter(n__gte=CALLED_OFF)
    return Exists(counted)


def _unanswered() -> Q:
    """A side owed a word for the last months and gave none: the rule of `feedback/months.py`."""
    mentees = PairMember.objects.filter(_owed("person"), pair=OuterRef("pk"))
    mentors = MentorTerm.objects.filter(_owed("mentor_entry__person"), pair=OuterRef("pk"))
    told = PairMember.objects.filter(_agreed("person"), pair=OuterRef("pk"))
    return Q(Exists(mentees)) | (Q(Exists(mentors)) & Q(Exists(told)))


def _owed(person: str) -> Q:
    """A side of a pair, in it in the middle of both months, agreed to, and silent."""
    words = Feedback.objects.given().filter(
        pair=OuterRef("pair"),
        person=OuterRef(person),
        month__gte=OuterRef(OuterRef("older_month")),
        answered_on__lte=OuterRef(OuterRef("as_of")),
    )
    return _agreed(person) & Q(~Exists(words))


def _agreed(person: str) -> Q:
    """In the pair in the middle of both months, with a consent in force then."""
    found = Q()
    for middle in ("older_middle", "newer_middle"):
        day: Any = OuterRef(OuterRef(middle))
        consents = Consent.objects.for_processing(OuterRef(person), day)
        found &= Q(Exists(consents), period__contains=OuterRef(middle))
    return found


def _help() -> Any:
    called = Feedback.objects.filter(
        pair=OuterRef("pk"),
        word=Feedback.Word.HELP,
        answered_on__gte=OuterRef("help_since"),
        answered_on__lte=OuterRef("as_of"),
    )
    return Exists(called)


def _dissatisfied() -> Q:
    """The latest opinion of a side by the day is below the threshold of its set."""
    mentees = PairMember.objects.filter(pair=OuterRef("pk"), period__contains=OuterRef("as_of"))
    mentors = MentorTerm.objects.filter(pair=OuterRef("pk"), period__contains=OuterRef("as_of"))
    return Q(Exists(mentees.filter(Exists(_unhappy("person"))))) | Q(
        Exists(mentors.filter(Exists(_unhappy("mentor_entry__person"))))
    )


def _unhappy(person: str) -> QuerySet[Response]:
    given = Response.objects.filter(
        person=OuterRef(person),
        school_year=OuterRef("pair__school_year"),
        answered_on__lte=OuterRef(OuterRef("as_of")),
    )
    newer = Response.objects.filter(
        person=OuterRef("person"),
        school_year=OuterRef("school_year"),
        is_satisfied__isnull=False,
        answered_on__lte=OuterRef(OuterRef(OuterRef("as_of"))),
    ).filter(
        Q(answered_on__gt=OuterRef("answered_on"))
        | Q(answered_on=OuterRef("answered_on"), pk__gt=OuterRef("pk"))
    )
    return given.filter(~Exists(newer), is_satisfied=False)


SIGNALS = (
    Signal("is_silent", "месяц без встреч", Right.PAIRS_VIEW, _silent),
    Signal("is_called_off", "две отменённые встречи за два месяца", Right.PAIRS_VIEW, _called_off),
    Signal("is_unanswered", "два месяца без обратной связи", Right.PAIRS_VIEW, _unanswered),
    Signal("asks_help", "просят о помощи в обратной связи", Right.FEEDBACK_READ, _help),
    Signal("is_dissatisfied", "не довольны участием", Right.ANSWERS_VIEW, _dissatisfied),
)
