import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from roadmaps.cascade.accepting import accept_tasks, proposals_for
from roadmaps.cascade.addressing import (
    FOREIGN,
    NOBODY,
    NOT_MUNICIPAL,
    WRONG_TYPE,
    address_task,
    addressable_tasks,
    confirm_suggestions,
    withdraw_address,
)
from roadmaps.models import Task, TaskAddress
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.roadmaps import TaskFactory
from tests.roadmaps.cascade.plans import a_tree

pytestmark = pytest.mark.django_db


def asked(*schools):
    return [len(proposals_for(school)) for school in schools]


def test_suggestions_are_confirmed_for_the_ticked_tasks_only():
    tree = a_tree(addressed=False, responsible="Заведующие ДОУ")
    own = TaskFactory(
        section=tree.task.section, organization=tree.methodist.organization, responsible="УО"
    )
    garden = InstitutionFactory(parent=tree.methodist.organization, institution_type="kindergarten")

    confirmed = confirm_suggestions(
        roadmap=tree.roadmap, member=tree.methodist, tasks=[tree.task.pk]
    )

    assert confirmed == 1
    assert asked(garden, tree.school) == [1, 0]
    rows = {row.task.pk: row for row in addressable_tasks(tree.roadmap, tree.methodist)}
    assert rows[tree.task.pk].recipients_in_words == "руководители организаций"
    assert (rows[own.pk].address, bool(rows[own.pk].suggestion)) == (None, False)


def test_a_ticked_task_without_a_suggestion_goes_to_institutions_of_every_type():
    tree = a_tree(addressed=False, responsible="УО")

    confirm_suggestions(roadmap=tree.roadmap, member=tree.methodist, tasks=[tree.task.pk])

    address = TaskAddress.objects.get()
    assert (address.recipients, address.institution_types) == (["institution"], [])


def test_listed_institutions_alone_are_asked_and_the_list_can_be_changed():
    tree = a_tree(addressed=False)
    other = InstitutionFactory(parent=tree.methodist.organization)
    told = {"task": tree.task, "member": tree.methodist, "recipients": ["institution"]}

    address_task(**told, institutions=[tree.school])
    first = asked(tree.school, other)
    address_task(**told, institutions=[other])

    assert (first, asked(tree.school, other)) == ([1, 0], [0, 1])


def shared_by_types():
    """A task, two schools and two kindergartens, and who looks after each kind (Surgut)."""
    tree = a_tree(addressed=False, responsible="ОО")
    city = tree.methodist.organization
    gardens = [InstitutionFactory(parent=city, institution_type="kindergarten") for _ in range(2)]
    schools = [tree.school, InstitutionFactory(parent=city)]
    narrow = [
        MembershipFactory(role="methodist", organization=city, institution_types=[code])
        for code in ("school", "kindergarten")
    ]
    return tree, schools, gardens, narrow


def test_methodists_of_different_types_do_not_undo_each_other():
    tree, schools, gardens, (of_schools, of_gardens) = shared_by_types()
    told, seen = {"task": tree.task, "recipients": ["head"]}, []

    confirm_suggestions(roadmap=tree.roadmap, member=of_schools, tasks=[tree.task.pk])
    seen.append(asked(*schools, *gardens))
    address_task(**told, member=of_schools, institutions=[tree.school])
    address_task(**told, member=of_gardens)
    seen.append(asked(*schools, *gardens))
    address_task(**told, member=of_gardens, institutions=gardens[:1])
    seen.append(asked(*schools, *gardens))
    withdraw_address(task=tree.task, member=of_schools)
    seen.append(asked(*schools, *gardens))

    assert seen == [[1, 1, 0, 0], [1, 0, 0, 0], [1, 0, 1, 0], [0, 0, 1, 0]]


def test_an_address_to_named_institutions_becomes_one_to_all_only_when_said():
    tree, schools, gardens, (of_schools, of_gardens) = shared_by_types()
    told = {"task": tree.task, "recipients": ["head"]}
    address_task(**told, member=of_gardens, institutions=gardens[:1])
    for member, to_all, words in [
        (of_schools, True, "В поручении по именам названы организации, которые ведёт другой"),
        (of_gardens, False, "Мероприятие поручено только названным организациям"),
    ]:
        with pytest.raises(DomainError, match=words):
            address_task(**told, member=member, to_all=to_all)

    address_task(**told, member=tree.methodist, to_all=True)
    everybody = asked(*schools, *gardens)
    with pytest.raises(DomainError, match="Назвать организации поимённо"):
        address_task(**told, member=of_schools, institutions=schools[:1])
    withdraw_address(task=tree.task, member=of_gardens)

    assert (everybody, asked(*schools, *gardens)) == ([1, 1, 1, 1], [1, 1, 0, 0])


def test_other_municipalities_and_archived_plans_ask_nobody():
    tree = a_tree()
    foreign = InstitutionFactory()
    before = asked(tree.school, foreign)
    tree.roadmap.archived_on = tree.roadmap.ends_on
    tree.roadmap.save()

    assert (before, asked(tree.school)) == ([1, 0], [0])


def test_withdrawn_task_stays_with_whoever_took_it():
    tree = a_tree()
    accept_tasks(member=tree.curator, roadmap=tree.plan, addresses=proposals_for(tree.school))
    other = InstitutionFactory(parent=tree.methodist.organization)

    withdraw_address(task=tree.task, member=tree.methodist)

    assert asked(other) == [0]
    assert Task.objects.filter(organization=tree.school).count() == 2


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"recipients": []}, NOBODY),
        ({"recipients": ["head"], "institutions": "foreign"}, FOREIGN),
        (
            {"recipients": ["head"], "institutions": "own", "institution_types": ["college"]},
            WRONG_TYPE,
        ),
    ],
)
def test_addresses_that_reach_nobody_are_refused_in_words(told, words):
    tree = a_tree(addressed=False)
    school = {"foreign": InstitutionFactory(), "own": tree.school}.get(told.get("institutions"))
    told = told | {"institutions": [school] if school else []}

    with pytest.raises(DomainError) as refusal:
        address_task(task=tree.task, member=tree.methodist, **told)

    assert str(refusal.value) == words.format(name=school.short_name if school else "")


def test_only_the_municipality_addresses_its_own_plan():
    tree = a_tree(addressed=False)
    with pytest.raises(PermissionDenied):
        address_task(
            task=tree.task, member=MembershipFactory(role="methodist"), recipients=["head"]
        )
    with pytest.raises(DomainError, match=NOT_MUNICIPAL[:30]):
        address_task(task=tree.own_task, member=tree.curator, recipients=["head"])
