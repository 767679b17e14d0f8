"""Steps of a school year as people take them, through the real services."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle

from mentorship.bank.affiliations import Category, Standing
from mentorship.bank.births import ADULT_FROM
from mentorship.bank.consents import ConsentRow, record_consents
from mentorship.bank.models import MenteeEntry, MentorEntry, MentoringForm, Person
from mentorship.bank.services import save_entry
from mentorship.demo.cast import Cast
from mentorship.organizations.models import Headcount, Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs import services as pairs
from mentorship.pairs.meetings.services import record_meeting
from mentorship.pairs.models import Meeting, Pair

SUBJECTS = cycle(
    [
        "математики",
        "русского языка и литературы",
        "физики",
        "истории",
        "биологии",
        "английского языка",
        "информатики",
        "географии",
    ]
)
REQUESTS = cycle(
    [
        "мотивация к учёбе, математика",
        "подготовка к олимпиаде по физике",
        "адаптация в новом классе",
        "выбор профиля обучения",
        "волонтёрство, организация мероприятий",
        "публичные выступления",
        "исследовательский проект по биологии",
        "подготовка к экзамену по русскому языку",
    ]
)
INTERESTS = cycle(["шахматы, программирование", "волейбол", "театр, чтение", "рисование", "туризм"])
DIRECTIONS = cycle(
    [
        Meeting.Direction.SOFT_SKILLS,
        Meeting.Direction.MOTIVATION,
        Meeting.Direction.VALUES,
        Meeting.Direction.POTENTIAL,
    ]
)


def people_of(*banks: Sequence[MentorEntry] | Sequence[MenteeEntry]) -> list[Person]:
    return [entry.person for bank in banks for entry in bank]


def day_of_age(person: Person) -> date:
    """When somebody whose year of birth alone is known surely is an adult."""
    return date((person.birth_year or 0) + ADULT_FROM + 1, 1, 1)


@dataclass
class School:
    """A school of the demo on its way through a year; `today` is the day its people act on."""

    member: Membership
    year: SchoolYear
    cast: Cast
    today: date
    forms: dict[str, MentoringForm] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.forms = {form.code: form for form in MentoringForm.objects.all()}

    def pupil_place(self, birth_year: int) -> str:
        letter = self.cast.random.choice("АБ")
        return f"{min(max(self.year.first - birth_year - 6, 1), 11)} «{letter}»"

    def mentee(self, birth_year: int, form: str, entered_on: date) -> MenteeEntry:
        entry = MenteeEntry(
            entered_on=entered_on,
            form=self.forms[form],
            request=next(REQUESTS),
            interests=next(INTERESTS),
        )
        return self._enter(entry, birth_year, Standing("pupil", self.pupil_place(birth_year)), None)

    def young_teacher(self, form: str, entered_on: date) -> MenteeEntry:
        entry = MenteeEntry(
            entered_on=entered_on,
            form=self.forms[form],
            request="планирование урока, работа с родителями",
        )
        first = self.year.first - self.cast.random.randint(0, 2)
        standing = Standing("teacher", f"учитель {next(SUBJECTS)}", first)
        return self._enter(entry, self.year.first - 24, standing, None)

    def teacher(self, capacity: int, entered_on: date, forms: Sequence[str]) -> MentorEntry:
        entry = MentorEntry(
            entered_on=entered_on,
            capacity=capacity,
            competences="методика предмета, проектная деятельность",
            achievements="подготовил призёров муниципального этапа олимпиады",
            interests=next(INTERESTS),
            desired_age="10–17 лет",
            time_resource="2 часа в неделю",
        )
        since = self.year.first - self.cast.random.randint(8, 25)
        standing = Standing("teacher", f"учитель {next(SUBJECTS)}", since)
        return self._enter(entry, since - 23, standing, forms)

    def pupil_mentor(self, birth_year: int, capacity: int, entered_on: date) -> MentorEntry:
        entry = MentorEntry(
            entered_on=entered_on,
            capacity=capacity,
            competences="лидерство, организация школьных событий",
            achievements="активист школьного самоуправления",
            interests=next(INTERESTS),
            desired_age="10–13 лет",
            time_resource="1 час в неделю",
        )
        standing = Standing("pupil", self.pupil_place(birth_year))
        return self._enter(entry, birth_year, standing, ["uchenik-uchenik"])

    def _enter(self, entry, birth_year, standing, forms):
        chosen = None if forms is None else [self.forms[code] for code in forms]
        return save_entry(
            member=self.member,
            entry=entry,
            person=self.cast.person(birth_year),
            standing=standing,
            forms=chosen,
            today=self.today,
        )

    def consents(self, people: Sequence[Person], signed_on: date) -> None:
        """Papers of the day; whoever has come of age since signed their own on that day."""
        minors = [p for p in people if p.needs_representative(signed_on, Category.PUPIL)]
        rows = [
            ConsentRow(
                person=person,
                signed_on=signed_on,
                representative_name=person.representative_name if person in minors else "",
            )
            for person in people
        ]
        record_consents(member=self.member, rows=rows, today=self.today)
        grown = [p for p in minors if not p.needs_representative(self.today, Category.PUPIL)]
        own = [ConsentRow(person=p, signed_on=day_of_age(p)) for p in grown]
        record_consents(member=self.member, rows=own, today=self.today)

    def pair(
        self,
        mentor: MentorEntry,
        mentees: Sequence[MenteeEntry],
        form: str,
        period: tuple[date, date],
        title: str = "",
    ) -> Pair:
        return pairs.create_pair(
            member=self.member,
            mentor_entry=mentor,
            mentee_entries=mentees,
            form=self.forms[form],
            starts_on=period[0],
            ends_on=period[1],
            title=title,
            today=min(period[0], self.today),
        )

    def agree(self, pair: Pair, day: date) -> Pair:
        """Both sides sign, the pair is proposed and accepted on the same day."""
        agreed = {member.pk: day for member in pair.members.all()}
        pairs.record_agreement(
            pair=pair,
            member=self.member,
            mentor_agreed_on=day,
            members_agreed_on=agreed,
            today=day,
        )
        self.move(pair, "propose", day)
        return self.move(pair, "accept", day)

    def move(self, pair: Pair, action: str, day: date, comment: str = "") -> Pair:
        return pairs.move_pair(
            pair=pair, action=action, member=self.member, comment=comment, today=day
        )

    def meet(self, pair: Pair, stage: str, day: date, direction: str = "") -> None:
        direction = direction or next(DIRECTIONS)
        meeting = Meeting(pair=pair, stage=stage, held_on=day, direction=direction)
        record_meeting(meeting=meeting, member=self.member, today=day)


def count_heads(organization: Organization, as_of: date, source: str, **heads: int) -> None:
    """Headcounts of a day by what they count: «pupil_10_19», «teacher_experience_3», «teacher»."""
    for name, value in heads.items():
        category, *bounds = name.split("_")
        if bounds[:1] == ["experience"]:
            limits = {"experience_to": int(bounds[1])}
        else:
            limits = dict(zip(("age_from", "age_to"), map(int, bounds), strict=False))
        Headcount.objects.create(
            organization=organization,
            as_of=as_of,
            category=category,
            value=value,
            source=source,
            **limits,
        )
