"""Papers about all pairs at once: the agreement of every mentor and mentee (D5)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from mentorship.bank.models import Person
from mentorship.bank.papers.people import WITHOUT_CONSENT, on_paper
from mentorship.core.keys import key_of
from mentorship.documents.batches.offers import Offer, Row, register
from mentorship.documents.models import Document
from mentorship.documents.pairs_order import CODE as PAIRS_ORDER
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair, PairMember
from mentorship.pairs.papers import addendum_batches, agreement

GONE, OVER, HAS_ONE = "пары больше нет", "пара уже окончена", "соглашение уже есть"


def rows(member: Membership, year: SchoolYear, source: str) -> list[Row]:
    """Every mentee of the year's pairs, or of the pairs of one order (`source` is its pk).

    Those of pairs that are over are there too, not ticked: a paper may be wanted afterwards.
    """
    mentees = _mentees(member, year)
    if order := key_of(source):
        mentees = mentees.filter(pair__order=order)
    found = list(mentees)
    fit, have = _agreeing(found), _with_agreement(member, year)
    return [Row(str(m.pk), _label(m), _remark(m, fit, have)) for m in found]


def fields(
    member: Membership, year: SchoolYear, keys: Sequence[str]
) -> Mapping[str, Mapping[str, Any] | str]:
    """The mentee of each draft; whoever has no consent, or whose pair is over, in words."""
    mentees = _mentees(member, year).filter(pk__in=keys)
    found = {str(mentee.pk): mentee for mentee in mentees}
    fit = _agreeing(found.values())
    answers: dict[str, Mapping[str, Any] | str] = {}
    for key in keys:
        refusal = _refusal(found[key], fit) if key in found else GONE
        answers[key] = refusal or {"mentee": int(key)}
    return answers


def people(member: Membership, keys: Sequence[str]) -> set[int]:
    """Mentees and mentors of these rows, of the member's own organization."""
    pairs = Pair.objects.owned_by(member)
    mentees = PairMember.objects.filter(pk__in=keys, pair__in=pairs.order_by())
    named = mentees.values_list("person", "pair__mentor_entry__person")
    return {pk for row in named for pk in row}


def _mentees(member: Membership, year: SchoolYear) -> Any:
    pairs = Pair.objects.owned_by(member).of_year(year).order_by()
    pairs = pairs.exclude(state=Pair.State.DECLINED)
    taking_part = Q(live=True) | Q(pair__state__in=Pair.OVER)
    mentees = PairMember.objects.filter(taking_part, pair__in=pairs)
    return mentees.select_related("person", "pair__mentor_entry__person").order_by(
        "pair__mentor_entry__person__sort_name", "person__sort_name", "pk"
    )


def _agreeing(mentees: Iterable[PairMember]) -> set[int]:
    keys = {
        key for mentee in mentees for key in (mentee.person_id, mentee.pair.mentor_entry.person_id)
    }
    return set(on_paper(Person.objects.filter(pk__in=keys), timezone.localdate()).fit)


def _with_agreement(member: Membership, year: SchoolYear) -> set[Any]:
    """Mentees whose agreement of the year is drawn up already."""
    papers = Document.objects.filter(
        organization=member.organization, kind=agreement.KIND.code, school_year=year.first
    )
    standing = papers.exclude(state=Document.State.CANCELLED)
    return set(standing.values_list("fields__mentee", flat=True))


def _label(mentee: PairMember) -> str:
    return f"{mentee.pair.mentor_entry.person.short_name} – {mentee.person.short_name}"


def _remark(mentee: PairMember, fit: set[int], have: set[Any]) -> str:
    over = OVER if mentee.pair.state in Pair.OVER else ""
    return _refusal(mentee, fit) or (HAS_ONE if mentee.pk in have else over)


def _refusal(mentee: PairMember, fit: set[int]) -> str:
    agree = {mentee.person_id, mentee.pair.mentor_entry.person_id} <= fit
    return "" if agree else WITHOUT_CONSENT


AGREEMENTS = Offer(
    kind=agreement.KIND.code,
    title="Соглашения наставников и наставляемых",
    rows=rows,
    fields=fields,
    people=people,
    source_kind=PAIRS_ORDER,
    source_title="Соглашения всех пар",
    nobody="В этом учебном году пар ещё нет: соглашения составляются для пар.",
)


def register_offers() -> None:
    register(AGREEMENTS)
    register(addendum_batches.ADDENDA)
