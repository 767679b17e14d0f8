from datetime import date

import factory
from factory.django import DjangoModelFactory

from mentorship.programs.content import content_of
from mentorship.programs.models import (
    Activity,
    Difficulty,
    MentorReport,
    Practice,
    Program,
    ProgramTemplate,
    Route,
    RouteStage,
)
from tests.factories.bank import PersonFactory, form
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.pairs import PairFactory


class ProgramFactory(DjangoModelFactory):
    """A draft for the months of the pair; `running=True` is approved and under way."""

    class Meta:
        model = Program
        skip_postgeneration_save = True

    pair = factory.SubFactory(PairFactory)
    institution = factory.SelfAttribute("pair.institution")
    goal = "Подготовка к олимпиаде по физике"
    starts_on = date(2022, 10, 1)
    ends_on = date(2023, 5, 31)

    @factory.post_generation
    def running(self, create, extracted, **kwargs):
        if extracted:
            approve(self, "running")


def approve(program, state="approved"):
    """Put a program past the director, as it is now."""
    program.state, program.approved_on = state, date(2022, 10, 3)
    program.approved_by = MembershipFactory(organization=program.institution, role="director")
    program.approved_content = content_of(program)
    program.save()
    return program


class DifficultyFactory(DjangoModelFactory):
    class Meta:
        model = Difficulty

    program = factory.SubFactory(ProgramFactory)
    title = "Нет опыта задач повышенной сложности"
    goal = "Освоить типы задач"


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    program = factory.SubFactory(ProgramFactory)
    title = "Разбор задач прошлых лет"


class MentorReportFactory(DjangoModelFactory):
    class Meta:
        model = MentorReport

    program = factory.SubFactory(ProgramFactory, running=True)
    achieved = "Призёр муниципального этапа"
    reported_on = date(2023, 5, 31)
    saved_by = factory.LazyAttribute(
        lambda o: MembershipFactory(organization=o.program.institution)
    )


def content(**changes):
    """A template of ten weeks with one difficulty and two activities."""
    lines = {
        "problems": [{"key": "p1", "title": "Нет опыта", "goal": "Освоить"}],
        "activities": [
            activity_line("a1", "Первая встреча", week=1),
            activity_line("a2", "Пробный тур", week=10, problem="p1"),
        ],
    }
    texts = ("relevance", "tasks", "technologies", "mode", "difficulties")
    empty = dict.fromkeys((*texts, "expected_results", "indicators", "monitoring"), "")
    return {"kind": "program", "weeks": 10, "goal": "Призовое место", **empty, **lines} | changes


def activity_line(key, title, **changes):
    return {
        "key": key,
        "part": "",
        "problem": "",
        "title": title,
        "planned_result": "разобрано",
        "week": None,
    } | changes


class ProgramTemplateFactory(DjangoModelFactory):
    """An own draft; `published=True` is in use."""

    class Meta:
        model = ProgramTemplate

    class Params:
        published = factory.Trait(state="published")

    organization = factory.SubFactory(InstitutionFactory)
    code = factory.Sequence(lambda n: f"own-{n}")
    state = "draft"
    title = "Подготовка к олимпиаде"
    form = factory.LazyFunction(lambda: form("uchitel-uchenik"))
    content = factory.LazyFunction(content)
    source = "методический совет"
    checked_on = date(2022, 9, 1)


class PracticeFactory(DjangoModelFactory):
    """A draft; `published=True` is seen by the region."""

    class Meta:
        model = Practice

    class Params:
        published = factory.Trait(state="published", published_on=date(2023, 6, 1))

    organization = factory.SubFactory(InstitutionFactory)
    title = "Олимпиадная пара"
    form = factory.LazyFunction(lambda: form("uchitel-uchenik"))
    description = "Учитель готовит ученика к олимпиаде."
    content = factory.LazyFunction(content)


class RouteFactory(DjangoModelFactory):
    class Meta:
        model = Route

    institution = factory.SubFactory(InstitutionFactory)
    person = factory.SubFactory(PersonFactory, institution=factory.SelfAttribute("..institution"))
    title = "Цифровые инструменты урока"
    goal = "Освоить и передать коллегам"
    first_year = 2022
    last_year = 2025


class RouteStageFactory(DjangoModelFactory):
    class Meta:
        model = RouteStage

    route = factory.SubFactory(RouteFactory)
    school_year = 2022
    title = "Курсы повышения квалификации"
