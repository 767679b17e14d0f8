"""People as documents name them: nobody without a consent to processing in force."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from mentorship.bank.affiliations import Category, category_on, place_on
from mentorship.bank.models import Consent, MergeRecord, Person, PersonQuerySet
from mentorship.core.names import guess_sex, sort_key
from mentorship.documents.models import Document
from mentorship.organizations.models import Organization, Signatory

# Who has a job title in the school; of a pupil the card keeps a class.
EMPLOYEES = frozenset({Category.TEACHER, Category.HEAD})
WITHOUT_CONSENT = "нет согласия на обработку данных"


@dataclass(frozen=True)
class PersonOnPaper:
    """What a document says of a person; a representative stands here for a minor alone."""

    WORDS: ClassVar[Mapping[str, str]] = {"place": "должность_или_класс"}

    name: str
    sex: str
    place: str
    category: str
    contacts: str
    is_minor: bool
    representative: str = ""
    representative_contacts: str = ""

    @property
    def described(self) -> str:
        """«учитель физики», «7 «А» класс»: what stands after the name."""
        is_pupil = self.category == Category.PUPIL
        return f"{self.place} класс" if is_pupil and self.place else self.place

    @property
    def stated(self) -> str:
        """The same inside a sentence: «обучающаяся 7 «А» класса»."""
        if self.category != Category.PUPIL:
            return self.place
        is_she = (self.sex or guess_sex(self.name)) == "f"
        pupil = "обучающаяся" if is_she else "обучающийся"
        return f"{pupil} {self.place} класса" if self.place else pupil


@dataclass(frozen=True)
class PeopleOnPaper:
    """Those who may be named, by their keys in the order of names, and words about the others."""

    fit: dict[int, PersonOnPaper]
    left_out: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[PersonOnPaper, ...]:
        return tuple(self.fit.values())

    @property
    def posts(self) -> dict[str, str]:
        """Job title or class by full name, for the list of acquaintance."""
        return {person.name: person.described for person in self.rows}


def on_paper(people: PersonQuerySet, day: date) -> PeopleOnPaper:
    """These people as they are on a day, in one statement; consents are asked for today."""
    agreed = Consent.objects.for_processing(OuterRef("pk"), timezone.localdate())
    found = people.annotate(
        agrees=Exists(agreed), place=place_on(day, "pk"), category=category_on(day, "pk")
    ).order_by("sort_name", "pk")
    fit, left_out = {}, []
    for person in found:
        if person.agrees:
            fit[person.pk] = _said(person, day)
        else:
            left_out.append(f"{person.short_name} ({WITHOUT_CONSENT})")
    return PeopleOnPaper(fit, tuple(left_out))


def chosen_people(document: Document, field: str = "people") -> PersonQuerySet:
    """People of the document's organization whose keys its fields hold."""
    keys = kept_keys(keys_in(document, field))
    return Person.objects.filter(pk__in=keys, institution=document.organization_id)


def keys_in(document: Document, field: str = "people") -> set[int]:
    """Keys of people as the fields hold them, one or many: for the reading log too."""
    value: Any = document.fields.get(field)
    if not value:
        return set()
    return set(value) if isinstance(value, list) else {value}


def posts_of(document: Document, names: Iterable[str]) -> dict[str, str]:
    """Job titles of those named by hand, by full name, as the cards of the organization have them.

    Whoever signs for the organization is found too; of namesakes and people without a consent
    nothing is said.
    """
    day = document.dated_on or timezone.localdate()
    return posts_in(document.organization, names, day)


def posts_in(organization: Organization, names: Iterable[str], day: date) -> dict[str, str]:
    """The same of an organization on a day, before there is a document."""
    asked = {sort_key(name): name for name in names if name}
    in_office = Signatory.objects.filter(organization=organization).in_office(day)
    signing = in_office.values_list("full_name", "position")
    found = {name: position for name, position in signing if name in asked.values()}
    cards = Person.objects.filter(institution=organization, sort_name__in=asked)
    people = on_paper(cards, day).rows
    counts = Counter(person.name for person in people)
    return found | {
        person.name: person.place
        for person in people
        if person.place and person.category in EMPLOYEES and counts[person.name] == 1
    }


def kept_keys(keys: Iterable[int]) -> set[int]:
    """The same people by the cards they have now: a card merged since leads to the one kept."""
    asked = set(keys)
    merged = MergeRecord.objects.filter(dropped_key__in=asked)
    now = dict(merged.values_list("dropped_key", F("kept")))
    return {now.get(key, key) for key in asked}


def _said(person: Any, day: date) -> PersonOnPaper:
    is_minor = person.needs_representative(day, person.category or "")
    return PersonOnPaper(
        name=person.full_name,
        sex=person.sex,
        place=person.place or "",
        category=person.category or "",
        contacts=person.contacts,
        is_minor=is_minor,
        representative=person.representative_name if is_minor else "",
        representative_contacts=person.representative_contacts if is_minor else "",
    )
