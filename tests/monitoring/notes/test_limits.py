import pytest
from django.db import InternalError, transaction

from mentorship.core.exceptions import DomainError
from monitoring.models import Note
from monitoring.notes.readers import part_of
from monitoring.summaries import institutions_counted
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.monitoring.notes.conftest import YEAR


@pytest.fixture
def gardener(methodist, silent):
    """A methodist of the kindergartens of the municipality, of which there is one."""
    InstitutionFactory(parent=silent.parent, institution_type="kindergarten", name="Ромашка")
    return MembershipFactory(
        role="methodist", organization=silent.parent, institution_types=["kindergarten"]
    )


def alike(member):
    """A colleague with the limits that the member has now."""
    row = MembershipFactory(
        role="methodist",
        organization=member.organization,
        institution_types=member.institution_types,
    )
    row.institutions.set(member.institutions.all())
    return row


@pytest.mark.parametrize("is_issued", [False, True])
def test_note_of_a_part_stays_of_this_part_when_the_limits_of_its_writer_change(
    gardener, silent, begun, issue, is_issued
):
    note, colleague = begun(gardener), alike(gardener)
    if is_issued:
        issue(gardener, note)
    gardener.institution_types = []
    gardener.save()
    gardener.institutions.set([silent])

    assert list(Note.objects.visible_to(gardener)) == []
    assert list(Note.objects.visible_to(alike(gardener))) == []
    [kept] = Note.objects.visible_to(colleague)
    assert str(kept) == "Аналитическая справка (детские сады) за 2022/2023 учебный год"
    told = institutions_counted(kept.organization, YEAR, part_of(kept))
    assert [row.name for row in told] == ["Ромашка"]


def test_limits_taken_off_leave_the_whole_municipality_its_note(gardener, methodist, begun):
    part, colleague = begun(gardener), alike(gardener)
    gardener.institution_types = []
    gardener.save()

    whole = begun(methodist)

    assert list(Note.objects.visible_to(gardener)) == [whole]
    with pytest.raises(DomainError, match="уже начат"):
        begun(colleague)
    part.part_types = []
    with pytest.raises(InternalError), transaction.atomic():
        part.save()


def test_listed_institutions_are_named_and_many_are_counted_in_the_title(
    methodist, silent, begun, django_assert_num_queries
):
    narrow = MembershipFactory(
        role="methodist", organization=silent.parent, institution_types=["school"]
    )
    narrow.institutions.set([silent])
    note = begun(narrow)
    wide = MembershipFactory(role="methodist", organization=silent.parent)
    wide.institutions.set(InstitutionFactory.create_batch(4, parent=silent.parent))
    many = begun(wide)

    assert note.part_words == f"школы: {silent.short_name}"
    assert f"({note.part_words})" in str(note)
    assert many.part_title == "4\N{NO-BREAK SPACE}организации"
    assert many.part_words.count(", ") == 3
    member = type(wide).objects.select_related("organization").get(pk=wide.pk)
    with django_assert_num_queries(2):
        assert list(Note.objects.visible_to(member)) == [many]
