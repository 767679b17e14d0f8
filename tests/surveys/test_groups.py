import pytest

from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.groups import GROUPS_OF, of_group
from mentorship.surveys.models import Questionnaire
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, form

YEAR = SchoolYear(2022)
ENTRIES = {"mentee": MenteeEntry, "mentor": MentorEntry}
pytestmark = pytest.mark.django_db


def groups_of(audience):
    """The groups the one entry there is belongs to."""
    return [
        group
        for group in GROUPS_OF[audience]
        if of_group(
            ENTRIES[audience].objects.all(), Questionnaire(audience=audience, group=group), YEAR
        ).exists()
    ]


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("uchenik-uchenik", "pupil"),
        ("uchitel-uchenik", "pupil"),
        ("student-uchenik", "career"),
        ("rabotodatel-uchenik", "career"),
        ("rabotodatel-student", "career"),
        ("prepodavatel-student", "career"),
        ("uchitel-uchitel", "teacher"),
        ("vuz-pedagog", "teacher"),
    ],
)
def test_mentee_is_asked_by_the_form(code, group):
    MenteeEntryFactory(form=form(code))

    assert groups_of("mentee") == [group]


def test_mentee_without_a_form_is_asked_as_a_pupil():
    MenteeEntryFactory(form=None)

    assert groups_of("mentee") == ["pupil"]


@pytest.mark.parametrize(
    ("category", "group"),
    [
        ("pupil", "pupil"),
        ("student", "student"),
        ("graduate", "student"),
        ("teacher", "teacher"),
        ("head", "teacher"),
        ("employer", "employer"),
        ("parent", "employer"),
    ],
)
def test_mentor_is_asked_by_what_they_are(category, group):
    MentorEntryFactory(person__category=category)

    assert groups_of("mentor") == [group]


def test_set_of_no_group_is_for_everybody():
    MentorEntryFactory()

    entries = of_group(MentorEntry.objects.all(), Questionnaire(audience="mentor"), YEAR)

    assert entries.count() == 1


def test_each_group_has_a_set_of_each_wave():
    expected = {
        f"{wave}-{audience}-{group}"
        for wave in ("entry", "exit")
        for audience, groups in GROUPS_OF.items()
        for group in groups
    }

    kept = Questionnaire.objects.filter(organization=None, purpose__in=["entry", "exit"])
    assert set(kept.values_list("code", flat=True)) == expected
