from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.programs import practices
from mentorship.programs.exports import export_practices
from mentorship.programs.models import Practice
from tests.factories.bank import form
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)
from tests.factories.programs import (
    ActivityFactory,
    PracticeFactory,
    ProgramFactory,
    ProgramTemplateFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return MembershipFactory()


@pytest.fixture
def region(curator):
    return curator.organization.parent.parent


@pytest.fixture
def program(curator):
    program = ProgramFactory(
        pair__institution=curator.organization, difficulties="Тревожность", tasks="Решать"
    )
    ActivityFactory(program=program)
    return program


def made_of(program, curator, sections=("plan", "tasks"), **values):
    words = {"title": "Олимпиадная пара", "form": form("uchitel-uchenik"), "description": "Как"}
    return practices.save_practice(
        member=curator,
        practice=Practice(),
        values=words | {"result": "", "link": ""} | values,
        program=program,
        sections=list(sections),
    )


def test_practice_shows_only_the_chosen_sections(curator, program):
    practice = made_of(program, curator)

    shown = {name: text for name, text in practice.content.items() if text}
    assert shown.keys() == {"kind", "weeks", "tasks", "activities"}


def test_practice_without_its_plan_has_no_lines(curator, program):
    assert made_of(program, curator, sections=["tasks"]).has_plan is False


def test_practice_that_names_somebody_is_not_published(curator, program):
    person = program.pair.members.get().person
    practice = made_of(program, curator, description=f"Как {person.last_name} стал призёром")

    with pytest.raises(DomainError, match=f"названы участники пары: {person.last_name}"):
        practices.publish_practice(member=curator, practice=practice)


def test_name_in_the_plan_is_found_too(curator, program):
    mentor = program.pair.mentor_entry.person
    program.activities.update(planned_result=f"отчёт {mentor.last_name}у")

    practice = made_of(program, curator)

    assert len(practices.names_in(practice)) == 1


def test_published_practice_is_seen_by_the_region_alone(curator, region):
    practice = PracticeFactory(organization=curator.organization, published=True)
    cousin = InstitutionFactory(parent=MunicipalityFactory(parent=region))
    inside = [
        MembershipFactory(organization=cousin),
        MembershipFactory(organization=curator.organization.parent, role="methodist"),
        MembershipFactory(organization=region, role="coordinator"),
    ]

    seen = [practice in Practice.objects.visible_to(member) for member in inside]

    assert seen == [True] * 3
    assert practice not in Practice.objects.visible_to(MembershipFactory())


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_practice_not_published_is_seen_by_its_owner_alone(curator, state):
    practice = PracticeFactory(organization=curator.organization, state=state)
    neighbour = InstitutionFactory(parent=curator.organization.parent)

    assert practice in Practice.objects.visible_to(curator)
    assert practice not in Practice.objects.visible_to(MembershipFactory(organization=neighbour))


def test_published_practice_is_changed_after_it_was_taken_back(curator):
    practice = PracticeFactory(organization=curator.organization, published=True)
    values = {"title": "Иное"}

    with pytest.raises(DomainError, match="уже не черновик"):
        practices.save_practice(member=curator, practice=practice, values=values)
    practices.return_practice(member=curator, practice=practice)
    practices.save_practice(member=curator, practice=practice, values=values)

    practice.refresh_from_db()
    assert (practice.title, practice.state) == ("Иное", "draft")


@pytest.mark.parametrize(
    ("service", "state"),
    [
        (practices.publish_practice, "published"),
        (practices.archive_practice, "archived"),
        (practices.return_practice, "draft"),
    ],
)
def test_move_made_twice_is_told_about(curator, service, state):
    practice = PracticeFactory(organization=curator.organization, published=state == "published")
    Practice.objects.filter(pk=practice.pk).update(state=state)

    with pytest.raises(DomainError, match="уже"):
        service(member=curator, practice=practice)


def test_foreign_practice_is_not_written(curator):
    with pytest.raises(PermissionDenied):
        practices.archive_practice(member=curator, practice=PracticeFactory())


def test_methodist_recommends_and_takes_it_back(curator):
    practice = PracticeFactory(organization=curator.organization, published=True)
    methodist = MembershipFactory(organization=curator.organization.parent, role="methodist")

    marked = practices.recommend_practice(member=methodist, practice=practice, is_on=True)
    assert marked.recommended_by == methodist
    cleared = practices.recommend_practice(member=methodist, practice=practice, is_on=False)
    assert (cleared.recommended_by, cleared.recommended_at) == (None, None)


def test_recommendation_ends_with_the_text_it_was_of(curator):
    practice = PracticeFactory(organization=curator.organization, published=True)
    methodist = MembershipFactory(organization=curator.organization.parent, role="methodist")
    practices.recommend_practice(member=methodist, practice=practice, is_on=True)

    returned = practices.return_practice(member=curator, practice=practice)

    assert returned.recommended_by is None


def test_draft_is_not_recommended(curator):
    methodist = MembershipFactory(organization=curator.organization.parent, role="methodist")
    practice = PracticeFactory(organization=curator.organization)

    with pytest.raises(DomainError, match="опубликованную"):
        practices.recommend_practice(member=methodist, practice=practice, is_on=True)


def test_curator_recommends_nothing(curator):
    practice = PracticeFactory(organization=curator.organization, published=True)

    with pytest.raises(PermissionDenied):
        practices.recommend_practice(member=curator, practice=practice, is_on=True)


def test_organizations_that_took_it_are_counted_once(curator):
    practice = PracticeFactory(organization=curator.organization, published=True)
    taker = InstitutionFactory()
    for version in (1, 2):
        ProgramTemplateFactory(
            organization=taker, code="p", version=version, state="archived", practice=practice
        )

    assert Practice.objects.with_takings().get(pk=practice.pk).takings == 1


def test_export_holds_published_practices_by_title(curator):
    for title in ("Вторая", "Первая"):
        PracticeFactory(organization=curator.organization, title=title, published=True)
    PracticeFactory(organization=curator.organization, title="Черновик")

    sheet = openpyxl.load_workbook(BytesIO(export_practices(member=curator))).active

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[:2] for row in rows] == [[1, "Вторая"], [2, "Первая"]]
