from datetime import date

import pytest

from mentorship.organizations.school_year import SchoolYear
from monitoring.notes import services
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.monitoring.figures.world import World

YEAR, TODAY = SchoolYear(2022), date(2023, 6, 1)


@pytest.fixture
def world(db):
    """Three schools of two municipalities in which every figure counts something."""
    return World()


@pytest.fixture
def head(world):
    """The curator of a school in which every figure counts something."""
    return world.members[0]


@pytest.fixture
def city(world):
    """The methodist over two such schools."""
    return MembershipFactory(role="methodist", organization=world.schools[0].parent)


@pytest.fixture
def begun():
    """Begins the note of a member's organization for 2022/2023."""

    def make(member, round_=None):
        return services.create_note(member=member, year=YEAR, round_=round_, today=TODAY)

    return make


@pytest.fixture
def write():
    """Saves the text of a section as somebody who has just opened it."""

    def save(member, note, code, text, seen=None, **fields):
        section = note.sections.get(code=code)
        given = {"text": text, "is_left_out": False} | fields
        seen = section.draft if seen is None else seen
        return services.save_section(
            member=member, section=section, fields=given, remembered={}, seen=seen
        )

    return save


@pytest.fixture
def issue():
    def make(member, note):
        note.refresh_from_db()
        stamp = services.stamp_of(note)
        return services.issue_note(member=member, note=note, today=TODAY, seen=stamp)

    return make


@pytest.fixture
def silent(school):
    """Another school of the municipality, of which nothing is known either."""
    return InstitutionFactory(parent=school.parent, name="МБОУ «Тихая СОШ»")
