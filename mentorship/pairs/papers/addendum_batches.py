"""Addenda to the employment contracts of all mentors of a year or of an order (ТК РФ, ст. 351.8).

Every contract has its own number and date: they are typed for each pair, payment once for all.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from mentorship.bank.models import Person
from mentorship.bank.papers.people import WITHOUT_CONSENT, on_paper
from mentorship.core.keys import key_of
from mentorship.documents.batches.offers import Offer, Row
from mentorship.documents.models import Document, DocumentQuerySet
from mentorship.documents.pairs_order import CODE as PAIRS_ORDER
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair, PairQuerySet
from mentorship.pairs.papers import addendum
from mentorship.pairs.papers.choice import with_members
from mentorship.pairs.papers.labor import of_employees

GONE, HAS_ONE = "пары больше нет или она окончена", "дополнительное соглашение уже есть"


def rows(member: Membership, year: SchoolYear, source: str) -> list[Row]:
    """Pairs of employees of the year, or of one order (`source` is its pk)."""
    pairs = _pairs(member, year)
    if order := key_of(source):
        pairs = pairs.filter(order=order)
    found = list(with_members(pairs))
    fit = _agreeing(found)
    of_year = _addenda(member).filter(school_year=year.first)
    have = set(of_year.values_list("fields__pair", flat=True))
    return [Row(str(pair.pk), pair.label, _remark(pair, fit, have)) for pair in found]


def fields(
    member: Membership, year: SchoolYear, keys: Sequence[str]
) -> Mapping[str, Mapping[str, Any] | str]:
    """The pair of each draft; where somebody has no consent or the pair is over, in words."""
    found = {str(pair.pk): pair for pair in with_members(_pairs(member, year).filter(pk__in=keys))}
    fit = _agreeing(list(found.values()))
    answers: dict[str, Mapping[str, Any] | str] = {}
    for key in keys:
        refusal = _refusal(found[key], fit) if key in found else GONE
        answers[key] = refusal or {"pair": int(key)}
    return answers


def known(
    member: Membership, year: SchoolYear, keys: Sequence[str]
) -> Mapping[str, Mapping[str, Any]]:
    """The contract of each mentor as the latest addendum of theirs names it."""
    own = Pair.objects.owned_by(member).order_by()
    mentors = dict(own.values_list("pk", "mentor_entry__person"))
    contracts = {}
    for document in _addenda(member).order_by("pk"):
        number, day = document.fields.get("contract_number"), document.fields.get("contract_on")
        if number and day:
            contract = {"contract_number": number, "contract_on": date.fromisoformat(day)}
            contracts[mentors.get(document.fields.get("pair"))] = contract
    return {key: contracts.get(mentors.get(int(key)), {}) for key in keys}


def people(member: Membership, keys: Sequence[str]) -> set[int]:
    """Mentors and mentees of these pairs, of the member's own organization."""
    pairs = Pair.objects.owned_by(member).filter(pk__in=keys).order_by()
    named = pairs.values_list("mentor_entry__person", "members__person")
    return {key for row in named for key in row if key}


def _pairs(member: Membership, year: SchoolYear) -> PairQuerySet:
    pairs = Pair.objects.owned_by(member).of_year(year).exclude(state__in=Pair.OVER)
    return of_employees(pairs)


def _addenda(member: Membership) -> DocumentQuerySet:
    papers = Document.objects.filter(organization=member.organization, kind=addendum.KIND.code)
    return papers.exclude(state=Document.State.CANCELLED)


def _agreeing(pairs: Sequence[Pair]) -> set[int]:
    keys = {key for pair in pairs for key in _named(pair)}
    return set(on_paper(Person.objects.filter(pk__in=keys), timezone.localdate()).fit)


def _named(pair: Pair) -> set[int]:
    live = {member.person_id for member in pair.members.all() if member.live}
    return {pair.mentor_entry.person_id} | live


def _remark(pair: Pair, fit: set[int], have: set[Any]) -> str:
    return _refusal(pair, fit) or (HAS_ONE if pair.pk in have else "")


def _refusal(pair: Pair, fit: set[int]) -> str:
    return "" if _named(pair) <= fit else WITHOUT_CONSENT


ADDENDA = Offer(
    kind=addendum.KIND.code,
    title="Дополнительные соглашения наставников",
    rows=rows,
    fields=fields,
    people=people,
    source_kind=PAIRS_ORDER,
    source_title="Дополнительные соглашения всех пар",
    nobody="В этом учебном году нет работающих пар, где оба – работники вашей организации: "
    "статья 351.8 ТК РФ – только о них. Для пары, которая уже окончена, составьте один документ.",
    typed=("contract_number", "contract_on"),
    shared={"payment_size": True, "payment_terms": True, "payment_act": False},
    known=known,
)
