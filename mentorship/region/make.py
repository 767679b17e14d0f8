"""A whole invented region for trying things on and for benchmarks: bulk, the same for a seed."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from random import Random
from typing import Any

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from mentorship.accounts.demo import DemoAccount, keep_demo_accounts
from mentorship.accounts.passwords import new_password
from mentorship.bank.models import Affiliation, MentorEntry, MentoringForm
from mentorship.core.copying import copy_rows
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Headcount, Membership, Organization
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import EndReason, MentorTerm, Pair, PairMember
from mentorship.region.answers import Interviewer
from mentorship.region.keys import with_keys
from mentorship.region.pairing import Company, Matchmaker, sign
from mentorship.region.papers import Paper, issue
from mentorship.region.people import YOUNG_EXPERIENCE, Recruiter, Roll
from mentorship.region.plans import Planner
from mentorship.region.rounds import Collector
from mentorship.region.term import Term
from mentorship.region.tree import Tree, give_accounts, plant

Category = Affiliation.Category
Members = dict[tuple[int, str], Membership]
# So many institutions are drawn before they are written: a COPY costs the same for few rows.
AT_ONCE = 20
ENTERPRISES = 12
ORDER = "О закреплении наставнических пар и групп"


@transaction.atomic
def make_region(
    *,
    municipalities: int,
    schools: int,
    people: int,
    seed: int,
    year: SchoolYear,
    today: date | None = None,
    tell: Callable[[str], None] = lambda words: None,
) -> tuple[Counter[str], list[DemoAccount]]:
    """Fill an empty database with a region of `schools` institutions and exactly `people` people.

    With pairs, meetings, answers, roadmaps under review, and rounds of reports in every state: the
    year is lived up to `today`. All or nothing; the same arguments give the same names, places and
    dates (passwords are new each time). Gives counts by kind of row and the sign-ins worth showing.
    Raises DomainError where there are organizations already or an argument makes no sense.
    """
    if Organization.objects.exists():
        raise DomainError("В этой папке данных уже есть организации. Возьмите пустую папку.")
    if municipalities < 1 or schools < municipalities or people < 0:
        raise DomainError("Нужен хотя бы один муниципалитет и организация в каждом из них.")
    random = Random(seed)
    term = Term(year, min(today or timezone.localdate(), year.ends_on))
    tree = plant(random, municipalities=municipalities, schools=schools, year=year)
    accounts = give_accounts(random, tree, year, new_password())
    settler = Settler(random, tree, members_of(tree), term)
    counts = Counter(municipalities=municipalities, institutions=schools)
    for first in range(0, schools, AT_ONCE):
        sizes = [people * (n + 1) // schools - people * n // schools for n in range(schools)]
        counts += settler.settle(tree.institutions[first : first + AT_ONCE], sizes[first:])
        tell(f"организаций {min(first + AT_ONCE, schools)} из {schools}, людей {counts['people']}")
    counts["tasks"] = Planner(random, tree, settler.members, term).make()
    with connection.cursor() as cursor:
        # The planner of the database does not know yet that there is anything.
        cursor.execute("ANALYZE")
    counts += Collector(random, tree, settler.members, term, tell).collect()
    keep_demo_accounts(accounts)
    return counts, accounts


def members_of(tree: Tree) -> Members:
    rows = Membership.objects.select_related("organization__parent__parent", "user")
    return {(row.organization_id, row.role): row for row in rows}


class Settler:
    """Fills institutions with people, pairs, meetings and answers, some at once."""

    def __init__(self, random: Random, tree: Tree, members: Members, term: Term) -> None:
        self.random, self.members, self.term = random, members, term
        self.forms = {form.code: form for form in MentoringForm.objects.all()}
        self.reasons = list(EndReason.objects.of("dissolve"))
        self.interviewer = Interviewer(random, term)

    def settle(self, institutions: Sequence[Organization], sizes: Sequence[int]) -> Counter[str]:
        rolls, companies = [], []
        for institution, size in zip(institutions, sizes, strict=False):
            roll = Recruiter(self.random, institution, self.term.year).recruit(size)
            rolls.append(roll)
            companies.append(self._company(roll))
        roll = joined(Roll(), rolls)
        counts = write(roll, self.forms)
        company = joined(Company(), companies)
        self._pairs(company, companies, institutions)
        category = {id(row.person): row.category for row in roll.affiliations}
        answers = copy_rows(self.interviewer.responses(company, category))
        copy_rows(
            row
            for own, institution in zip(rolls, institutions, strict=True)
            for row in headcounts(own, institution, self.term.year)
        )
        done = Counter(pairs=len(company.pairs), meetings=len(company.meetings))
        return counts + done + Counter(answers=len(answers))

    def _company(self, roll: Roll) -> Company:
        for entry in roll.mentees:
            entry.form = self.forms["uchitel-uchenik"]
        return Matchmaker(self.random, roll, self.term, self.forms, self.reasons).company()

    def _pairs(
        self, made: Company, companies: Sequence[Company], institutions: Sequence[Organization]
    ) -> None:
        acting = [
            (company, institution)
            for company, institution in zip(companies, institutions, strict=True)
            if company.ordered
        ]
        papers = [self._order(institution) for _company, institution in acting]
        for (company, _), order in zip(acting, issue(papers, self.term.year), strict=True):
            sign(company, order)
        with_keys(made.pairs, "mentor_entry")
        copy_rows(made.pairs)
        with_keys(made.members, "pair", "mentee_entry", "person")
        copy_rows(made.members)
        with_keys(made.meetings, "pair")
        copy_rows(made.meetings)
        with_keys(made.attendances, "meeting", "member")
        copy_rows(made.attendances)
        with_keys(made.moves, "pair")
        for move in made.moves:
            move.made_by = self.members[move.pair.institution_id, Role.CURATOR]
        copy_rows(made.moves)
        _end_terms([pair for pair in made.pairs if pair.state == Pair.State.DISSOLVED])

    def _order(self, institution: Organization) -> Paper:
        director = self.members[institution.pk, Role.DIRECTOR]
        return Paper(institution, director, "pairs_order", ORDER, "12-ОД", self.term.begins)


def _end_terms(pairs: Sequence[Pair]) -> None:
    """The mentor of a dissolved pair is free from the day its mentee is."""
    ended = PairMember.objects.filter(pair=OuterRef("pair")).values("period")[:1]
    MentorTerm.objects.filter(pair__in=[pair.pk for pair in pairs]).update(period=Subquery(ended))


def joined(whole: Any, parts: Iterable[Any]) -> Any:
    """One roll (or company) of many, its lists put together in their order."""
    for part in parts:
        for name, rows in vars(part).items():
            getattr(whole, name).extend(rows)
    return whole


def write(roll: Roll, forms: dict[str, MentoringForm]) -> Counter[str]:
    """Write the rows of some institutions; children take the keys of the people."""
    copy_rows(roll.people)
    category = {row.person.pk: row.category for row in roll.affiliations}
    for rows in (roll.affiliations, roll.mentors, roll.mentees, roll.consents):
        with_keys(rows, "person")
        copy_rows(rows)
    copy_rows(forms_of_mentors(roll.mentors, category, forms))
    return Counter(
        people=len(roll.people),
        mentors=len(roll.mentors),
        mentees=len(roll.mentees),
        consents=len(roll.consents),
    )


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
        row(ENTERPRISES, category="enterprise"),
    ]


def is_young(teacher: Affiliation, year: SchoolYear) -> bool:
    return year.first - (teacher.teaching_since or 0) <= YOUNG_EXPERIENCE
