"""What becomes of wishes, rulings and suggestions when two entries become one."""

from django.db.models import Exists, Model, OuterRef, Q
from django.utils import timezone

from mentorship.bank.lifecycle import Twins
from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.pairs.models import FreeTime, LeftAlone, Preference, Ruling, Suggestion

_MODELS: tuple[type[Model], ...] = (Preference, FreeTime, Ruling, Suggestion, LeftAlone)
_SIDES = {"mentor_entry": "mentee_entry", "mentee_entry": "mentor_entry"}
FIELDS = frozenset(f"{model._meta.label}.{side}" for model in _MODELS for side in _SIDES)

Entry = MentorEntry | MenteeEntry


def move_matching(twins: Twins) -> int:
    """Rows of an entry taken over name the one that stays; where both speak, its word holds."""
    moved = 0
    for stays, gone in twins.joined:
        side = "mentee_entry" if isinstance(stays, MenteeEntry) else "mentor_entry"
        _give_way(side, stays, gone)
        for model in _MODELS:
            moved += model._default_manager.filter(**{side: gone.pk}).update(**{side: stays.pk})
    return moved


def _give_way(side: str, stays: Entry, gone: Entry) -> None:
    """Rows of the gone entry that the database would not have beside those of the other."""
    once: dict[type[Model], tuple[str, ...]] = {
        Preference: (_SIDES[side], "said_by"),
        FreeTime: (),
        LeftAlone: ("run",),
        **({Suggestion: ("run",)} if side == "mentee_entry" else {}),
    }
    for model, fields in once.items():
        kept = model._default_manager.filter(
            **{side: stays.pk}, **{field: OuterRef(field) for field in fields}
        )
        model._default_manager.filter(Exists(kept), **{side: gone.pk}).delete()
    _lift_doubles(side, stays, gone)


def _lift_doubles(side: str, stays: Entry, gone: Entry) -> None:
    """A ruling is not deleted: a refused suggestion may point at it."""
    same = Q(**{_SIDES[side]: OuterRef(_SIDES[side])})
    if side == "mentee_entry":
        same |= Q(kind=Ruling.Kind.LOCKED) & Q(kind=OuterRef("kind"))
    kept = Ruling.objects.open().filter(same, **{side: stays.pk})
    doubles = Ruling.objects.open().filter(Exists(kept), **{side: gone.pk})
    doubles.update(lifted_on=timezone.localdate())
