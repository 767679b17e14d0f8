"""The rules of a pair in words: each function returns sentences about what forbids it.

An empty list means allowed. The database holds the same rules (`models.py`); what it refuses when
two requests meet is put into the same words by `constraints_in_words`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, QuerySet

from mentorship.bank.models import (
    Affiliation,
    MenteeEntry,
    MentorEntry,
    MentoringForm,
    MentorOffer,
    Person,
)
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair, PairMember, RoleVariant

WORDS_OF_CONSTRAINTS = {
    "pairmember_one_live_pair_per_form": (
        "Наставляемый уже состоит в паре этой формы в эти же дни: возможно, её только что "
        "составил другой пользователь."
    ),
    "pairmember_mentor_capacity": (
        "У наставника не осталось свободных мест: возможно, последнее только что занял другой "
        "пользователь."
    ),
    "pair_inside_one_municipality": (
        "Пара составляется внутри одной организации или двух организаций одного муниципалитета."
    ),
    "pairmember_mentee_of_owner": "Наставляемый состоит в базе другой организации.",
    "pair_variant_of_the_form": "Ролевая модель относится к другой форме наставничества.",
}


@contextmanager
def constraints_in_words() -> Iterator[None]:
    """A savepoint that turns a refusal of the database into DomainError; others pass as is."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnostics = getattr(error.__cause__, "diag", None)
        words = WORDS_OF_CONSTRAINTS.get(getattr(diagnostics, "constraint_name", None) or "")
        if words is None:
            raise
        raise DomainError(words) from error


def whole_days(first: date, last: date) -> DateRange:
    """A period with both days included, in the shape PostgreSQL gives back: [first, last + 1)."""
    return DateRange(first, last + timedelta(days=1))


def names(people: Iterable[Person]) -> str:
    """«Ёлкин М. А., Седых Н. А.» in the order of the alphabet."""
    return ", ".join(p.short_name for p in sorted(people, key=lambda p: (p.sort_name, p.pk)))


def sentence(text: str) -> str:
    """Initials bring their own full stop."""
    return text if text.endswith(".") else f"{text}."


def people_of(pair: Pair) -> list[Person]:
    """The mentor and the live mentees."""
    live = pair.members.filter(live=True).select_related("person")
    return [pair.mentor_entry.person, *(m.person for m in live)]


def consent_problems(people: Iterable[Person], day: date) -> list[str]:
    """Whose consent to processing is missing on the day (152-ФЗ, ст. 9)."""
    if not (listed := names(lacking_consent(people, day))):
        return []
    return [sentence(f"Нет действующего согласия на обработку персональных данных: {listed}")]


def lacking_consent(people: Iterable[Person], day: date) -> list[Person]:
    """Who has no consent to processing in force on the day, by name."""
    known = [person.pk for person in people]
    return list(Person.objects.filter(pk__in=known).without_consent_on(day).order_by("sort_name"))


def agreement_problems(pair: Pair) -> list[str]:
    """Whose written agreement to mentor or be mentored is not recorded (S001, 4.6)."""
    live = pair.members.filter(live=True, agreed_on=None).select_related("person")
    silent = [member.person for member in live]
    if pair.mentor_agreed_on is None:
        silent.append(pair.mentor_entry.person)
    if not silent:
        return []
    return [sentence(f"Не записано письменное согласие на участие в паре: {names(silent)}")]


def period_problems(starts_on: date, ends_on: date) -> list[str]:
    """A pair lives inside one school year; the next year makes it anew."""
    if ends_on < starts_on:
        return ["Дата окончания раньше даты начала."]
    last = SchoolYear.containing(starts_on).ends_on
    if ends_on > last:
        return [f"Пара составляется на один учебный год: окончание не позже {last:%d.%m.%Y}."]
    return []


def side_problems(
    member: Membership, mentor_entry: MentorEntry, mentee_entries: list[MenteeEntry]
) -> list[str]:
    """Who may be put together at all: own mentees, one municipality, nobody mentors himself."""
    found = []
    if not mentee_entries:
        found.append("Выберите хотя бы одного наставляемого.")
    if any(entry.institution_id != member.organization_id for entry in mentee_entries):
        found.append("Наставляемый состоит в базе другой организации.")
    giver = mentor_entry.institution
    own = giver.pk == member.organization_id
    if not own and giver.parent_id != member.organization.parent_id:
        found.append(WORDS_OF_CONSTRAINTS["pair_inside_one_municipality"])
    if any(entry.person_id == mentor_entry.person_id for entry in mentee_entries):
        found.append("Наставник не может быть наставляемым в своей паре.")
    return found


def variant_problems(form: MentoringForm, variant: RoleVariant | None) -> list[str]:
    """A role variant belongs to one form (domain B3)."""
    if variant is None or variant.form_id == form.pk:
        return []
    return [WORDS_OF_CONSTRAINTS["pair_variant_of_the_form"]]


