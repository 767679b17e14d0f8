"""Figures of the work of pairs: pairs by what became of them, meetings, feedback, who waits.

A pair ended on the last day of the mentee who stayed longest, or on the day it was ended when it
had not begun by then. What is written later with a later date changes no earlier day.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Least, TruncDate, TruncMonth

from mentorship.bank.dimensions import agreed, of_people
from mentorship.bank.figures import describe_event
from mentorship.bank.models import Event, MenteeEntry
from mentorship.core.wording import month_and_year
from mentorship.organizations.dimensions import Dimension, Words, of_choices, register_dimension
from mentorship.organizations.figures import PEOPLE, Facts, Figure, register_figure
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.figures import OF_PAIRS, describe, ordered_pairs, people
from mentorship.pairs.meetings.directions import OWN
from mentorship.pairs.models import (
    Feedback,
    GroupFinal,
    Meeting,
    MeetingAttendance,
    MentoringKind,
    Pair,
    PairMember,
    PairMove,
    RoleVariant,
)

WORKING = "working"
ENDING = ("complete", "dissolve", "complete_by_order", "dissolve_by_order")
State = Pair.State
# PostgreSQL keeps the day after the last one.
LAST_DAY = Func("period", template="(UPPER(%(expressions)s) - 1)", output_field=DateField())
_LOWER = Func("period", function="LOWER", output_field=DateField())


def _titles(model: Any) -> Any:
    def words(values: Iterable[Any]) -> Words:
        rows = model.objects.filter(code__in=list(values))
        return dict(rows.values_list("code", "title"))

    return words


def months(values: Iterable[Any]) -> Words:
    """«октябрь 2022», in the order of the calendar."""
    return {value: month_and_year(value) for value in sorted(values)}


STATES = [(WORKING, "работает"), *((s.value, s.label) for s in (State.COMPLETED, State.DISSOLVED))]
DIMENSIONS = [
    Dimension("kind", "Вид наставничества", _titles(MentoringKind)),
    Dimension("variant", "Ролевая модель", _titles(RoleVariant)),
    Dimension("state", "Состояние пары", of_choices(STATES)),
    Dimension("stage", "Этап встречи", of_choices(Meeting.Stage.choices)),
    Dimension(
        "direction",
        "Направление встречи",
        of_choices([*Meeting.Direction.choices, (OWN, "другие направления организации")]),
    ),
    Dimension("own_direction", "Своё направление", is_inner=True),
    Dimension("month", "Месяц", months),
]


def pairs(year: SchoolYear, day: date, state: str = "") -> Sequence[Facts]:
    """Pairs an order made by the day, those of one state when it is named."""
    state_then = Case(
        When(state__in=Pair.OVER, over_on__lte=day, then=F("state")),
        default=Value(WORKING),
        output_field=CharField(),
    )
    rows = ordered_pairs(year, day).filter(
        *both_agreed("pk", "mentor_entry__person", year.starts_on, year, day)
    )
    rows = rows.select_related("form").order_by("pk")
    rows = rows.alias(over_on=_ended_on(day)).annotate(state_then=state_then)
    if state:
        rows = rows.filter(state_then=state)
    own = {code: path.removeprefix("pair__") for code, path in OF_PAIRS.items()}
    return [Facts(rows, dimensions=own | {"state": "state_then"})]


def both_agreed(
    pair: str, mentor: str, since: Any, year: SchoolYear, day: date
) -> tuple[Exists, Exists]:
    """The mentor and at least one mentee have a consent that counts."""
    own = PairMember.objects.filter(agreed("person", year.starts_on, day), pair=OuterRef(pair))
    return Exists(own), agreed(mentor, since, day)


def groups(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Those of them with two mentees or more by the day."""
    (facts,) = pairs(year, day)
    joined = PairMember.objects.filter(pair=OuterRef("pk"), period__startswith__lte=day)
    sizes = joined.order_by().values("pair").annotate(size=Count("pk")).values("size")
    rows = facts.rows.alias(size_then=Subquery(sizes)).filter(size_then__gt=1)
    return [Facts(rows, dimensions=facts.dimensions)]


