from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from mentorship.core.exceptions import DomainError
from mentorship.programs import library
from mentorship.programs.comparing import differences
from mentorship.programs.models import ProgramTemplate
from tests.factories.bank import form
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.programs import (
    ActivityFactory,
    PracticeFactory,
    ProgramFactory,
    ProgramTemplateFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2022, 11, 1)


@pytest.fixture
def curator():
    return MembershipFactory()


@pytest.fixture
def draft(curator):
    return ProgramTemplateFactory(organization=curator.organization)


def test_built_in_templates_have_a_plan_and_say_they_are_not_official(curator):
    built_in = ProgramTemplate.objects.filter(organization=None)

    assert built_in.count() == 5
    for template in built_in:
        assert library.template_problems(template) == []
        assert template.source.endswith("не официальный документ")
        assert (
            max(row["week"] for row in template.content["activities"])
            == (template.content["weeks"])
        )


def test_nearest_published_template_of_a_code_is_in_use(curator):
    school = curator.organization
    for place in (school.parent.parent, school.parent):
        ProgramTemplateFactory(organization=place, code="olymp", published=True)
    ProgramTemplateFactory(organization=school, code="olymp")
    ProgramTemplateFactory(organization=InstitutionFactory(), code="olymp", published=True)

    found = ProgramTemplate.objects.in_use_by(curator).filter(code="olymp")

    assert [template.organization for template in found] == [school.parent]


def test_drafts_from_above_are_not_seen(curator):
    ProgramTemplateFactory(organization=curator.organization.parent, code="olymp")

    assert not ProgramTemplate.objects.shared_with(curator).filter(code="olymp").exists()


def test_own_copy_shows_how_it_differs_from_the_inherited(curator):
    above = ProgramTemplateFactory(organization=curator.organization.parent, published=True)
    draft = library.copy_template(member=curator, template=above)

    library.put_line(
        member=curator,
        template=draft,
        kind="problems",
        key="p1",
        line={"title": "Иное", "goal": ""},
    )

    draft.refresh_from_db()
    assert (draft.derived_from, draft.code, draft.version) == (above, above.code, 1)
    assert [line.after for line in differences(above.content, draft.content)] == ["Иное"]


def test_copy_is_made_once(curator):
    above = ProgramTemplateFactory(organization=curator.organization.parent, published=True)

    drafts = {library.copy_template(member=curator, template=above).pk for _ in range(2)}

    assert len(drafts) == 1


def test_new_version_takes_the_place_of_the_one_in_use(curator, draft):
    first = library.publish_template(member=curator, template=draft)
    second = library.copy_template(member=curator, template=first)

    library.publish_template(member=curator, template=second)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.version) == ("archived", "published", 2)


def test_template_in_use_is_not_changed(curator, draft):
    used = library.publish_template(member=curator, template=draft)

    with pytest.raises(DomainError, match="не меняется"):
        library.remove_line(member=curator, template=used, kind="problems", key="p1")


def test_database_refuses_to_change_a_template_in_use(curator, draft):
    used = library.publish_template(member=curator, template=draft)

    with pytest.raises(IntegrityError, match="never changes"):
        ProgramTemplate.objects.filter(pk=used.pk).update(title="Иное")


def test_half_a_template_is_not_put_to_use(curator, draft):
    draft.content |= {"goal": " ", "activities": []}
    draft.save()

    with pytest.raises(DomainError, match="Укажите цель программы"):
        library.publish_template(member=curator, template=draft)


def test_lines_are_added_moved_and_removed(curator, draft):
    kind = {"kind": "activities"}
    line = {"title": "Итог", "week": 9, "planned_result": "", "problem": "", "part": ""}

    library.put_line(member=curator, template=draft, line=line, **kind)
    library.shift_line(member=curator, template=draft, key="a2", by=-1, **kind)
    library.remove_line(member=curator, template=draft, key="a1", **kind)

    draft.refresh_from_db()
    assert [row["title"] for row in draft.content["activities"]] == ["Пробный тур", "Итог"]


def test_activity_stays_when_its_difficulty_is_removed(curator, draft):
    library.remove_line(member=curator, template=draft, kind="problems", key="p1")

    draft.refresh_from_db()
    assert [row["problem"] for row in draft.content["activities"]] == ["", ""]


def test_line_that_is_gone_is_told_about(curator, draft):
    with pytest.raises(DomainError, match="уже нет"):
        library.remove_line(member=curator, template=draft, kind="problems", key="p9")


def test_archived_template_comes_back_where_it_was(curator, draft):
    used = library.publish_template(member=curator, template=draft)
    library.archive_template(member=curator, template=used)

    restored = library.restore_template(member=curator, template=used)

    assert restored.state == "published"


def test_template_does_not_come_back_to_a_taken_place(curator, draft):
    first = library.publish_template(member=curator, template=draft)
    second = library.copy_template(member=curator, template=first)
    library.publish_template(member=curator, template=second)

    with pytest.raises(DomainError, match="Другая редакция"):
        library.restore_template(member=curator, template=first)


def test_template_of_another_organization_is_not_written(curator):
    with pytest.raises(PermissionDenied):
        library.archive_template(member=curator, template=ProgramTemplateFactory())


def test_director_writes_no_templates(curator):
    director = MembershipFactory(role="director", organization=curator.organization)

    with pytest.raises(PermissionDenied):
        library.begin_template(
            member=director, title="Своя", form=form("uchitel-uchenik"), today=TODAY
        )


def test_template_of_a_program_leaves_the_diagnosis_out(curator):
    program = ProgramFactory(
        pair__institution=curator.organization, difficulties="Тревожность", tasks="Решать"
    )
    ActivityFactory(program=program)

    template = library.begin_template(
        member=curator, title="Своя", form=program.pair.form, today=TODAY, program=program
    )

    assert (template.content["difficulties"], template.content["tasks"]) == ("", "Решать")
    assert len(template.content["activities"]) == 1


def test_practice_taken_twice_is_one_template(curator):
    practice = PracticeFactory(published=True)

    taken = [library.take_over(member=curator, practice=practice, today=TODAY).pk for _ in range(2)]

    template = ProgramTemplate.objects.get(pk=taken[0])
    assert taken[0] == taken[1]
    assert (template.state, template.content, template.practice) == (
        "published",
        practice.content,
        practice,
    )


def test_practice_taken_after_its_archive_is_a_new_version(curator):
    practice = PracticeFactory(published=True)
    first = library.take_over(member=curator, practice=practice, today=TODAY)
    library.archive_template(member=curator, template=first)

    again = library.take_over(member=curator, practice=practice, today=TODAY)

    assert (again.code, again.version) == (first.code, 2)


@pytest.mark.parametrize("is_own", [True, False])
def test_own_practice_and_one_without_a_plan_are_not_taken(curator, is_own):
    place = curator.organization if is_own else InstitutionFactory()
    practice = PracticeFactory(
        organization=place, published=True, **({} if is_own else {"content": {}})
    )

    with pytest.raises(DomainError, match="вашей организации" if is_own else "нет плана"):
        library.take_over(member=curator, practice=practice, today=TODAY)
