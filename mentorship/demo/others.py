"""The other schools of the demo, each in another state; one lives in the current school year."""

from datetime import date, timedelta

from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.demo.papers import (
    SOURCES,
    draft_order,
    load_roadmap,
    load_roadmap_text,
    register_introduction,
    register_order,
)
from mentorship.demo.steps import School, count_heads, people_of
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair
from roadmaps.models import Task

MUNICIPAL_TITLE = (
    "План мероприятий (дорожная карта) внедрения целевой модели наставничества "
    "для образовательных организаций на 2022–2024 годы"
)


def gymnasium(school: School, director: Membership) -> None:
    """Teachers mentor teachers by the other regime; the order of the year is registered (S003)."""
    entered, period = date(2022, 9, 20), (date(2022, 10, 3), date(2023, 5, 31))
    mentors = [school.teacher(2, entered, ["pedagog-pedagog"]) for _ in range(4)]
    mentees = [school.young_teacher("pedagog-pedagog", entered) for _ in range(4)]
    school.consents(people_of(mentors, mentees), entered)
    pairs = [
        school.agree(school.pair(mentor, [mentee], "pedagog-pedagog", period), date(2022, 9, 28))
        for mentor, mentee in zip(mentors, mentees, strict=True)
    ]
    register_order(school, director, pairs, number="231-ОД", dated_on=date(2022, 10, 3))
    roadmap = load_roadmap(
        school.member.organization,
        "gimnaziya-7.txt",
        "Дорожная карта по реализации Положения о системе наставничества педагогических работников",
        (date(2022, 8, 1), date(2023, 5, 31)),
    )
    register_introduction(school, director, roadmap, number="203-ОД", dated_on=date(2022, 9, 1))


def municipal_plan(organization: Organization) -> None:
    period = (date(2022, 3, 16), date(2024, 12, 31))
    load_roadmap(organization, "novoalexandrovsky.txt", MUNICIPAL_TITLE, period)


def school_with_a_bank_only(school: School) -> None:
    """Banks are filled, half of the consents are still on paper."""
    entered = school.today - timedelta(days=20)
    mentors = [school.teacher(3, entered, ["uchitel-uchenik"]) for _ in range(4)]
    mentees = [school.mentee(school.year.first - 13, "uchitel-uchenik", entered) for _ in range(9)]
    school.consents(people_of(mentors, mentees[:4]), entered)
    started = school.year.starts_on
    source = "для показа: списочный состав на 1 сентября"
    count_heads(school.member.organization, started, source, pupil_10_19=187, pupil_15_19=48)


def school_with_a_plan_only(organization: Organization, today: date) -> None:
    load_roadmap_text(organization, current_plan(SchoolYear.containing(today)), today)


def living_school(school: School, today: date) -> None:
    """A school in the middle of its year: pairs at every stage, papers missing, tasks late."""
    organization, year = school.member.organization, school.year
    heads = {"pupil_10_19": 212, "pupil_15_19": 64, "teacher_experience_3": 7}
    count_heads(organization, year.starts_on, "списочный состав на 1 сентября", **heads)
    mentors, mentees = living_banks(school, today)
    pairs = living_pairs(school, mentors, mentees, today)
    director = organization.memberships.get(role="director")
    register_order(school, director, pairs[:4], number="112-ОД", dated_on=day_in(year, today, 40))
    for pair in pairs[:4]:
        school.move(pair, "start", day_in(year, today, 38))
    for pair in pairs[:2]:
        school.meet(pair, "first", day_in(year, today, 10))
    school.meet(pairs[2], "first", day_in(year, today, 36))
    for pair in pairs[4:6]:
        school.agree(pair, day_in(year, today, 5))
    draft_order(school, pairs[4:6], today + timedelta(days=14))
    school.move(pairs[6], "propose", day_in(year, today, 2))
    roadmap = load_roadmap_text(organization, current_plan(year), today)
    first = Task.objects.filter(section__roadmap=roadmap).order_by("section__position", "position")
    for task in first[:3]:
        task.progress, task.done_on = Task.Progress.DONE, day_in(year, today, 30)
        task.report_text = (
            "Выполнено, документы размещены на сайте школы в разделе «Наставничество»."
        )
        task.save()


def day_in(year: SchoolYear, today: date, ago: int) -> date:
    """A day so long ago, but inside the school year: the demo may be loaded in early September."""
    return max(year.starts_on, today - timedelta(days=ago))


def living_banks(school: School, today: date) -> tuple[list[MentorEntry], list[MenteeEntry]]:
    entered = day_in(school.year, today, 60)
    mentors = [school.teacher(3, entered, ["uchitel-uchenik"]) for _ in range(6)]
    mentors += [school.pupil_mentor(school.year.first - 16, 3, entered) for _ in range(2)]
    born = [school.year.first - 11 - number % 6 for number in range(22)]
    forms = ["uchitel-uchenik"] * 14 + ["uchenik-uchenik"] * 8
    mentees = [school.mentee(year, form, entered) for year, form in zip(born, forms, strict=True)]
    school.consents(people_of(mentors, mentees[:17]), entered)
    return mentors, mentees


def living_pairs(
    school: School, mentors: list[MentorEntry], mentees: list[MenteeEntry], today: date
) -> list[Pair]:
    """Seven pairs and groups; the first four are agreed and wait for their order."""
    period = (day_in(school.year, today, 40), school.year.lessons_end_on)
    pairs = [
        school.pair(mentors[number], mentees[number * 2 : number * 2 + size], form, period, title)
        for number, (size, form, title) in enumerate(
            [
                (1, "uchitel-uchenik", ""),
                (2, "uchitel-uchenik", "группа «Олимп»"),
                (1, "uchitel-uchenik", ""),
                (1, "uchitel-uchenik", ""),
                (1, "uchitel-uchenik", ""),
                (2, "uchitel-uchenik", "группа «Добрые дела»"),
            ]
        )
    ]
    pairs.append(
        school.pair(mentors[6], mentees[14:16], "uchenik-uchenik", period, "группа «Рост»")
    )
    for pair in pairs[:4]:
        school.agree(pair, day_in(school.year, today, 45))
    return pairs


def current_plan(year: SchoolYear) -> str:
    """A plan of the year as a school would paste it from Word, with deadlines of every kind."""
    return (
        (SOURCES / "current_plan.tsv").read_text().format(first=year.first, second=year.first + 1)
    )
