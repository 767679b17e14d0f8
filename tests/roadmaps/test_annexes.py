import pytest

from roadmaps.annexes import PlanRow, plan_table
from tests.factories.roadmaps import RoadmapFactory, SectionFactory, TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap():
    return RoadmapFactory()


@pytest.fixture
def make_task(roadmap):
    """A task of a section of its own, named by its title."""

    def make(title, section="Подготовка условий", **given):
        under = SectionFactory(roadmap=roadmap, number="1.", title=section)
        organization = roadmap.organization
        return TaskFactory(section=under, organization=organization, title=title, **given)

    return make


def titles(table):
    return [column.title for column in table.columns]


def test_columns_nobody_wrote_in_are_left_out(roadmap, make_task):
    make_task("Издать приказ")

    table = plan_table(roadmap)

    assert titles(table) == ["№ п/п", "Наименование мероприятия", "Сроки"]
    assert sum(column.width for column in table.columns) == 100
    assert not table.is_wide


def test_all_five_columns_stand_on_a_landscape_sheet(roadmap, make_task):
    make_task("Издать приказ", responsible="Директор", expected_result="Приказ")

    table = plan_table(roadmap)

    assert titles(table)[3:] == ["Ответственный исполнитель", "Результат. Вид документа"]
    assert sum(column.width for column in table.columns) == 100
    assert table.is_wide


def test_sections_and_subheadings_are_rows_of_their_own(roadmap, make_task):
    make_task(
        "Издать приказ", heading="1.1 Документы", content="до начала года", responsible="Директор"
    )

    assert plan_table(roadmap).rows == (
        PlanRow("1.", ("Подготовка условий",), is_section=True),
        PlanRow("", ("1.1 Документы",), is_section=True),
        PlanRow("1", ("Издать приказ\nдо начала года", "до 20.10.2022 г.", "Директор")),
    )


def test_section_that_is_its_only_task_is_one_row(roadmap, make_task):
    make_task("Подготовка условий", responsible="Директор")

    assert [row.is_section for row in plan_table(roadmap).rows] == [False]


def test_plan_by_stages_has_the_columns_of_stages(roadmap, make_task):
    make_task("Подготовка условий", content="Приказы")

    table = plan_table(roadmap)

    assert titles(table)[1::2] == [
        "Наименование этапа",
        "Содержание деятельности и примерный план мероприятий",
    ]
    assert table.rows == (PlanRow("1", ("Подготовка условий", "до 20.10.2022 г.", "Приказы")),)


def test_empty_roadmap_is_an_empty_table(roadmap):
    assert plan_table(roadmap).rows == ()


def test_table_costs_the_same_whatever_its_length(roadmap, make_task, django_assert_num_queries):
    for number in range(4):
        make_task(f"Дело {number}")

    with django_assert_num_queries(2):
        plan_table(roadmap)
