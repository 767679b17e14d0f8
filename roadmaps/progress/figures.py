"""Figures that reports of a roadmap speak of (S002); people without a consent are in none."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from mentorship.bank.affiliations import place_on
from mentorship.bank.models import (
    Affiliation,
    Consent,
    Event,
    MenteeEntry,
    MentorEntry,
    Person,
)
from mentorship.organizations.figures import Figure, register_figure
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Feedback, GroupFinal, Meeting, Pair, PairMember
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.participants import answered

Category = Affiliation.Category
Purpose = Questionnaire.Purpose
PUPILS, TEACHERS = (Category.PUPIL,), (Category.TEACHER, Category.HEAD)
STUDENTS, EMPLOYERS = (Category.STUDENT,), (Category.EMPLOYER,)
BANKS: dict[str, type[MenteeEntry] | type[MentorEntry]] = {
    "mentee": MenteeEntry,
    "mentor": MentorEntry,
}
SURVEYS = {"mentee": Purpose.MENTEE_BANK, "mentor": Purpose.MENTOR_BANK}
CONSENT = "согласие на обработку данных действовало"


def day_of(year: SchoolYear) -> Any:
    """The day a figure of the year speaks about."""
    return year.counted_on(timezone.localdate())


def in_bank(bank: str, categories: Iterable[str], year: SchoolYear) -> QuerySet[Person]:
    """People who stood in a bank in the year, each once, narrowed to what they were in it."""
    entries = BANKS[bank].objects.of_year(year).filter(person=OuterRef("pk"))
    consents = Consent.objects.for_figures(OuterRef("pk"), year.starts_on, day_of(year))
    people = Person.objects.filter(Exists(entries), Exists(consents))
    return described(of_categories(people, categories, year), year)


def surveyed(bank: str, categories: Iterable[str], year: SchoolYear) -> QuerySet[Person]:
    """People who answered the questionnaire of entering a bank in the year."""
    people = answered(Q(questionnaire__purpose=SURVEYS[bank]), year, timezone.localdate())
    return described(of_categories(people, categories, year), year)


def of_categories(
    people: QuerySet[Person], categories: Iterable[str], year: SchoolYear
) -> QuerySet[Person]:
    chosen = tuple(categories)
    if not chosen:
        return people
    within_year = DateRange(year.starts_on, day_of(year), "[]")
    was = Affiliation.objects.filter(
        person=OuterRef("pk"), category__in=chosen, period__overlap=within_year
    )
    return people.filter(Exists(was))


def described(people: QuerySet[Person], year: SchoolYear) -> QuerySet[Person]:
    ordered = people.order_by("sort_name", "pk")
    return ordered.annotate(place=place_on(day_of(year), "pk"))


def preferences_given(year: SchoolYear) -> QuerySet[Person]:
    """People who said with whom they would like to work after the group meeting."""
    which = Q(questionnaire__purpose=Purpose.PREFERENCE)
    return described(answered(which, year, timezone.localdate()), year)


def results_written(year: SchoolYear) -> QuerySet[Person]:
    """Mentees whose results are written back into the bank (S002, row 33)."""
    entries = MenteeEntry.objects.of_year(year).filter(person=OuterRef("pk"))
    consents = Consent.objects.for_figures(OuterRef("pk"), year.starts_on, day_of(year))
    written = entries.exclude(outcome="")
    return described(Person.objects.filter(Exists(written), Exists(consents)), year)


def pairs_ordered(year: SchoolYear) -> QuerySet[Pair]:
    """Pairs and groups of the year that an order made by now, both sides with a consent."""
    pairs = Pair.objects.of_year(year).taking_part().exclude(order__dated_on__gt=day_of(year))
    return pairs.filter(*both_agreed("pk", "mentor_entry__person", year.starts_on, year)).order_by(
        "pk"
    )


def meetings_held(stage: str, year: SchoolYear) -> QuerySet[Meeting]:
    """Meetings of a stage held by now, of pairs whose sides had a consent."""
    held = Meeting.objects.of_year(year).held().filter(stage=stage, held_on__lte=day_of(year))
    agreed = both_agreed("pair", "pair__mentor_entry__person", OuterRef("held_on"), year)
    return held.filter(*agreed).select_related("own_direction").order_by("held_on", "pk")


def both_agreed(pair: str, mentor: str, since: Any, year: SchoolYear) -> tuple[Exists, Exists]:
    """The mentor and at least one mentee have a consent that counts."""
    day = day_of(year)
    own = Consent.objects.for_figures(OuterRef("person"), year.starts_on, day)
    members = PairMember.objects.filter(Exists(own), pair=OuterRef(pair))
    return Exists(members), Exists(Consent.objects.for_figures(OuterRef(mentor), since, day))


def feedback_given(year: SchoolYear) -> QuerySet[Feedback]:
    """Monthly words of either side, of people with a consent."""
    own = Consent.objects.for_figures(OuterRef("person"), year.starts_on, day_of(year))
    given = Feedback.objects.given().filter(pair__school_year=year.first, month__lte=day_of(year))
    return given.filter(Exists(own)).select_related("person").order_by("month", "pk")


def group_finals(year: SchoolYear) -> QuerySet[Event]:
    """Final meetings of all pairs that took place."""
    final = GroupFinal.objects.of_year(year).filter(event=OuterRef("pk"))
    events = Event.objects.held().filter(Exists(final), starts_on__lte=day_of(year))
    return events.order_by("starts_on", "pk")


def describe_person(person: Any) -> str:
    return ", ".join(filter(None, [person.full_name, person.place]))


def describe_meeting(meeting: Any) -> str:
    return f"{meeting.held_on:%d.%m.%Y}, {meeting.direction_title}"


def describe_feedback(word: Any) -> str:
    return f"обратная связь за {word.month:%m.%Y}"


def describe_event(event: Any) -> str:
    return f"{event.title}, {event.starts_on:%d.%m.%Y}"


def _of_people(
    code: str, title: str, definition: str, rows: Callable[[SchoolYear], QuerySet]
) -> Figure:
    return Figure(code, title, f"{definition}; {CONSENT}.", "чел.", rows, describe=describe_person)


WHO = {
    "mentee_pupils": ("mentee", PUPILS, "наставляемых обучающихся"),
    "mentee_teachers": ("mentee", TEACHERS, "наставляемых педагогов"),
    "mentor_pupils": ("mentor", PUPILS, "наставников – обучающихся"),
    "mentor_teachers": ("mentor", TEACHERS, "наставников – педагогов"),
    "mentor_students": ("mentor", STUDENTS, "наставников – студентов"),
    "mentor_employers": ("mentor", EMPLOYERS, "наставников от предприятий и организаций"),
    "mentees": ("mentee", (), "наставляемых"),
    "mentors": ("mentor", (), "наставников"),
}

FIGURES = [
    *(
        _of_people(
            f"{code}_in_bank",
            f"В базе: {words}",
            f"Сколько {words} стояло в базе в учебном году",
            partial(in_bank, bank, categories),
        )
        for code, (bank, categories, words) in WHO.items()
    ),
    *(
        _of_people(
            f"{code}_surveyed",
            f"Прошли анкетирование: потенциальных {words}",
            f"Сколько потенциальных {words} ответило на анкету вступления в базу",
            partial(surveyed, bank, categories),
        )
        for code, (bank, categories, words) in WHO.items()
    ),
    _of_people(
        "preferences_given",
        "Ответили на анкету предпочтений",
        "Участники, ответившие на анкету после групповой встречи",
        preferences_given,
    ),
    _of_people(
        "results_written",
        "Результаты внесены в базу",
        "Наставляемые, у которых в базе записаны результаты программы",
        results_written,
    ),
    Figure(
        "pairs_ordered",
        "Пары и группы, закреплённые приказом",
        f"Пары и группы учебного года, закреплённые приказом; {CONSENT} у обеих сторон.",
        "пар и групп",
        pairs_ordered,
    ),
    *(
        Figure(
            f"meetings_{stage.value}",
            f"Проведено встреч: {stage.label}",
            f"Встречи «{stage.label}», проведённые в учебном году; {CONSENT} у обеих сторон.",
            "встреч",
            partial(meetings_held, stage.value),
            institution="pair__institution",
            describe=describe_meeting,
        )
        for stage in Meeting.Stage
    ),
    Figure(
        "feedback_given",
        "Собрано ежемесячной обратной связи",
        f"Ответы сторон пар за месяцы учебного года; {CONSENT}.",
        "ответов",
        feedback_given,
        institution="pair__institution",
        describe=describe_feedback,
    ),
    Figure(
        "group_finals_held",
        "Групповые заключительные встречи",
        "Проведённые заключительные встречи всех пар и групп учебного года.",
        "мероприятий",
        group_finals,
        institution="organization",
        describe=describe_event,
    ),
]


def register() -> None:
    for figure in FIGURES:
        register_figure(figure)
