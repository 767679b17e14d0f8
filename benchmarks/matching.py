"""Matching from the bank to the stored run, against bare SciPy and against mentor-match.

mentor-match gets the same problem: the scores are the rule of its pairs, and since it has no places
each mentor is as many of its mentors. It is timed once (minutes at 300 × 900), its total is shown.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import numpy as np
from django.utils import timezone
from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data
from matching.rules.rule import Rule
from psycopg2.extras import DateRange
from scipy.optimize import linear_sum_assignment

from benchmarks.figures import Figure, compare, seconds
from benchmarks.importing import HALVES, NAMES, PATRONYMICS, SURNAMES, curator_of, institution
from mentorship.bank.models import (
    Affiliation,
    Consent,
    MenteeEntry,
    MenteeTopic,
    MentorEntry,
    MentorForm,
    MentoringForm,
    MentorTopic,
    Person,
    Topic,
)
from mentorship.core.copying import copy_rows
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.matching.assignment import Problem
from mentorship.pairs.matching.planning import plan_with
from mentorship.pairs.matching.runs import run_matching
from mentorship.reference import load_reference

# Mentors × mentees, and how long all of it may take on a machine of two cores.
SIZES = [((100, 300), 0.5), ((300, 900), 2.0)]
PLACES = 3
TIMES_FASTER = 10
SUBJECTS = ["физика", "математика", "химия", "история", "биология", "информатика", "литература"]
OF_SUBJECTS = ["физики", "математики", "химии", "истории", "биологии", "информатики", "литературы"]
HOBBIES = ["шахматы", "походы", "рисование", "музыка", "плавание", "робототехника", "театр"]
AGES = ["10–13 лет", "5–7 класс", "от 14 лет", ""]


def people(school: Organization, count: int, category: str, place: Callable[[int], str]) -> list:
    """Invented people with a consent and what they are since the year began."""
    started = SchoolYear.containing(timezone.localdate()).starts_on
    made = [
        Person(
            institution=school,
            last_name=f"{SURNAMES[n % 10]}-{HALVES[n // 10 % 10]}",
            first_name=NAMES[n // 100 % 10],
            patronymic=PATRONYMICS[n % 5],
            birth_year=started.year - (10 + n % 7 if category == "pupil" else 40),
        )
        for n in range(count)
    ]
    for person in made:
        person.fill_keys()
    made = copy_rows(made)
    period = DateRange(started - timedelta(days=365), None)
    copy_rows(
        Affiliation(institution=school, person=p, category=category, place=place(n), period=period)
        for n, p in enumerate(made)
    )
    copy_rows(Consent(institution=school, person=p, signed_on=started, signer="self") for p in made)
    return made


def fill_bank(school: Organization, mentors: int, mentees: int) -> None:
    """So many more of both in the bank, each with topics, words, ages and interests."""
    started = SchoolYear.containing(timezone.localdate()).starts_on
    topics = list(Topic.objects.filter(organization=school).order_by("pk"))
    teachers = people(school, mentors, "teacher", lambda n: f"учитель {OF_SUBJECTS[n % 7]}")
    leading = copy_rows(
        MentorEntry(
            institution=school,
            person=person,
            entered_on=started,
            capacity=PLACES,
            competences=f"олимпиады по предмету {SUBJECTS[n % 7]}, проект",
            interests=f"{HOBBIES[n % 7]}, {HOBBIES[n // 7 % 7]}",
            desired_age=AGES[n % 4],
        )
        for n, person in enumerate(teachers)
    )
    pupils = people(school, mentees, "pupil", lambda n: f"{5 + n % 7} «А»")
    asking = copy_rows(
        MenteeEntry(
            institution=school,
            person=person,
            entered_on=started + timedelta(days=n % 40),
            request=f"хочу участвовать в олимпиаде: {SUBJECTS[n * 5 % 7]}, нужен проект",
            interests=f"{HOBBIES[n * 3 % 7]}, {HOBBIES[n // 11 % 7]}",
        )
        for n, person in enumerate(pupils)
    )
    copy_rows(MentorTopic(entry=e, topic=topics[n % 7]) for n, e in enumerate(leading))
    copy_rows(MenteeTopic(entry=e, topic=topics[n * 3 % 7]) for n, e in enumerate(asking))
    form = MentoringForm.objects.get(code="uchitel-uchenik")
    MentorForm.objects.bulk_create(
        [MentorForm(mentorentry_id=entry.pk, mentoringform_id=form.pk) for entry in leading[::2]]
    )


def bare(problem: Problem) -> Callable[[], int]:
    """SciPy alone on the given matrix, a column for each place; gives the best total."""
    places = np.repeat(np.arange(len(problem.capacities)), problem.capacities)
    worth = np.where(problem.open, problem.scores, 0)[:, places].astype(float)

    def work() -> int:
        rows, columns = linear_sum_assignment(worth, maximize=True)
        return int(worth[rows, columns].sum())

    return work


class Given(Rule):
    """A rule of mentor-match that reads the score out of the same matrix."""

    def __init__(self, scores: np.ndarray) -> None:
        self.scores = scores.tolist()

    def evaluate(self, match_object: Any) -> bool:
        return True

    def apply(self, match_object: Any) -> int:
        return int(self.scores[match_object.mentee.grade][match_object.mentor.grade])


def peer(problem: Problem) -> tuple[float, int]:
    """Seconds of mentor-match over people numbered by their `grade`, and the total it finds."""
    scores = np.where(problem.open, problem.scores, 0)
    places = np.repeat(np.arange(scores.shape[1]), problem.capacities)
    mentors = [Mentor(grade=n, email=f"mentor{place}") for place, n in enumerate(places)]
    mentees = [Mentee(grade=n, email=f"mentee{n}") for n in range(len(scores))]
    taken = seconds(lambda: process_data(mentors, mentees, [[Given(scores)]]))
    found = [scores[mentee.grade, m.grade] for m in mentors for mentee in m.mentees]
    return taken, int(sum(found))


def figures_of(member: Membership, size: tuple[int, int], most: float) -> Iterator[Figure]:
    year = SchoolYear.containing(timezone.localdate())
    form = MentoringForm.objects.get(code="uchitel-uchenik")

    def ours() -> None:
        run_matching(member=member, year=year, form=form)

    problem = plan_with(member=member, year=year, form=form).worked.problem
    alone = bare(problem)
    name = f"{size[0]} × {size[1]}, {PLACES} places"
    timed = compare(name, ours, alone, 1)
    taken = float(timed.ours.split()[0]) / 1000
    limit = f"{most:g} s (bare SciPy {timed.limit})"
    yield Figure(f"{name}: bank to stored run", timed.ours, limit, taken / most, 1)
    found, best = run_matching(member=member, year=year, form=form).total, alone()
    optimum = 1 if found == best else float("inf")
    yield Figure(f"{name}: total is the optimum", f"{found}", f"{best}", optimum, 1)
    slow, total = peer(problem)
    limit = f"{slow:.1f} s once, total {total}"
    yield Figure(f"{name}: against mentor-match", timed.ours, limit, taken / slow, 1 / TIMES_FASTER)


def figures() -> Iterator[Figure]:
    load_reference()
    member = curator_of(institution())
    school = member.organization
    copy_rows(Topic(organization=school, title=title, group="study") for title in SUBJECTS)
    mentors = mentees = 0
    for size, most in SIZES:
        fill_bank(school, size[0] - mentors, size[1] - mentees)
        mentors, mentees = size
        yield from figures_of(member, size, most)
