"""Organizations of the invented region, those who sign for them and those who sign in."""

from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password

from mentorship.accounts.demo import DemoAccount
from mentorship.accounts.models import User
from mentorship.core.copying import copy_rows
from mentorship.organizations.models import (
    Membership,
    Organization,
    Participation,
    Signatory,
)
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.region.names import draw_name

Level, Type = Organization.Level, Organization.Type
# Of every twenty institutions, as in a middle region.
MIX = [Type.SCHOOL] * 15 + [Type.KINDERGARTEN] * 3 + [Type.SUPPLEMENTARY, Type.COLLEGE]
TITLES = {
    Type.SCHOOL: ("МБОУ «СОШ № {n}»", "Средняя общеобразовательная школа № {n}"),
    Type.KINDERGARTEN: ("МБДОУ «Детский сад № {n}»", "Детский сад № {n}"),
    Type.SUPPLEMENTARY: ("МБУ ДО «Центр творчества № {n}»", "Центр детского творчества № {n}"),
    Type.COLLEGE: ("ГБПОУ «Колледж № {n}»", "Профессиональный колледж № {n}"),
}
ROLES: dict[str, list[Role]] = {
    Level.REGION: [Role.COORDINATOR],
    Level.MUNICIPALITY: [Role.METHODIST],
    Level.INSTITUTION: [Role.DIRECTOR, Role.CURATOR],
}


@dataclass(frozen=True)
class Tree:
    region: Organization
    municipalities: list[Organization]
    institutions: list[Organization]

    @property
    def everything(self) -> list[Organization]:
        return [self.region, *self.municipalities, *self.institutions]


def plant(random: Random, *, municipalities: int, schools: int, year: SchoolYear) -> Tree:
    """The tree with directors and the yearly list of participants; schools are dealt in turn."""
    (region,) = copy_rows(
        [
            Organization(
                level=Level.REGION, code="region", name="Примерная область", short_name="Область"
            )
        ]
    )
    districts = copy_rows(
        Organization(
            level=Level.MUNICIPALITY,
            parent=region,
            code=f"m{n}",
            name=f"Муниципальный округ № {n}",
            short_name=f"Округ № {n}",
        )
        for n in range(1, municipalities + 1)
    )
    institutions = copy_rows(
        _institution(n, districts[(n - 1) % municipalities]) for n in range(1, schools + 1)
    )
    _sign(random, institutions, year)
    return Tree(region, districts, institutions)


def _institution(n: int, parent: Organization) -> Organization:
    kind = MIX[(n - 1) % len(MIX)]
    short_name, name = (title.format(n=n) for title in TITLES[kind])
    return Organization(
        level=Level.INSTITUTION,
        institution_type=kind,
        parent=parent,
        code=f"s{n}",
        name=f"{name} ({parent.name})",
        short_name=short_name,
        locality=f"г. Примерный-{parent.code[1:]}",
    )


def _sign(random: Random, institutions: list[Organization], year: SchoolYear) -> None:
    copy_rows(
        Signatory(
            organization=institution,
            full_name=draw_name(random, random.choice("mf")).full,
            starts_on=year.starts_on,
        )
        for institution in institutions
    )
    copy_rows(
        Participation(institution=institution, year=year.first, order="приказ № 1")
        for institution in institutions
    )


def give_accounts(random: Random, tree: Tree, year: SchoolYear, password: str) -> list[DemoAccount]:
    """An account for every role of every organization, all with one password.

    The password is hashed once: 1,700 slow hashes would take minutes. Gives the sign-ins worth
    showing: those of the first organization of each level.
    """
    hashed = make_password(password)
    posts = [
        (organization, role)
        for organization in tree.everything
        for role in ROLES[organization.level]
    ]
    users = copy_rows(
        User(
            email=f"{role}.{organization.code}@example.org",
            full_name=draw_name(random, "f").full,
            password=hashed,
        )
        for organization, role in posts
    )
    copy_rows(
        Membership(user=user, organization=organization, role=role, starts_on=year.starts_on)
        for user, (organization, role) in zip(users, posts, strict=True)
    )
    shown = {tree.region.pk, tree.municipalities[0].pk, tree.institutions[0].pk}
    return [
        DemoAccount(
            role, organization.short_name, organization.code, user.email, password, Role(role).label
        )
        for user, (organization, role) in zip(users, posts, strict=True)
        if organization.pk in shown
    ]
