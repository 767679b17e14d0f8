"""«Мишкинская СОШ» with its closed 2022/2023 year, figure by figure as its report says (S002)."""

from datetime import date, timedelta
from typing import Any

from mentorship.accounts.models import User
from mentorship.bank.models import MenteeEntry, MentorEntry, Person
from mentorship.demo.papers import load_roadmap, register_order
from mentorship.demo.questionnaires import give_out
from mentorship.demo.steps import School, count_heads, people_of
from mentorship.organizations.models import Membership, Organization
from mentorship.pairs.models import Pair
from mentorship.surveys.answering import answer_invitation
from mentorship.surveys.models import Questionnaire, Reply
from mentorship.surveys.reviewing import Decision, accept_reply
from mentorship.surveys.services import record_response
from monitoring.models import Indicator, StatedValue

ENTERED_ON, AGREED_ON, ORDERED_ON = date(2022, 9, 15), date(2022, 10, 5), date(2022, 10, 10)
PERIOD = (date(2022, 10, 10), date(2023, 5, 31))
ANSWERED_ON = date(2023, 5, 25)
TEACHER_FORMS = ["uchitel-uchenik", "uchitel-uchitel"]
# 55 pupils of 10–17 years on 31 December 2022, spread over the classes.
PUPIL_BIRTH_YEARS = [2005 + number % 8 for number in range(55)]
PUPIL_MENTOR_BIRTH_YEARS = [2005, 2006, 2007]

# Directions of the pairs as `make_pairs` makes them: by mentees 4, 16, 5, 24 and 4 (rows 21, 22).
DIRECTIONS = [
    *("soft_skills", "potential"),
    *("soft_skills", "motivation"),
    *("", "motivation") * 3,
    *("", "soft_skills") * 3,
    *["new_staff"] * 4,
    *("values", "soft_skills", "soft_skills"),
]
COUNTED_ON = date(2022, 9, 20)
HEADS = {
    "pupil_10_19": (108, "отчёт школы 2022/2023: 55 человек – 51 %"),
    "pupil": (167, "отчёт школы 2022/2023: 55 человек – 33 % от общего количества в ОО"),
    "teacher": (31, "отчёт школы 2022/2023: 4 человека – 13 %"),
    "pupil_15_19": (34, "для показа: в отчёте школы этой численности нет"),
}
STATED = [
    ("I1", "55 – 51 %", 51, ""),
    ("I2", "3 – 3 %", 3, "Разделено на численность 10–19 лет (108), а не 15–19 лет."),
    ("I5", "33 из 59 – 56 %", 56, ""),
    ("I6", "8 из 12 – 67 %", 67, "Ответили 12 наставников из 15: обучающиеся не опрошены."),
]


def live_the_year(school: School, director: Membership, mentor_user_of: Membership) -> None:
    """The whole closed year, from the banks to the answers."""
    write_down_report(school.member.organization)
    mentors, mentees = fill_banks(school)
    give_account(mentors[0].person, mentor_user_of.user)
    ask_to_enter(school, mentors, mentees)
    pairs = make_pairs(school, mentors, mentees)
    register_order(school, director, pairs, number="75-ОД", dated_on=ORDERED_ON)
    work(school, pairs)
    answer(school, mentors, mentees)
    load_roadmap(
        school.member.organization,
        "mishkinskaya.txt",
        "Дорожная карта по реализации целевой модели наставничества",
        (date(2022, 9, 1), date(2024, 8, 31)),
        mark_reported_done=True,
    )


def give_account(person: Person, user: User) -> None:
    """The mentor signs in under the name of the card."""
    person.user, user.full_name = user, person.full_name
    person.save(update_fields=["user"])
    user.save(update_fields=["full_name"])


def write_down_report(organization: Organization) -> None:
    """The headcounts and the shares that the report of the school states."""
    for name, (value, source) in HEADS.items():
        count_heads(organization, COUNTED_ON, source, **{name: value})
    for code, text, percent, note in STATED:
        StatedValue.objects.create(
            organization=organization,
            indicator=Indicator.objects.get(code=code),
            school_year=2022,
            text=text,
            percent=percent,
            note=note,
            source="отчёт об исполнении дорожной карты за 2022-2023 уч. год",
        )


