"""Choosing people for a paper: of the year's banks, and only those who may be named."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from mentorship.bank.affiliations import Category, category_on, place_on
from mentorship.bank.models import MenteeEntry, MentorEntry, Person, PersonQuerySet
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear

Stage = MentorEntry.Stage


class PeopleField(forms.ModelMultipleChoiceField):
    """Several people, each with a class or a position."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Наставники")
        kwargs.setdefault("required", False)
        super().__init__(Person.objects.none(), widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, obj):
        return named(obj)


class PersonField(forms.ModelChoiceField):
    """One person with a class or a position."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Person.objects.none(), **kwargs)

    def label_from_instance(self, obj):
        return named(obj)


def named(person: Any) -> str:
    return f"{person.full_name}, {person.place}" if person.place else person.full_name


def mentors_to_name(member: Membership, document: Document | None = None) -> PersonQuerySet:
    """Mentors of the document's year who were not declined and have a consent in force."""
    entries = MentorEntry.objects.visible_to(member).filter(institution=member.organization_id)
    return _people(member, entries.exclude(stage=Stage.DECLINED), document)


def mentees_to_name(member: Membership, document: Document | None = None) -> PersonQuerySet:
    """Mentees of the document's year who have a consent in force."""
    entries = MenteeEntry.objects.visible_to(member).filter(institution=member.organization_id)
    return _people(member, entries, document)


def pupils_to_name(member: Membership, document: Document | None = None) -> PersonQuerySet:
    """Those of them who learn: only they have parents to write to."""
    return pupils_among(mentees_to_name(member, document), timezone.localdate())


def pupils_among(people: PersonQuerySet, day: date) -> PersonQuerySet:
    """People who are pupils on a day; whoever has left the school since then stays."""
    now = people.annotate(is_now=category_on(day, "pk"))
    return now.filter(Q(is_now=Category.PUPIL) | Q(is_now=None))


def at_stages(member: Membership, year: SchoolYear, stages: Iterable[str]) -> list[int]:
    """Keys of mentors of a year who stand at these stages and may be named; the first choice."""
    today = timezone.localdate()
    entries = MentorEntry.objects.visible_to(member).of_year(year).with_consent_on(today)
    chosen = entries.filter(stage__in=stages, left_on=None)
    return list(chosen.order_by("person__sort_name", "pk").values_list("person", flat=True))


def day_of_paper(document: Document) -> date:
    """The day people are described as of: today inside the document's year, else its last day."""
    return SchoolYear(document.school_year).counted_on(timezone.localdate())


def _people(member: Membership, entries: Any, document: Document | None) -> PersonQuerySet:
    if document:
        entries = entries.of_year(SchoolYear(document.school_year))
    today = timezone.localdate()
    people = Person.objects.visible_to(member).with_consent_on(today)
    named = people.filter(pk__in=entries.order_by().values("person"))
    return named.annotate(place=place_on(today, "pk")).order_by("sort_name", "pk")
