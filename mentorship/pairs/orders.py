"""The order on pairs: collects the pairs agreed to since the last order, and makes them count."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django import forms
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.documents import pairs_order
from mentorship.documents.kinds import Kind, register
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Meeting, Pair, PairMember, PairQuerySet
from mentorship.pairs.papers.choice import posts_of_mentors
from mentorship.pairs.services import make_move


@dataclass(frozen=True, kw_only=True)
class OrderContext(pairs_order.PairsOrderContext):
    """`left_out` names chosen pairs that cannot enter the order; it must be empty to register."""

    left_out: tuple[str, ...] = ()


class PairsChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj):
        return f"{obj.label}, {obj.form}"


class PairsOrderForm(pairs_order.PairsOrderForm):
    """The typed fields and the choice among the pairs that await an order."""

    pairs = PairsChoice(
        Pair.objects.none(),
        label="Пары и группы",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Пары, с которыми согласны обе стороны и которых нет в прежних приказах.",
    )

    field_order = ("pairs",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = Pair.objects.owned_by(self.member).awaiting_order()
        if self.document:
            waiting = waiting.of_year(SchoolYear(self.document.school_year))
        choice: Any = self.fields["pairs"]
        choice.queryset = _with_names(waiting)


def initial(member: Membership, year: SchoolYear) -> dict[str, Any]:
    """All pairs that await an order and may enter it, and the curator who prepares it."""
    waiting = Pair.objects.owned_by(member).of_year(year).awaiting_order()
    ready = waiting.exclude(pk__in=waiting.without_consent_on(timezone.localdate()))
    chosen: dict[str, Any] = {"pairs": list(ready.order_by("pk").values_list("pk", flat=True))}
    if member.role == Role.CURATOR:
        chosen["curator"] = member.user.full_name
    return chosen


def build(document: Document) -> OrderContext:
    """The order over the chosen pairs; one that lost its consent or its state is left out."""
    chosen = _with_names(_chosen(document))
    lacking = set(chosen.without_consent_on(timezone.localdate()).values_list("pk", flat=True))
    fit, left_out = [], []
    for pair in chosen:
        if pair.order_id == document.pk:
            fit.append(pair)
        elif pair.state != Pair.State.ACCEPTED:
            left_out.append(f"{pair.label} ({pair.get_state_display()})")
        elif pair.pk in lacking:
            left_out.append(f"{pair.label} (нет согласия на обработку данных)")
        else:
            fit.append(pair)
    posts = posts_of_mentors(document, fit)
    context = pairs_order.build_context(document, [_row(pair) for pair in fit], posts)
    known = {field.name: getattr(context, field.name) for field in fields(context)}
    return OrderContext(**known, left_out=tuple(left_out))


def missing(context: OrderContext) -> list[str]:
    """What forbids registration: of the text, and of the chosen pairs."""
    return pairs_order.missing(context) + [
        f"пара не может войти в приказ, снимите отметку: {words}" for words in context.left_out
    ]


def on_registered(document: Document, member: Membership) -> None:
    """The chosen pairs are ordered; one of them that may not be undoes the registration."""
    chosen = _chosen(document)
    if not chosen:
        raise DomainError("В приказе нет ни одной пары или группы.")
    for pair in _with_names(chosen):
        try:
            make_move(pair=pair, action="order", member=member, order=document)
        except DomainError as refusal:
            raise DomainError(f"{pair.label}: {refusal}") from refusal


def on_cancelled(document: Document, member: Membership) -> None:
    """The pairs of the order await a new one; an order whose pairs have ended stays."""
    ordered = _with_names(Pair.objects.filter(order=document))
    if ended := [pair.label for pair in ordered if pair.state in Pair.OVER]:
        raise DomainError(f"Приказ не отменяется: пары уже окончены ({'; '.join(ended)}).")
    for pair in ordered:
        make_move(pair=pair, action="cancel_order", member=member)


def people(document: Document) -> set[int]:
    """Mentors and mentees whom the order names; it may have been signed before a substitution."""
    chosen = Pair.objects.filter(Q(order=document) | Q(pk__in=_chosen(document)))
    named = chosen.values_list("terms__mentor_entry__person", "members__person")
    return {pk for pair in named for pk in pair if pk}


def _chosen(document: Document) -> PairQuerySet:
    numbers = Q(pk__in=document.fields.get("pairs", []))
    return Pair.objects.filter(numbers, institution=document.organization_id)


def _with_names(pairs: PairQuerySet) -> PairQuerySet:
    related = pairs.select_related("mentor_entry__person", "form", "kind")
    return related.prefetch_related("members__person").order_by(
        "mentor_entry__person__sort_name", "pk"
    )


def _row(pair: Pair) -> pairs_order.PairRow:
    mentor = pair.mentor_entry.person
    return pairs_order.PairRow(
        mentor=mentor.full_name,
        mentor_sex=mentor.sex,
        mentees=tuple(m.person.full_name for m in pair.members.all() if m.live),
        form=", ".join(str(word) for word in (pair.form, pair.kind) if word),
        starts_on=pair.starts_on,
        ends_on=pair.ends_on,
        title=pair.title,
    )


def day_doubts(document: Document, dated_on: date) -> list[str]:
    """An order stands on what both sides agreed to and on their trial meeting: it follows them."""
    pairs = _chosen(document)
    trials = Meeting.objects.filter(pair__in=pairs, stage=Meeting.Stage.TRIAL)
    members = PairMember.objects.filter(pair__in=pairs, live=True)
    later = (
        ("согласие наставника", _last_after(pairs, "mentor_agreed_on", dated_on)),
        ("согласие наставляемого", _last_after(members, "agreed_on", dated_on)),
        ("пробная встреча", _last_after(trials, "held_on", dated_on)),
    )
    return [
        f"Приказ датирован {dated_on:%d.%m.%Y}, а {what} – {day:%d.%m.%Y}: проверьте дату."
        for what, day in later
        if day
    ]


def _last_after(rows: QuerySet[Any], field: str, day: date) -> date | None:
    """The last of the days of the rows, if it comes after the one given."""
    last: date | None = rows.aggregate(last=Max(field))["last"]
    return last if last and last > day else None


KIND = Kind(
    code=pairs_order.CODE,
    title=pairs_order.TITLE,
    subject=pairs_order.SUBJECT,
    folder=pairs_order.FOLDER,
    group="pairs",
    form=PairsOrderForm,
    build=build,
    missing=missing,
    remarks=pairs_order.remarks,
    day_doubts=day_doubts,
    people=people,
    initial=initial,
    on_registered=on_registered,
    on_cancelled=on_cancelled,
    hint="В приказ входят пары, с которыми согласны обе стороны.",
)


def register_kind() -> None:
    register(KIND)
