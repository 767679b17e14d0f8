import re
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.core.wording import date_in_words
from mentorship.documents.models import Document
from mentorship.organizations.models import Headcount
from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import TaskBinding
from roadmaps.progress import services
from roadmaps.progress.bindings import BINDINGS
from roadmaps.progress.facts import facts_of
from roadmaps.progress.services import bind_task, progress_of, write_progress, year_of
from roadmaps.progress.texts import text_of
from roadmaps.services import report_mark
from tests.factories.bank import PersonFactory
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.pairs import MeetingFactory, PairFactory
from tests.factories.roadmaps import RoadmapFactory, TaskFactory
from tests.factories.surveys import taken_in

pytestmark = pytest.mark.django_db
CLAIMS = (
    r"(?<!не )\b(?:сформирован[аы]|собран[аы]|получены|проведен[аы]|соединены|закреплены|внесены"
    r"|удовлетворены)\b"
)
YEAR, TODAY = SchoolYear(2022), date(2022, 12, 1)


def a_task(code="mentees_surveyed", **fields):
    task = TaskFactory(**fields)
    member = MembershipFactory(organization=task.organization)
    bind_task(task=task, member=member, code=code)
    return task, member


def answer(school, category="pupil"):
    person = PersonFactory(institution=school, category=category, consented=True)
    taken_in(person)


def headcount(school, category, value):
    Headcount.objects.create(
        organization=school, category=category, value=value, as_of=date(2022, 9, 1), source="список"
    )


def write(task, member, **told):
    task.refresh_from_db()
    seen = told.pop("seen", report_mark(task))
    return write_progress(task=task, member=member, year=YEAR, seen=seen, today=TODAY)


def report(task):
    task.refresh_from_db()
    return task.report_text


def test_text_has_the_wording_of_s002_and_says_what_is_not_known():
    task, member = a_task()
    headcount(task.organization, "pupil", 3)
    answer(task.organization)

    write(task, member)

    assert report(task) == (
        "Количество потенциальных наставляемых обучающихся, прошедших анкетирование – 1 / 33 % "
        "от общего количества в ОО.\n"
        "Количество потенциальных наставляемых педагогов, прошедших анкетирование – 0 (доля не "
        "посчитана: нет численности педагогов на 2022/2023 учебный год)."
    )
    assert TaskBinding.objects.get().figures == {
        "mentee_pupils_surveyed": 1,
        "mentee_teachers_surveyed": 0,
    }


def test_changed_figure_is_told_and_refreshed_without_losing_the_words_of_people():
    task, member = a_task()
    headcount(task.organization, "pupil", 3)
    answer(task.organization)
    write(task, member)
    task.report_text = f"{report(task)}\nСписки лежат в сейфе."
    task.save()
    answer(task.organization)

    [stale] = progress_of(task, YEAR, TODAY).stale
    merged = write(task, member)

    since = date_in_words(timezone.localdate())
    assert stale.words == f"записано {since}: 1, сейчас 2"
    assert "– 2 / 67 % от общего" in report(task)
    assert report(task).endswith("Списки лежат в сейфе.")
    assert (merged.left, progress_of(task, YEAR, TODAY).stale) == ((), ())


def test_report_changed_by_somebody_else_is_not_overwritten():
    task, member = a_task()
    seen = report_mark(task)
    task.report_text = "Чужой текст"
    task.save()

    with pytest.raises(DomainError) as refusal:
        write(task, member, seen=seen)

    assert (str(refusal.value), report(task)) == (services.MOVED_ON, "Чужой текст")


def test_meetings_are_listed_by_direction_and_add_up():
    task, member = a_task("meetings_first")
    pair = PairFactory(institution=task.organization)
    MeetingFactory(pair=pair, stage="first")
    MeetingFactory(pair=pair, stage="first", direction="values")

    write(task, member)

    lines = report(task).splitlines()
    assert lines[1] == "– раскрытие потенциала наставляемого – 1"
    assert (len(lines), lines[-1]) == (13, "Всего встреч – 2.")


