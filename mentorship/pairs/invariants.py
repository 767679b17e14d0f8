"""What must hold for pairs whatever happened; the database holds most of it, this proves it."""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Count, Exists, F, Func, OuterRef, Q, Subquery

from mentorship.documents.models import Document
from mentorship.pairs.models import MentorTerm, Pair, PairMember

# The days a mentee and a term of the mentor share.
SHARED = Func(
    F("period"),
    F("pair__terms__period"),
    template="(%(expressions)s)",
    arg_joiner=" * ",
    output_field=DateRangeField(),
)


def breaches() -> list[str]:
    """Every breach in words with numbers of rows, never with names; empty when all holds."""
    return [*_borders(), *_capacity(), *_terms(), *_overlaps(), *_orders()]


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
    """As the triggers count: live memberships in the days of a term of the same mentor's."""
    places = PairMember.objects.filter(live=True, period__overlap=F("pair__terms__period"))
    places = places.annotate(mentor=F("pair__terms__mentor_entry"), span=SHARED)
    together = places.filter(mentor=OuterRef("mentor"), span__overlap=OuterRef("span"))
    n = together.order_by().values("mentor").annotate(n=Count("pk", distinct=True)).values("n")
    over = places.annotate(n=n).filter(n__gt=F("pair__terms__mentor_entry__capacity"))
    mentors = over.order_by("mentor").values_list("mentor", flat=True)
    return [f"наставник {pk}: наставляемых больше, чем мест" for pk in mentors.distinct()]


def _terms() -> list[str]:
    """The last term of a pair is that of its mentor, and no pair is without one."""
    last = MentorTerm.objects.filter(pair=OuterRef("pk")).order_by("-period")
    astray = Pair.objects.exclude(mentor_entry=Subquery(last.values("mentor_entry")[:1]))
    without = Pair.objects.filter(terms=None)
    return [f"пара {pk}: наставник не тот, что в последнем сроке" for pk in _pks(astray | without)]


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
