import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from roadmaps.models import TaskResponsible
from roadmaps.work.responsible import (
    assign,
    confirm_wordings,
    may_be_responsible,
    suggested,
    wordings,
)
from tests.factories.organizations import InstitutionFactory, MembershipFactory, UserFactory
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return InstitutionFactory()


@pytest.fixture
def staff(school):
    names = {
        "director": "Кравцова Анна Николаевна",
        "curator": "Сапунова Нина Викторовна",
        "psychologist": "Ёлкина Ольга Петровна",
        "council": "Ким Игорь Львович",
    }
    return {
        role: MembershipFactory(organization=school, role=role, user=UserFactory(full_name=name))
        for role, name in names.items()
    }


@pytest.fixture
def task(school):
    return TaskFactory(organization=school)


def charged(task):
    return set(task.responsibles.values_list("membership", flat=True))


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Директор", ["director"]),
        ("директор гимназии, куратор", ["curator", "director"]),
        ("Руководители ОО", ["director"]),
        ("Заведующий ДОУ", ["director"]),
        ("Кураторы", ["curator"]),
        ("Ответственный за внедрение целевой модели, классные руководители", ["curator"]),
        ("педагог-психолог", ["psychologist"]),
        ("Совет наставников", ["council"]),
        ("Заместитель директора по УВР", []),
        ("зам. директора, куратор", ["curator"]),
        ("Сапунова Н.В.", ["curator"]),
        ("Н. В. Сапунова", ["curator"]),
        ("под руководством Сапуновой Н. В.", ["curator"]),
        ("Сапунова Нина Викторовна", ["curator"]),
        ("Елкина О.П.", ["psychologist"]),
        ("Сапунова Н.В. Кравцова А.Н.", ["curator", "director"]),
        ("Сапунова О.В., куратор", []),
        ("директор по развитию", []),
        ("УО", []),
        ("", []),
    ],
)
def test_printed_words_mean_members(staff, text, roles):
    found = suggested(text, staff.values())

    assert sorted(member.role for member in found) == roles


def test_members_in_force_who_open_roadmaps_may_be_in_charge(school, staff):
    MembershipFactory(organization=school, role="mentor")
    MembershipFactory(organization=school, ends_on="2021-01-01")
    MembershipFactory(organization=school, user=UserFactory(is_active=False))
    MembershipFactory()

    assert {member.pk for member in may_be_responsible(school)} == {
        member.pk for member in staff.values()
    }


def test_assigned_are_exactly_the_chosen(task, staff):
    plan, curator = task.section.roadmap, staff["curator"]

    for wanted in (["curator", "director"], ["director", "council"], []):
        people = [staff[role] for role in wanted]
        assign(roadmap=plan, keys=[task.pk], member=curator, people=people)
        assert charged(task) == {person.pk for person in people}


def test_stranger_is_not_put_in_charge(task, staff):
    people = [staff["director"], MembershipFactory()]

    with pytest.raises(DomainError, match="сотрудника своей организации"):
        assign(roadmap=task.section.roadmap, keys=[task.pk], member=staff["curator"], people=people)
    assert charged(task) == set()


def test_who_only_reads_puts_nobody_in_charge(task, staff):
    with pytest.raises(PermissionDenied):
        assign(roadmap=task.section.roadmap, keys=[task.pk], member=staff["director"], people=[])


def test_wordings_stand_with_their_tasks_and_suggestions(task, staff):
    section = task.section
    fields = {"organization": task.organization, "section": section, "responsible": "Кураторы"}
    TaskFactory.create_batch(2, **fields)

    first, second = wordings(section.roadmap)

    assert (first.text, len(first.tasks), first.chosen) == (
        "Кураторы",
        2,
        {staff["curator"].pk},
    )
    assert (second.text, second.chosen, second.is_confirmed) == ("", set(), False)


def test_confirmed_wording_leaves_tasks_given_to_others_alone(task, staff):
    fields = {"organization": task.organization, "section": task.section, "responsible": "Куратор"}
    usual, apart = TaskFactory.create_batch(2, **fields)
    third = TaskFactory(**fields)
    plan, curator = task.section.roadmap, staff["curator"]
    assign(roadmap=plan, keys=[usual.pk, third.pk], member=curator, people=[curator])
    assign(roadmap=plan, keys=[apart.pk], member=curator, people=[staff["council"]])
    [row] = [row for row in wordings(plan) if row.text == "Куратор"]

    changed = confirm_wordings(
        roadmap=plan, member=curator, chosen={row.digest: [str(staff["director"].pk)]}
    )

    assert (row.apart, changed) == (1, 2)
    assert [charged(task) for task in (usual, third, apart)] == [
        {staff["director"].pk},
        {staff["director"].pk},
        {staff["council"].pk},
    ]


@pytest.mark.parametrize("chosen", [{"nothing": []}, {"": []}])
def test_wording_that_is_gone_is_refused(task, staff, chosen):
    with pytest.raises(DomainError, match="План за это время изменили"):
        confirm_wordings(roadmap=task.section.roadmap, member=staff["curator"], chosen=chosen)


def test_confirmation_with_a_stranger_writes_nothing(task, staff):
    [row] = wordings(task.section.roadmap)
    keys = [str(staff["curator"].pk), str(MembershipFactory().pk)]

    with pytest.raises(DomainError, match="сотрудника своей организации"):
        confirm_wordings(
            roadmap=task.section.roadmap, member=staff["curator"], chosen={row.digest: keys}
        )
    assert TaskResponsible.objects.count() == 0