def offer_problems(
    member: Membership, mentor_entry: MentorEntry, wanted: int, period: DateRange, today: date
) -> list[str]:
    """A mentor of another school is taken from its open offer, within the places offered (B8)."""
    if mentor_entry.institution_id == member.organization_id:
        return []
    offer = MentorOffer.objects.offered_to(member, today).filter(entry=mentor_entry).first()
    if offer is None:
        return [
            "Организация наставника не предлагает его другим сейчас: попросите её открыть "
            "предложение."
        ]
    lent = _places(mentor_entry, period).exclude(pair__institution=mentor_entry.institution_id)
    if (taken := lent.distinct().count()) + wanted <= offer.places:
        return []
    return [
        f"Организация наставника предлагает другим мест: {offer.places}, занято {taken}, выбрано "
        f"ещё {wanted}."
    ]


def entry_problems(entries: Iterable[MentorEntry | MenteeEntry], day: date) -> list[str]:
    """Who has left the bank before the day."""
    gone = [entry.person for entry in entries if entry.left_on and entry.left_on < day]
    return [sentence(f"К {day:%d.%m.%Y} выбыли из базы: {names(gone)}")] if gone else []


def selection_problems(mentor_entry: MentorEntry) -> list[str]:
    """Who did not pass the selection gets nobody (S002, rows 12–16)."""
    if MentorEntry.objects.not_declined().filter(pk=mentor_entry.pk).exists():
        return []
    return [sentence(f"Не прошёл отбор наставников: {mentor_entry.person.short_name}")]


def form_problems(
    form: MentoringForm, mentor: Person, mentees: Iterable[Person], day: date
) -> list[str]:
    """The form fits what both sides are on the first day of the pair (domain B1)."""
    mentees = list(mentees)
    known: dict[int, set[str]] = {}
    everyone = [mentor.pk, *(p.pk for p in mentees)]
    for affiliation in Affiliation.objects.on(day).filter(person__in=everyone):
        known.setdefault(affiliation.person_id, set()).add(affiliation.category)
    sides = [("наставником", form.mentor_categories, [mentor])]
    sides.append(("наставляемым", form.mentee_categories, mentees))
    found = []
    for role, wanted, people in sides:
        if wrong := [p for p in people if not known.get(p.pk, set()) & set(wanted)]:
            allowed = ", ".join(str(Affiliation.Category(code).label) for code in wanted)
            found.append(
                sentence(
                    f"В форме «{form}» {role} может быть: {allowed}. На {day:%d.%m.%Y} это не так: "
                    f"{names(wrong)}"
                )
            )
    return found


def mentor_problems(
    mentor_entry: MentorEntry, mentees: list[MenteeEntry], form: MentoringForm, period: DateRange
) -> list[str]:
    """What forbids a mentor to take these mentees in the period; ask with the row locked."""
    first = period.lower
    return (
        entry_problems([mentor_entry, *mentees], first)
        + selection_problems(mentor_entry)
        + form_problems(form, mentor_entry.person, [e.person for e in mentees], first)
        + capacity_problems(mentor_entry, len(mentees), period)
    )


def overlap_problems(form: MentoringForm, people: Iterable[Person], period: DateRange) -> list[str]:
    """Nobody is a mentee of two live pairs of one form at a time."""
    taken = PairMember.objects.filter(
        person__in=[p.pk for p in people], form=form, live=True, period__overlap=period
    )
    busy = {member.person for member in taken.select_related("person")}
    if not busy:
        return []
    return [sentence(f"Уже состоят в паре формы «{form}» в эти дни: {names(busy)}")]


def _places(mentor_entry: MentorEntry, period: DateRange) -> QuerySet[PairMember]:
    """Live memberships that meet a term of the mentor inside the period; a row for each term.

    Three stretches of days have one in common when each two of them have.
    """
    return PairMember.objects.filter(
        pair__terms__mentor_entry=mentor_entry,
        pair__terms__period__overlap=period,
        period__overlap=F("pair__terms__period"),
        live=True,
    ).filter(period__overlap=period)


def places_taken(mentor_entry: MentorEntry, period: DateRange) -> int:
    """How many live mentees the mentor has in the period, over all pairs, as the trigger counts."""
    return _places(mentor_entry, period).distinct().count()


def capacity_problems(mentor_entry: MentorEntry, wanted: int, period: DateRange) -> list[str]:
    """The mentor has room for `wanted` more mentees; ask with the mentor's row locked."""
    taken = places_taken(mentor_entry, period)
    if taken + wanted <= mentor_entry.capacity:
        return []
    return [
        f"У наставника недостаточно мест: {names([mentor_entry.person])} ведёт {taken} из "
        f"{mentor_entry.capacity}, выбрано ещё {wanted}."
    ]


def refuse(problems: list[str]) -> None:
    """Raise DomainError with all the sentences, or do nothing when there are none."""
    if problems:
        raise DomainError(" ".join(problems))