def _ended_on(day: date) -> Least:
    own = PairMember.objects.filter(pair=OuterRef("pk"), period__startswith__lte=day)
    left = own.annotate(left=LAST_DAY).order_by("-left").values("left")[:1]
    ended = PairMove.objects.filter(pair=OuterRef("pk"), action__in=ENDING)
    told = ended.order_by("-made_at").annotate(day=TruncDate("made_at")).values("day")[:1]
    return Least(Subquery(left), Subquery(told), output_field=DateField())


def meetings(
    year: SchoolYear, day: date, stage: str = "", confirmed: bool = False
) -> Sequence[Facts]:
    """Meetings held by the day; the first ones are before the order (S002, rows 21–22)."""
    held = Meeting.objects.of_year(year).filter(held_on__lte=day)
    held = held.filter(
        *both_agreed("pair", "pair__mentor_entry__person", OuterRef("held_on"), year, day)
    )
    if stage:
        held = held.filter(stage=stage)
    if confirmed:
        held = held.answered(answer=True)
    held = held.select_related("own_direction").order_by("held_on", "pk")
    return [Facts(held, "pair__institution", "pk", _of_meetings(""))]


def met(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Mentees who came to a meeting held by the day."""
    came = MeetingAttendance.objects.filter(
        agreed("member__person", OuterRef("meeting__held_on"), day),
        came=True,
        meeting__pair__school_year=year.first,
        meeting__held_on__lte=day,
    )
    own = of_people("member__person", year, day, during="member__period")
    own |= _of_meetings("meeting__")
    return [Facts(came, "member__person__institution", "member__person", own)]


def _of_meetings(meeting: str) -> dict[str, Any]:
    direction = Case(
        When(**{f"{meeting}direction": ""}, then=Value(OWN)),
        default=F(f"{meeting}direction"),
        output_field=CharField(),
    )
    own = {code: f"{meeting}{path}" for code, path in OF_PAIRS.items()}
    return own | {
        "stage": f"{meeting}stage",
        "direction": direction,
        "own_direction": f"{meeting}own_direction__title",
        "month": TruncMonth(f"{meeting}held_on"),
    }


def words_given(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Monthly words of either side given by the day: that they were given, not what they say."""
    given = Feedback.objects.given().filter(
        agreed("person", year.starts_on, day), pair__school_year=year.first
    )
    given = given.alias(given_on=Least("answered_on", Value(year.ends_on)))
    given = given.filter(given_on__lte=day, month__lte=day)
    given = given.select_related("person").order_by("month", "person__sort_name", "pk")
    return [Facts(given, "pair__institution", "pk", OF_PAIRS | {"month": "month"})]


def group_finals(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Final meetings of all pairs that took place (S000, 3.6)."""
    final = GroupFinal.objects.of_year(year).filter(event=OuterRef("pk"))
    events = Event.objects.held().filter(Exists(final), starts_on__lte=day)
    return [Facts(events.order_by("starts_on", "pk"), "organization")]


def waiting(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Mentees of the bank without a pair on the day: the rule of the list «Ждут наставника».

    Whoever is in a draft waits for nobody, a completed pair ends the wait, a dissolved one gives
    the mentee back (`pairs/waiting/lists.py`).
    """
    entries = MenteeEntry.objects.of_year(year).open_on(day).filter(agreed("person", day, day))
    own = of_people("person", year, day, entered="entered_on")
    own |= {"form": "form__code", "regime": "form__regime"}
    return [Facts(entries.exclude(Exists(_paired(year, day))), "institution", "person", own)]


def _paired(year: SchoolYear, day: date) -> QuerySet[PairMember]:
    rows = PairMember.objects.filter(mentee_entry=OuterRef("pk"), pair__school_year=year.first)
    rows = rows.alias(left=LAST_DAY, since=Least(TruncDate("pair__created_at"), _LOWER))
    longer = PairMember.objects.filter(
        pair=OuterRef("pair"), period__endswith__gt=OuterRef("period__endswith")
    )
    ended = PairMove.objects.filter(pair=OuterRef("pair"), action__in=ENDING)
    taken = Q(live=True, since__lte=day)
    left_later = Q(
        ~Exists(ended.filter(made_at__date__lte=day)),
        period__startswith__lte=day,
        left__gt=day,
        pair__state__in=Pair.TAKING_PART,
    )
    finished = Q(pair__state=State.COMPLETED, left__lte=day) & ~Exists(longer)
    return rows.filter(taken | left_later | finished)


def describe_pair(pair: Any) -> str:
    return f"Пара № {pair.pk}, {pair.form.title.lower()}, с {pair.starts_on:%d.%m.%Y}"


def describe_meeting(meeting: Any) -> str:
    return f"{meeting.held_on:%d.%m.%Y}, {meeting.direction_title}"


def describe_word(word: Any) -> str:
    return f"обратная связь за {word.month:%m.%Y}"


def _pairs_figure(code: str, title: str, definition: str, facts: Any) -> Figure:
    return Figure(code, title, definition, "пар", facts, describe=describe_pair)


AGREED = "согласие на обработку данных действовало"
ORDERED = "Пары и группы учебного года, которые закреплены приказом, с согласием обеих сторон"

FIGURES = [
    _pairs_figure("pairs_ordered", "Пары и группы", f"{ORDERED}, вместе с завершёнными.", pairs),
    _pairs_figure(
        "pairs_working",
        "Пары и группы, которые работают",
        f"{ORDERED} и на дату подсчёта не завершены и не расторгнуты.",
        partial(pairs, state=WORKING),
    ),
    _pairs_figure(
        "pairs_completed",
        "Завершённые пары и группы",
        f"{ORDERED} и к дате подсчёта завершены.",
        partial(pairs, state=State.COMPLETED),
    ),
    _pairs_figure(
        "pairs_dissolved",
        "Расторгнутые пары и группы",
        f"{ORDERED} и к дате подсчёта расторгнуты досрочно.",
        partial(pairs, state=State.DISSOLVED),
    ),
    _pairs_figure(
        "groups_ordered",
        "Группы",
        f"{ORDERED}: один наставник и двое наставляемых или больше.",
        groups,
    ),
    Figure(
        "meetings_held",
        "Проведённые встречи",
        "Состоявшиеся встречи пар и групп учебного года, с согласием обеих сторон; групповая "
        "заключительная встреча считается отдельно.",
        "встреч",
        meetings,
        institution="pair__institution",
        describe=describe_meeting,
    ),
    *(
        Figure(
            f"meetings_{stage.value}",
            f"Проведено встреч: {stage.label}",
            f"Встречи «{stage.label}», проведённые в учебном году; {AGREED} у обеих сторон.",
            "встреч",
            partial(meetings, stage=stage.value),
            institution="pair__institution",
            describe=describe_meeting,
        )
        for stage in Meeting.Stage
    ),
    Figure(
        "group_finals_held",
        "Групповые заключительные встречи",
        "Проведённые заключительные встречи всех пар и групп учебного года.",
        "мероприятий",
        group_finals,
        institution="organization",
        describe=describe_event,
    ),
    Figure(
        "meetings_confirmed",
        "Встречи, подтверждённые наставляемым",
        "Состоявшиеся встречи, о которых наставляемый ответил по ссылке, что они были.",
        "встреч",
        partial(meetings, confirmed=True),
        institution="pair__institution",
        describe=describe_meeting,
    ),
    Figure(
        "mentees_met",
        "Наставляемые, бывшие на встречах",
        f"Наставляемые, отмеченные хотя бы на одной состоявшейся встрече; {AGREED}.",
        PEOPLE,
        met,
        people,
        describe=describe,
    ),
    Figure(
        "feedback_given",
        "Ответы ежемесячной обратной связи",
        f"Ответы наставников и наставляемых за месяцы учебного года; {AGREED}.",
        "ответов",
        words_given,
        institution="pair__institution",
        describe=describe_word,
    ),
    Figure(
        "mentees_waiting",
        "Ждут наставника",
        f"Наставляемые банка, которые на дату подсчёта не в паре и не прошли программу; {AGREED}.",
        PEOPLE,
        waiting,
        people,
        describe=describe,
    ),
]


def register() -> None:
    for dimension in DIMENSIONS:
        register_dimension(dimension)
    for figure in FIGURES:
        register_figure(figure)
