"""The order on the end of pairs: ground, day, outcome (domain E1, [R+]; S002, 28–33).

Pairs may end without an order too: the order then only speaks of it. One that still works is ended
by the registration. Cancelling the order takes the link back, the pairs stay ended: their mentees
and places may be taken already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Max
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.core.forms import RussianDateField
from mentorship.core.names import Case
from mentorship.documents.agreements import lacking
from mentorship.documents.contexts import NameInCase, without_stop
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.names import Declension
from mentorship.documents.orders import (
    OrderContext,
    OrderForm,
    day_of,
    order_missing,
    order_values,
)
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair, PairQuerySet
from mentorship.pairs.papers.choice import pairs_of, posts_of_mentors
from mentorship.pairs.services import make_move, note_end_order

COMPLETE, DISSOLVE = "complete", "dissolve"
WORDS = {COMPLETE: "завершена", DISSOLVE: "расторгнута"}
DEFAULT_RESULT = "программа выполнена"


@dataclass(frozen=True)
class EndedRow:
    """A line of the annex: who, in which form, when it was, how it ended and with what."""

    mentor: str
    mentees: tuple[str, ...]
    form: str
    starts_on: date
    ended: str
    result: str


@dataclass(frozen=True, kw_only=True)
class EndOrderContext(OrderContext):
    action: str
    ended_on: date | None
    reason: str
    curator: NameInCase | None
    pairs: tuple[EndedRow, ...]
    left_out: tuple[str, ...]
    # Whether a pair that still works is dissolved: then a reason is asked.
    asks_reason: bool
    # Why the pairs cannot end on that day, empty where they can.
    problem: str


class PairsChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj):
        return f"{obj.label}, {obj.form}, {obj.get_state_display()}"


class EndOrderForm(OrderForm):
    standard_points = {
        "pairs": "Завершить (расторгнуть) пары",
        "mentors": "Освободить наставников от обязанностей",
        "bank": "Внести результаты в базы",
    }
    rests_on_regulation = True

    pairs = PairsChoice(
        Pair.objects.none(),
        label="Пары и группы",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Работающие пары приказ завершит; завершённые раньше он только оформит.",
    )
    action = forms.ChoiceField(
        label="Работающие пары", choices=[(COMPLETE, "завершить"), (DISSOLVE, "расторгнуть")]
    )
    ended_on = RussianDateField(label="Дата завершения или расторжения", required=False)
    reason = forms.CharField(
        label="Причина расторжения",
        max_length=300,
        required=False,
        help_text="Продолжение слов «в связи с …». Останется в истории пары.",
    )
    result = forms.CharField(
        label="Итог",
        max_length=300,
        initial=DEFAULT_RESULT,
        required=False,
        help_text="Для пар, результаты которых не записаны в базе наставляемых.",
    )
    curator = forms.CharField(
        label="Куратор: фамилия, имя, отчество", max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["pairs"]
        choice.queryset = pairs_of(self.member, self.document).awaiting_end_order()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("action") == DISSOLVE and not cleaned.get("reason"):
            self.add_error("reason", "Укажите причину: без неё пара не расторгается.")
        return cleaned


def initial(member: Membership, year: SchoolYear) -> dict[str, Any]:
    """Pairs that ended without an order and may be named, and the curator who prepares it.

    The day is proposed where it is known: the last one of pairs whose term is over. Of the others
    it is chosen by hand, never today's by itself: a registered order cannot be corrected.
    """
    today = timezone.localdate()
    waiting = Pair.objects.owned_by(member).of_year(year).awaiting_end_order()
    last_day = waiting.aggregate(last=Max("ends_on"))["last"]
    ended = waiting.filter(state=Pair.State.COMPLETED)
    ready = ended.exclude(pk__in=ended.without_consent_on(today)).order_by("pk")
    chosen: dict[str, Any] = {
        "pairs": list(ready.values_list("pk", flat=True)),
        "ended_on": last_day.isoformat() if last_day and last_day <= today else "",
    }
    if member.role == Role.CURATOR:
        chosen["curator"] = member.user.full_name
    return chosen


def build(document: Document) -> EndOrderContext:
    fields, names = document.fields, Declension(document.organization)
    pairs = list(_chosen(document))
    lacks = set(
        _chosen(document).without_consent_on(timezone.localdate()).values_list("pk", flat=True)
    )
    fit = [pair for pair in pairs if pair.pk not in lacks and pair.state in Pair.TAKING_PART]
    curator, action = fields.get("curator", ""), fields.get("action") or COMPLETE
    mentors = [pair.mentor_entry.person.full_name for pair in fit]
    posts, ended_on = posts_of_mentors(document, fit), day_of(fields.get("ended_on"))
    return EndOrderContext(
        **order_values(document, EndOrderForm, names, [curator, *mentors], posts),
        action=action,
        ended_on=ended_on,
        reason=without_stop(fields.get("reason") or ""),
        curator=names.name(curator, Case.DATIVE) if curator else None,
        pairs=tuple(_row(pair, action, fields.get("result") or "") for pair in fit),
        left_out=_left_out(pairs, lacks),
        asks_reason=action == DISSOLVE and any(pair.state in Pair.WORKING for pair in fit),
        problem=_problem(document, fit, ended_on),
    )


def _problem(document: Document, pairs: Sequence[Pair], day: date | None) -> str:
    """A day before one of the pairs began, or after both their terms and the school year."""
    if day is None or not pairs:
        return ""
    late = [pair for pair in pairs if pair.starts_on > day]
    if late:
        return f"{day:%d.%m.%Y} работа пары ещё не началась: {late[0].label}"
    latest = max(SchoolYear(document.school_year).ends_on, *(pair.ends_on for pair in pairs))
    return f"дата завершения {day:%d.%m.%Y} – вне срока пар и учебного года" if day > latest else ""


def _left_out(pairs: Sequence[Pair], lacks: set[int]) -> tuple[str, ...]:
    """Pairs that cannot enter: a consent is gone, or the pair went back before an order."""
    words = [
        (pair, "нет согласия на обработку данных" if pair.pk in lacks else pair.get_state_display())
        for pair in pairs
        if pair.pk in lacks or pair.state not in Pair.TAKING_PART
    ]
    return tuple(f"{pair.label} ({reason})" for pair, reason in words)


def _row(pair: Pair, action: str, result: str) -> EndedRow:
    members = [m for m in pair.members.all() if m.live or pair.state in Pair.OVER]
    outcomes = dict.fromkeys(m.mentee_entry.outcome for m in members if m.mentee_entry.outcome)
    return EndedRow(
        mentor=pair.mentor_entry.person.full_name,
        mentees=tuple(m.person.full_name for m in members),
        form=str(pair.form),
        starts_on=pair.starts_on,
        ended=pair.get_state_display() if pair.state in Pair.OVER else WORDS[action],
        result="; ".join(outcomes) or result,
    )


def missing(context: EndOrderContext) -> list[str]:
    wanted = {
        "не выбрана ни одна пара или группа": context.pairs or context.left_out,
        "не указана дата завершения": context.ended_on,
        "не указана причина расторжения": context.reason or not context.asks_reason,
    }
    problem = [context.problem] if context.problem else []
    return problem + order_missing(context, wanted) + lacking({}, context.left_out)


def remarks(context: EndOrderContext) -> list[str]:
    """A day that is still to come when the order is issued is possible, but worth a look."""
    issued_on = context.dated_on or timezone.localdate()
    if context.ended_on is None or context.ended_on <= issued_on or context.problem:
        return []
    whose = "даты приказа" if context.dated_on else "сегодняшнего дня"
    return [f"дата завершения {context.ended_on:%d.%m.%Y} позже {whose}"]


def on_registered(document: Document, member: Membership) -> None:
    """Working pairs end on the day of the order's text, those that ended before are linked."""
    pairs, fields = list(_chosen(document)), document.fields
    if not pairs:
        raise DomainError("В приказе нет ни одной пары или группы.")
    day, reason = day_of(fields["ended_on"]), fields.get("reason", "")
    for pair in pairs:
        if pair.state in Pair.OVER:
            note_end_order(pair=pair, member=member, order=document)
            continue
        action = f"{fields.get('action') or COMPLETE}_by_order"
        try:
            make_move(
                pair=pair, action=action, member=member, comment=reason, order=document, today=day
            )
        except DomainError as refusal:
            raise DomainError(f"{pair.label}: {refusal}") from refusal


def on_cancelled(document: Document, member: Membership) -> None:
    for pair in Pair.objects.filter(end_order=document).order_by("pk"):
        note_end_order(pair=pair, member=member, order=None)


def people(document: Document) -> set[int]:
    named = _chosen(document).order_by().values_list("mentor_entry__person", "members__person")
    return {key for row in named for key in row if key}


def _chosen(document: Document) -> PairQuerySet:
    pairs = Pair.objects.filter(
        pk__in=document.fields.get("pairs") or [], institution=document.organization_id
    )
    related = pairs.select_related("mentor_entry__person", "form")
    return related.prefetch_related("members__person", "members__mentee_entry").order_by(
        "mentor_entry__person__sort_name", "pk"
    )


KIND = Kind(
    code="pairs_end_order",
    title="Приказ о завершении или расторжении пар (групп)",
    subject="О завершении работы наставнических пар (групп)",
    folder="pairs_end_order",
    group="pairs",
    form=EndOrderForm,
    build=build,
    missing=missing,
    remarks=remarks,
    people=people,
    initial=initial,
    on_registered=on_registered,
    on_cancelled=on_cancelled,
    hint="Работающие пары завершит, завершённые без приказа – оформит.",
)
