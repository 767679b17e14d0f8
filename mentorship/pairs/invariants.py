"""What must hold for pairs whatever happened; the database holds most of it, this proves it."""

from django.db.models import Count, Exists, F, OuterRef, Q

from mentorship.documents.models import Document
from mentorship.pairs.models import Pair, PairMember


def breaches() -> list[str]:
    """Every breach in words with numbers of rows, never with names; empty when all holds."""
    return [*_borders(), *_capacity(), *_overlaps(), *_orders()]


def _borders() -> list[str]:
    crossing = Pair.objects.exclude(
        institution__parent=F("mentor_institution__parent"),
        mentor_entry__institution=F("mentor_institution"),
    )
    foreign = PairMember.objects.exclude(
        mentee_entry__institution=F("pair__institution"),
        mentee_entry__person=F("person"),
        form=F("pair__form"),
    )
    return [f"пара {pk}: переходит границу муниципалитета" for pk in _pks(crossing)] + [
        f"участник {pk}: не из организации своей пары" for pk in _pks(foreign)
    ]


def _capacity() -> list[str]:
    """As the trigger counts: live memberships that overlap one of the same mentor's."""
    together = PairMember.objects.filter(
        live=True,
        period__overlap=OuterRef("period"),
        pair__mentor_entry=OuterRef("pair__mentor_entry"),
    )
    n = together.order_by().values("pair__mentor_entry").annotate(n=Count("pk")).values("n")
    over = PairMember.objects.filter(live=True).annotate(n=n)
    over = over.filter(n__gt=F("pair__mentor_entry__capacity"))
    mentors = over.order_by("pair__mentor_entry").values_list("pair__mentor_entry", flat=True)
    return [f"наставник {pk}: наставляемых больше, чем мест" for pk in mentors.distinct()]


def _overlaps() -> list[str]:
    twin = PairMember.objects.filter(
        live=True,
        person=OuterRef("person"),
        form=OuterRef("form"),
        period__overlap=OuterRef("period"),
        pk__lt=OuterRef("pk"),
    )
    doubled = PairMember.objects.filter(Exists(twin), live=True)
    return [f"участник {pk}: в двух парах одной формы сразу" for pk in _pks(doubled)]


def _orders() -> list[str]:
    registered = Q(order__state=Document.State.REGISTERED)
    own = Q(order__organization=F("institution"))
    unordered = Pair.objects.taking_part().exclude(registered & own)
    return [f"пара {pk}: закреплена без зарегистрированного приказа" for pk in _pks(unordered)]


def _pks(rows) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))
