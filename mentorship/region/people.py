"""The people of one institution: its roll, both banks and their consents, all invented."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from psycopg2.extras import DateRange

from mentorship.bank.models import Affiliation, Consent, MenteeEntry, MentorEntry, Person
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.region.names import draw_name, draw_phone

Category = Affiliation.Category
Type = Organization.Type
# Of a hundred people of the roll so many teach; the rest learn. Children of a kindergarten are
# no participants.
TEACHERS = {Type.SCHOOL: 8, Type.COLLEGE: 10, Type.SUPPLEMENTARY: 12, Type.KINDERGARTEN: 100}
IN_CLASS = 25
# Молодой специалист: from 0 to 3 years of experience (target indicator I3).
YOUNG_EXPERIENCE = 3
REQUESTS = (
    "Подготовка к экзаменам",
    "Подготовка к олимпиаде",
    "Выбор профессии",
    "Адаптация в новом коллективе",
    "Мотивация к учёбе",
    "Проектная работа",
)
TEACHER_REQUESTS = ("Работа с родителями", "Ведение документации", "Цифровые технологии на уроке")
COMPETENCES = (
    "Подготовка к олимпиадам",
    "Проектная деятельность",
    "Робототехника",
    "Классное руководство",
    "Методика преподавания",
)
POSITIONS = (
    "Учитель математики",
    "Учитель русского языка",
    "Учитель физики",
    "Учитель начальных классов",
    "Педагог-организатор",
)


@dataclass
class Roll:
    """Rows of one institution, not yet written; written in this order."""

    people: list[Person] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)
    mentors: list[MentorEntry] = field(default_factory=list)
    mentees: list[MenteeEntry] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)


class Recruiter:
    """Draws the people of one institution; the same seed draws the same ones."""

    def __init__(self, random: Random, institution: Organization, year: SchoolYear) -> None:
        self.random, self.institution, self.year = random, institution, year
        self.roll = Roll()

    def recruit(self, size: int) -> Roll:
        """A roll of exactly `size` people, with their places in the banks and their consents."""
        kind = Type(self.institution.institution_type)
        teachers = max(1, size * TEACHERS[kind] // 100) if size else 0
        for _ in range(teachers):
            self.teacher()
        for n in range(size - teachers):
            if kind == Type.COLLEGE:
                self.student(n)
            else:
                self.pupil(n)
        return self.roll

    def chance(self, percent: float) -> bool:
        return self.random.random() * 100 < percent

    def pupil(self, n: int) -> None:
        """Classes fill up in turn: 1 «А», 2 «А», … 11 «А», 1 «Б», …"""
        grade, letter = n // IN_CLASS % 11 + 1, "АБВГДЕЖЗИК"[n // IN_CLASS // 11 % 10]
        person = self.person(self.year.first - 6 - grade)
        self.affiliate(person, Category.PUPIL, f"{grade} «{letter}»")
        if grade >= 9 and self.chance(15):
            self.mentor(person)
        elif grade >= 4 and self.chance(20):
            self.mentee(person, REQUESTS)

    def student(self, n: int) -> None:
        course = n // IN_CLASS % 4 + 1
        person = self.person(self.year.first - 15 - course)
        self.affiliate(person, Category.STUDENT, f"Группа {course}-{n // IN_CLASS // 4 + 1}")
        if self.chance(8):
            self.mentor(person)
        elif self.chance(12):
            self.mentee(person, REQUESTS)

    def teacher(self) -> None:
        age = self.random.randint(22, 64)
        experience = self.random.randint(0, age - 22)
        person = self.person(self.year.first - age)
        since = self.year.first - experience
        self.affiliate(person, Category.TEACHER, self.random.choice(POSITIONS), since)
        if experience <= YOUNG_EXPERIENCE:
            self.mentee(person, TEACHER_REQUESTS)
        elif self.chance(80):
            self.mentor(person)

    def person(self, birth_year: int) -> Person:
        sex = self.random.choice(Person.Sex.values)
        name = draw_name(self.random, sex)
        born = date(birth_year, self.random.randint(1, 12), self.random.randint(1, 28))
        person = Person(
            institution=self.institution,
            last_name=name.last_name,
            first_name=name.first_name,
            patronymic=name.patronymic,
            sex=sex,
            born_on=born,
            contacts=draw_phone(self.random),
        )
        if person.needs_representative(self.year.starts_on, Category.PUPIL):
            person.representative_name = draw_name(self.random, Person.Sex.FEMALE).full
            person.representative_contacts = draw_phone(self.random)
        person.fill_keys()
        self.roll.people.append(person)
        return person

    def affiliate(
        self, person: Person, category: str, place: str, since: int | None = None
    ) -> None:
        self.roll.affiliations.append(
            Affiliation(
                institution=self.institution,
                person=person,
                category=category,
                place=place,
                teaching_since=since,
                period=DateRange(self.year.starts_on, None),
            )
        )

    def mentor(self, person: Person) -> None:
        entry = MentorEntry(
            institution=self.institution,
            person=person,
            competences=self.random.choice(COMPETENCES),
            time_resource="2 часа в неделю",
            capacity=self.random.choice((1, 2, 2, 3, 4)),
            stage=self.stage(),
            entered_on=self.september(),
        )
        self.roll.mentors.append(entry)
        self.agree(person)

    def stage(self) -> str:
        """Most are admitted by the order of the school, the others stand somewhere on the way."""
        stages = MentorEntry.Stage
        return stages.ADMITTED if self.chance(85) else self.random.choice(stages.values)

    def mentee(self, person: Person, requests: tuple[str, ...]) -> None:
        entry = MenteeEntry(
            institution=self.institution,
            person=person,
            request=self.random.choice(requests),
            entered_on=self.september(),
        )
        self.roll.mentees.append(entry)
        self.agree(person)

    def agree(self, person: Person) -> None:
        """Most have a consent to processing; some let it be published, a few took it back."""
        if self.chance(6):
            return
        signed_on = self.september()
        self.roll.consents += self.papers(person, signed_on)

    def papers(self, person: Person, signed_on: date) -> Iterator[Consent]:
        purposes = [Consent.Purpose.PROCESSING]
        if self.chance(15):
            purposes.append(Consent.Purpose.PUBLICATION)
        withdrawn_on = signed_on + timedelta(days=10) if self.chance(1) else None
        minor = person.needs_representative(signed_on, Category.PUPIL)
        for purpose in purposes:
            yield Consent(
                institution=self.institution,
                person=person,
                purpose=purpose,
                signed_on=signed_on,
                signer=Consent.Signer.REPRESENTATIVE if minor else Consent.Signer.SELF,
                representative_name=person.representative_name if minor else "",
                valid_until=self.year.ends_on if self.chance(30) else None,
                withdrawn_on=withdrawn_on,
            )

    def september(self) -> date:
        return self.year.starts_on + timedelta(days=self.random.randrange(30))
