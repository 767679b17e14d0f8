"""Two regions of schools, each school's rows carrying its own markers, and one member per role.

A marker of an institution stands in what its municipality may read (names, roadmaps); a marker of
its people in everything that must not leave it. Whoever fetches whatever, foreign markers may not
be in it.
"""

from dataclasses import dataclass, field

from mentorship.organizations.models import Organization
from mentorship.organizations.roles import Role
from tests.access.rows import make_rows
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
    RegionFactory,
)

INSTITUTION_ROLES = [Role.CURATOR, Role.DIRECTOR, Role.COUNCIL, Role.PSYCHOLOGIST, Role.MENTOR]


@dataclass
class School:
    """An institution with one row of every kind; `rows` by the name of its model."""

    organization: Organization
    word: str
    rows: dict = field(default_factory=dict)

    @property
    def marker(self):
        return f"Метка{self.word}"

    @property
    def people_marker(self):
        return f"Канар{self.word}"


@dataclass
class World:
    schools: dict
    members: dict

    def allowed_markers(self, member):
        """Markers that a member may meet anywhere."""
        own = [s for s in self.schools.values() if reaches(member, s.organization)]
        names = {school.marker for school in own}
        if member and member.organization.is_institution:
            names |= {school.people_marker for school in own}
        return names

    def foreign_markers(self, member):
        everything = {m for s in self.schools.values() for m in (s.marker, s.people_marker)}
        return everything - self.allowed_markers(member)


def reaches(member, institution):
    """The rule of the tree in its plainest words, apart from the code under test."""
    chain = {institution.pk, institution.parent_id, institution.parent.parent_id}
    return member is not None and member.organization_id in chain


def make_school(parent, word):
    organization = InstitutionFactory(
        parent=parent,
        short_name=f"Школа Метка{word}",
        name=f"Школа «Метка{word}»",
        code=word_code(word),
    )
    return School(organization, word)


def word_code(word):
    return {"альфа": "alpha", "бета": "beta", "гамма": "gamma", "дельта": "delta"}[word]


def build_world():
    """own, neighbor (same municipality), cousin (same region), foreign (another region)."""
    region, other_region = RegionFactory(), RegionFactory()
    city, other_city = (MunicipalityFactory(parent=region) for _ in range(2))
    schools = {
        "own": make_school(city, "альфа"),
        "neighbor": make_school(city, "бета"),
        "cousin": make_school(other_city, "гамма"),
        "foreign": make_school(MunicipalityFactory(parent=other_region), "дельта"),
    }
    own = schools["own"].organization
    members = {role: MembershipFactory(organization=own, role=role) for role in INSTITUTION_ROLES}
    members[Role.METHODIST] = MembershipFactory(organization=city, role=Role.METHODIST)
    members[Role.COORDINATOR] = MembershipFactory(organization=region, role=Role.COORDINATOR)
    for relation, school in schools.items():
        mentor = members[Role.MENTOR].user if relation == "own" else None
        school.rows = make_rows(school, mentor)
    return World(schools, members)