def fill_banks(school: School) -> tuple[list[MentorEntry], list[MenteeEntry]]:
    """15 mentors (12 teachers, 3 pupils), 59 mentees (55 pupils, 4 teachers), all with consent."""
    mentors = [school.teacher(5, ENTERED_ON, TEACHER_FORMS) for _ in range(12)]
    mentors += [school.pupil_mentor(year, 5, ENTERED_ON) for year in PUPIL_MENTOR_BIRTH_YEARS]
    forms = ["uchitel-uchenik"] * 40 + ["uchenik-uchenik"] * 15
    mentees = [
        school.mentee(year, form, ENTERED_ON)
        for year, form in zip(PUPIL_BIRTH_YEARS, forms, strict=True)
    ]
    mentees += [school.young_teacher("uchitel-uchitel", ENTERED_ON) for _ in range(4)]
    school.consents(people_of(mentors, mentees), ENTERED_ON)
    return mentors, mentees


def ask_to_enter(school: School, mentors: list[MentorEntry], mentees: list[MenteeEntry]) -> None:
    """Rows 7 and 12: 55 pupils and 4 teachers wish to be led, 12 teachers and 3 pupils to lead."""
    for code, entries in (
        ("mentee-pupil", mentees[:55]),
        ("mentee-teacher", mentees[55:]),
        ("mentor-teacher", mentors[:12]),
        ("mentor-pupil", mentors[12:]),
    ):
        asked = give_out(school, code, people=people_of(entries))
        known = {entry.person_id: entry for entry in entries}
        for invitation in asked:
            entry = known[invitation.person_id or 0]
            words = entrance_words(entry)
            answer_invitation(invitation=invitation, answers=words, today=ENTERED_ON)
            decision = Decision(entry, entry.person, None)
            accept_reply(
                member=school.member,
                reply=Reply.objects.get(invitation=invitation),
                decision=decision,
                today=ENTERED_ON,
            )


def entrance_words(entry: MentorEntry | MenteeEntry) -> dict[str, Any]:
    told = {"place": "школа", "contacts": "+7 900 000-11-22"}
    if isinstance(entry, MenteeEntry):
        return told | {"request": entry.request}
    return told | {"competences": entry.competences, "time": "1 час в неделю"}


def make_pairs(
    school: School, mentors: list[MentorEntry], mentees: list[MenteeEntry]
) -> list[Pair]:
    """Eight teachers lead one pupil alone and four in a group; the rest as in the report."""
    pupils, teachers = mentees[:55], mentees[55:]
    pairs = []
    for number, mentor in enumerate(mentors[:8]):
        own = pupils[number * 5 : number * 5 + 5]
        pairs.append(school.pair(mentor, own[:1], "uchitel-uchenik", PERIOD))
        title = f"группа «Вместе» № {number + 1}"
        pairs.append(school.pair(mentor, own[1:], "uchitel-uchenik", PERIOD, title))
    for mentor, mentee in zip(mentors[8:12], teachers, strict=True):
        pairs.append(school.pair(mentor, [mentee], "uchitel-uchitel", PERIOD))
    for number, mentor in enumerate(mentors[12:]):
        own = pupils[40 + number * 5 : 45 + number * 5]
        title = f"группа «Равный – равному» № {number + 1}"
        pairs.append(school.pair(mentor, own, "uchenik-uchenik", PERIOD, title))
    return [school.agree(pair, AGREED_ON) for pair in pairs]


def work(school: School, pairs: list[Pair]) -> None:
    """Five stages of meetings, then the year ends and the pairs with it.

    Six pairs of two began with the planning: of 59 mentees 53 were at the first two meetings.
    """
    stages = ["first", "trial", "planning", "regular", "regular", "regular", "final"]
    for pair, direction in zip(pairs, DIRECTIONS, strict=True):
        school.move(pair, "start", ORDERED_ON)
        for number, stage in enumerate(stages):
            if direction or number > 1:
                day = PERIOD[0] + timedelta(days=7 + 30 * number)
                school.meet(pair, stage, day, direction)
        school.move(pair, "complete", PERIOD[1], "анкеты и благодарности – в итогах года")


def answer(school: School, mentors: list[MentorEntry], mentees: list[MenteeEntry]) -> None:
    """33 of 59 mentees and 8 of 12 teachers are satisfied; pupil mentors did not answer."""
    for code, people, satisfied in (
        ("mentee-satisfaction", people_of(mentees), 33),
        ("mentor-satisfaction", people_of(mentors[:12]), 8),
    ):
        questionnaire = Questionnaire.objects.filter(code=code).latest("version")
        scales = [q["code"] for q in questionnaire.questions if q["kind"] == "scale"]
        for number, person in enumerate(people):
            mark = 8 if number < satisfied else 4
            record_response(
                member=school.member,
                questionnaire=questionnaire,
                person=person,
                year=school.year,
                answers=dict.fromkeys(scales, mark) | {"again": mark == 8, "missing": ""},
                answered_on=ANSWERED_ON,
            )
