"""«Мишкинская СОШ» in the current school year: the years between turned, a few pairs at work."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from mentorship.bank.lifecycle import TurnQuestion
from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.bank.refresh import confirm_entries
from mentorship.bank.year_turn import services as turning
from mentorship.bank.year_turn.classes import GRADUATE, NEXT, BankModel
from mentorship.demo.others import current_plan, day_in
from mentorship.demo.papers import load_roadmap_text, register_order
from mentorship.demo.steps import School, count_heads
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.feedback.months import Month, dues
from mentorship.pairs.feedback.services import write_down
from mentorship.pairs.models import Feedback, Pair
from mentorship.programs import services as programs
from mentorship.programs.models import Activity, Program, ProgramTemplate
from roadmaps.models import Task
from roadmaps.services import report_task

SOURCE = "для показа: списочный состав на 20 сентября"
HEADS = {"pupil_10_19": 96, "pupil_15_19": 31}
OLYMPIAD = "раскрытие способностей"


def turn_to(school: School, current: SchoolYear) -> None:
    """Turn every year from the school's up to the current one; of the 9th «Б» leaves."""
    for first in range(school.year.first, current.first):
        year, day = SchoolYear(first), SchoolYear(first + 1).starts_on
        member = school.member
        row = turning.keep_answers(member=member, year=year, answers={}, today=day)
        asked = turning.undecided(turning.turn_of(row, member, day))
        answers = {question.key: _fate(question) for question in asked}
        row = turning.keep_answers(member=member, year=year, answers=answers, today=day)
        turning.make_turn(member=member, row=row, today=day)


def _fate(question: TurnQuestion) -> str:
    return GRADUATE if "«Б»" in question.title else NEXT


def live_now(school: School, director: Membership, mentor: Membership) -> None:
    """Who is left in the banks is confirmed; five pairs by an order, one more is being made."""
    year, today = school.year, school.today
    count_heads(school.member.organization, date(school.year.first, 9, 20), SOURCE, **HEADS)
    everybody = [entry for bank in (MentorEntry, MenteeEntry) for entry in standing(school, bank)]
    confirm_entries(member=school.member, entries=everybody, today=day_in(year, today, 60))
    pairs = make_pairs(school)
    begun = begins_on(school)
    register_order(school, director, pairs[:5], number="118-ОД", dated_on=begun)
    for pair in pairs[:5]:
        school.move(pair, "start", begun)
    for pair in pairs[:4]:
        school.meet(pair, "first", min(begun + timedelta(days=5), today))
    for pair in pairs[:2]:
        school.meet(pair, "regular", day_in(year, today, 6))
    school.move(pairs[5], "propose", today)
    run_program(program_of(school, pairs[0]), school, director, mentor)
    program_of(school, pairs[1])
    report_plan(school)
    hear_last_month(school, pairs[:2])


def begins_on(school: School) -> date:
    """Pairs begin on 10 October, or today where the year has only begun."""
    return min(school.today, date(school.year.first, 10, 10))


def standing(school: School, bank: BankModel) -> QuerySet[Any]:
    """Entries of a bank that nobody has ended."""
    own = bank._default_manager.filter(institution=school.member.organization, left_on=None)
    return own.order_by("pk")


def make_pairs(school: School) -> list[Pair]:
    """The first mentor leads one and a group, the next four one each; the last is a draft."""
    form = school.forms["uchitel-uchenik"]
    mentors = standing(school, MentorEntry).filter(forms=form)
    free = iter(standing(school, MenteeEntry).filter(form=form))
    period = (begins_on(school), school.year.lessons_end_on)
    plan = [(0, 1, ""), (0, 3, "группа «Поиск»"), (1, 1, ""), (2, 1, ""), (3, 1, ""), (4, 1, "")]
    pairs = []
    for number, size, title in plan:
        chosen = [next(free) for _ in range(size)]
        pairs.append(school.pair(mentors[number], chosen, form.code, period, title))
    agreed_on = max(school.year.starts_on, period[0] - timedelta(days=3))
    return [school.agree(pair, agreed_on) for pair in pairs[:5]] + pairs[5:]


def program_of(school: School, pair: Pair) -> Program:
    """A draft from the ready template of the school's olympiads."""
    templates = ProgramTemplate.objects.in_use_by(school.member)
    return programs.begin_program(
        member=school.member,
        pair=pair,
        starts_on=pair.starts_on,
        ends_on=pair.ends_on,
        template=templates.get(title__contains=OLYMPIAD),
    )


def run_program(program: Program, school: School, director: Membership, mentor: Membership) -> None:
    """The director approved it; the mentor says of each past day what came of it."""
    for member, action in ((director, "approve"), (school.member, "start")):
        programs.move_program(
            member=member, program=program, action=action, today=begins_on(school)
        )
    for activity in program.activities.filter(due_on__lte=school.today):
        programs.mark_activity(
            member=mentor,
            activity=activity,
            actual_result=activity.planned_result,
            mark=Activity.Mark.DONE,
        )


def report_plan(school: School) -> None:
    """The plan of the year; what was due before the last weeks is done, the rest waits."""
    roadmap = load_roadmap_text(school.member.organization, current_plan(school.year), school.today)
    past = school.today - timedelta(days=30)
    for task in Task.objects.filter(section__roadmap=roadmap).overdue(past):
        report_task(
            task=task,
            member=school.member,
            progress=Task.Progress.DONE,
            done_on=task.due_on,
            report_text="Выполнено, документы размещены на сайте школы.",
        )


def hear_last_month(school: School, pairs: Sequence[Pair]) -> None:
    """Everybody of these pairs said in time how the last month went; the rest keep silent."""
    this_month = Month.containing(school.today)
    last = Month.containing(this_month.first - timedelta(days=1))
    for due in dues(school.member.organization, [last]):
        if due.pair in pairs:
            write_down(
                member=school.member,
                pair=due.pair,
                person=due.person,
                month=last,
                word=Feedback.Word.GOOD,
                remark="",
                today=this_month.first,
            )
