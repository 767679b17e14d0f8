"""Choosing the pair a paper is about, and its two sides as the paper names them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Prefetch

from mentorship.bank.models import Person
from mentorship.bank.papers.choice import day_of_paper
from mentorship.bank.papers.people import PersonOnPaper, on_paper, posts_of
from mentorship.documents.forms import KindForm
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair, PairMember, PairQuerySet


@dataclass(frozen=True)
class Sides:
    """A pair and those of its people who may be named; nobody where the pair is not chosen."""

    pair: Pair | None = None
    mentor: PersonOnPaper | None = None
    mentees: tuple[PersonOnPaper, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def mentee(self) -> PersonOnPaper | None:
        return self.mentees[0] if self.mentees else None


class PairField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return f"{obj.label}, {obj.form}"


class MenteeField(forms.ModelChoiceField):
    """One mentee of a pair: of a group every mentee has a paper of their own."""

    def label_from_instance(self, obj):
        mentor = obj.pair.mentor_entry.person.short_name
        return f"{mentor} – {obj.person.short_name}, {obj.form}"


class PairForm(KindForm):
    """A paper about one pair of the organization."""

    pair = PairField(Pair.objects.none(), label="Пара или группа")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["pair"]
        choice.queryset = pairs_of(self.member, self.document)


class MenteeForm(KindForm):
    """A paper about one mentee of a pair."""

    mentee = MenteeField(PairMember.objects.none(), label="Наставник и наставляемый")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = pairs_of(self.member, self.document)
        members = PairMember.objects.filter(pair__in=pairs.order_by()).order_by(
            "pair__mentor_entry__person__sort_name", "person__sort_name", "pk"
        )
        choice: Any = self.fields["mentee"]
        choice.queryset = members.select_related("person", "form", "pair__mentor_entry__person")


def pairs_of(member: Membership, document: Document | None) -> PairQuerySet:
    """Pairs of the member's organization, of the document's year once there is a document.

    No paper is drawn up for a pair that did not come about.
    """
    pairs = Pair.objects.owned_by(member).exclude(state=Pair.State.DECLINED)
    if document:
        pairs = pairs.of_year(SchoolYear(document.school_year))
    return with_members(pairs)


def with_members(pairs: PairQuerySet) -> PairQuerySet:
    """Pairs with everybody their labels name, in the order of mentors."""
    members = PairMember.objects.select_related("person").order_by("person__sort_name", "pk")
    return (
        pairs.select_related("mentor_entry__person", "form")
        .prefetch_related(Prefetch("members", queryset=members))
        .order_by("mentor_entry__person__sort_name", "pk")
    )


def sides_of_pair(document: Document) -> Sides:
    """The sides of the pair chosen: the mentor and every mentee who has not left it."""
    pairs = Pair.objects.filter(institution=document.organization_id)
    pair = pairs.filter(pk=document.fields.get("pair")).select_related("form").first()
    if pair is None:
        return Sides()
    members = pair.members.all() if pair.state in Pair.OVER else pair.members.filter(live=True)
    return _sides(pair, members.values_list("person", flat=True))


def sides_of_mentee(document: Document) -> Sides:
    """The sides of one mentee and their mentor."""
    members = PairMember.objects.filter(pair__institution=document.organization_id)
    chosen = members.filter(pk=document.fields.get("mentee")).select_related("pair__form").first()
    return _sides(chosen.pair, [chosen.person_id]) if chosen else Sides()


def posts_of_mentors(document: Document, pairs: Iterable[Pair]) -> dict[str, str]:
    """Job titles and classes of mentors and of the curator typed, for the list of acquaintance."""
    mentors = Person.objects.filter(pk__in=[pair.mentor_entry.person_id for pair in pairs])
    people = on_paper(mentors, day_of_paper(document))
    return posts_of(document, [document.fields.get("curator", "")]) | people.posts


def people_of_pair(document: Document) -> set[int]:
    """Keys of everybody the pair chosen names, for the reading log."""
    pairs = Pair.objects.filter(institution=document.organization_id)
    named = pairs.filter(pk=document.fields.get("pair"))
    rows = named.values_list("mentor_entry__person", "members__person")
    return {key for row in rows for key in row if key}


def people_of_mentee(document: Document) -> set[int]:
    """Keys of the mentee chosen and of their mentor."""
    members = PairMember.objects.filter(pair__institution=document.organization_id)
    rows = members.filter(pk=document.fields.get("mentee"))
    return {key for row in rows.values_list("person", "pair__mentor_entry__person") for key in row}


def _sides(pair: Pair, mentees: Any) -> Sides:
    mentor_key = Pair.objects.values_list("mentor_entry__person", flat=True).get(pk=pair.pk)
    keys = {mentor_key, *mentees}
    people = on_paper(Person.objects.filter(pk__in=keys), pair.starts_on)
    return Sides(
        pair=pair,
        mentor=people.fit.get(mentor_key),
        mentees=tuple(person for key, person in people.fit.items() if key != mentor_key),
        left_out=people.left_out,
    )