def test_registered_order_is_named_with_number_and_date():
    task, member = a_task("pairs_order")
    DocumentFactory(
        organization=task.organization,
        state="registered",
        number="12-ОД",
        number_key="12ОД",
        dated_on=date(2022, 10, 3),
        registered_at=timezone.now(),
        registered_by=member,
    )

    progress = progress_of(task, YEAR, TODAY)

    assert progress.facts.is_met is True
    assert progress.text.splitlines()[1] == (
        "Издан приказ ОО от 03.10.2022 г. № 12-ОД «О закреплении наставнических пар (групп)»."
    )


@pytest.mark.parametrize("code", [code for code, _ in BINDINGS.items()])
def test_every_binding_has_a_text_that_names_no_placeholder(code):
    school = InstitutionFactory()
    binding = BINDINGS[code]

    text = text_of(binding, facts_of(binding, school, YEAR, TODAY), school)

    assert text
    assert [sign for sign in ("{", "None", "&") if sign in text] == []
    # Where there is nothing, nothing is claimed: «База сформирована» of nobody.
    assert re.findall(CLAIMS, text.casefold()) == []


def test_text_of_an_office_speaks_of_no_school():
    city = InstitutionFactory().parent
    binding = BINDINGS["team_order"]
    order = Document(number="7-О", dated_on=TODAY, title="О рабочей группе")
    facts = replace(facts_of(binding, city, YEAR, TODAY), papers=(order,))

    assert text_of(binding, facts, city) == (
        "Издан приказ от 01.12.2022 г. № 7-О «О рабочей группе»."
    )


def test_binding_is_changed_and_let_go_while_the_report_stays():
    task, member = a_task(report_text="Сделано")

    other = bind_task(task=task, member=member, code="pairs")
    gone = bind_task(task=task, member=member, code="")

    assert (other.code, gone, report(task)) == ("pairs", None, "Сделано")
    assert progress_of(task, YEAR, TODAY) is None


def test_unknown_bindings_strangers_and_archived_plans_are_refused():
    task, member = a_task()
    with pytest.raises(DomainError, match="Такой связи"):
        bind_task(task=task, member=member, code="weather")
    with pytest.raises(PermissionDenied):
        write(task, MembershipFactory())
    loose = TaskFactory(organization=task.organization, section=task.section)
    with pytest.raises(DomainError, match="Сначала выберите"):
        write(loose, member)
    roadmap = task.section.roadmap
    roadmap.archived_on = TODAY
    roadmap.save()
    with pytest.raises(DomainError, match="в архиве"):
        write(task, member)


@pytest.mark.parametrize(("chosen", "used"), [(2022, 2022), (2026, 2022), (2015, 2022)])
def test_year_of_a_plan_stays_within_its_period(chosen, used):
    assert year_of(RoadmapFactory(), SchoolYear(chosen)) == SchoolYear(used)


def test_above_the_institution_few_people_are_not_told_apart():
    """Nor by subtraction, nor by what a report had and what there is now."""
    school = InstitutionFactory()
    for category in ["pupil"] * 6 + ["teacher"] * 2:
        answer(school, category)
    task = TaskFactory(organization=school.parent)
    methodist = MembershipFactory(role="methodist", organization=school.parent)
    bind_task(task=task, member=methodist, code="mentees_surveyed")

    facts = facts_of(BINDINGS["mentees_surveyed"], school.parent, YEAR, TODAY)
    write(task, methodist)
    for _ in range(3):
        answer(school, "teacher")
    now = [row.words for row in progress_of(task, YEAR, TODAY).stale]

    assert [row.text for row in facts.numbers] == ["скрыто", "скрыто"]
    assert "анкетирование – скрыто" in report(task)
    since = date_in_words(timezone.localdate())
    assert now == [f"записано {since}: скрыто, сейчас {number}" for number in (6, 5)]
