"""A whole invented region for trying things on and for benchmarks: bulk, the same for a seed."""

from collections import Counter
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

from django.db import transaction

from mentorship.accounts.demo import DemoAccount, keep_demo_accounts
from mentorship.accounts.passwords import new_password
from mentorship.bank.models import Affiliation, MentorEntry, MentoringForm
from mentorship.core.copying import copy_rows
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Headcount, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.region.people import YOUNG_EXPERIENCE, Recruiter, Roll
from mentorship.region.tree import give_accounts, plant

Category = Affiliation.Category


@transaction.atomic
def make_region(
    *,
    municipalities: int,
    schools: int,
    people: int,
    seed: int,
    year: SchoolYear,
    tell: Callable[[str], None] = lambda words: None,
) -> tuple[Counter[str], list[DemoAccount]]:
    """Fill an empty database with a region of `schools` institutions and exactly `people` people.

    All or nothing; the same arguments give the same names, places and dates (passwords are new
    each time). Gives counts by kind of row and the sign-ins worth showing. Raises DomainError where
    there are organizations already or an argument makes no sense.
    """
    if Organization.objects.exists():
        raise DomainError("В этой папке данных уже есть организации. Возьмите пустую папку.")
    if municipalities < 1 or schools < municipalities or people < 0:
        raise DomainError("Нужен хотя бы один муниципалитет и организация в каждом из них.")
    random = Random(seed)
    tree = plant(random, municipalities=municipalities, schools=schools, year=year)
    accounts = give_accounts(random, tree, year, new_password())
    counts = Counter(municipalities=municipalities, institutions=schools)
    forms = {form.code: form for form in MentoringForm.objects.all()}
    for n, institution in enumerate(tree.institutions):
        size = people * (n + 1) // schools - people * n // schools
        roll = Recruiter(random, institution, year).recruit(size)
        counts += write(roll, forms)
        copy_rows(headcounts(roll, institution, year))
        if (n + 1) % 50 == 0:
            tell(f"организаций {n + 1} из {schools}, людей {counts['people']}")
    keep_demo_accounts(accounts)
    return counts, accounts


def write(roll: Roll, forms: dict[str, MentoringForm]) -> Counter[str]:
    """Write the rows of one institution; children take the keys of the people."""
    copy_rows(roll.people)
    category = {row.person.pk: row.category for row in roll.affiliations}
    for entry in roll.mentees:
        taught = category[entry.person.pk] == Category.TEACHER
        entry.form = forms["uchitel-uchitel" if taught else "uchitel-uchenik"]
    for rows in (roll.affiliations, roll.mentors, roll.mentees, roll.consents):
        with_keys_of_people(rows)
        copy_rows(rows)
    copy_rows(forms_of_mentors(roll.mentors, category, forms))
    return Counter(
        people=len(roll.people),
        mentors=len(roll.mentors),
        mentees=len(roll.mentees),
        consents=len(roll.consents),
    )


def with_keys_of_people(rows: Iterable[Any]) -> None:
    """A row made before its person was written does not know the person's key yet."""
    for row in rows:
        row.person_id = row.person.pk


def forms_of_mentors(
    mentors: Iterable[MentorEntry], category: dict[int, str], forms: dict[str, MentoringForm]
) -> list[Any]:
    through = MentorEntry.forms.through
    links = []
    for entry in mentors:
        teaches = category[entry.person.pk] == Category.TEACHER
        codes = ["uchitel-uchenik", "uchitel-uchitel"] if teaches else ["uchenik-uchenik"]
        links += [through(mentorentry=entry, mentoringform=forms[code]) for code in codes]
    return links


def headcounts(roll: Roll, institution: Organization, year: SchoolYear) -> list[Headcount]:
    """The denominators of the indicators, counted from the roll itself; ages as in decision 0007:
    full years on 31 December of the school year's first calendar year."""
    learners = [r for r in roll.affiliations if r.category in (Category.PUPIL, Category.STUDENT)]
    teachers = [r for r in roll.affiliations if r.category == Category.TEACHER]
    ages = [year.first - (row.person.birth_year or year.first) for row in learners]

    def row(value: int, **bounds: Any) -> Headcount:
        return Headcount(
            organization=institution,
            as_of=year.starts_on,
            value=value,
            source="полный список организации",
            **bounds,
        )

    return [
        row(sum(10 <= age <= 19 for age in ages), category="pupil", age_from=10, age_to=19),
        row(sum(15 <= age <= 19 for age in ages), category="pupil", age_from=15, age_to=19),
        row(sum(is_young(r, year) for r in teachers), category="teacher", experience_to=3),
    ]


def is_young(teacher: Affiliation, year: SchoolYear) -> bool:
    return year.first - (teacher.teaching_since or 0) <= YOUNG_EXPERIENCE
