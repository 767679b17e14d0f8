"""Organizations and members of the demo: those of the source documents, with invented people."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mentorship.accounts.demo import DemoAccount
from mentorship.accounts.models import User
from mentorship.accounts.passwords import new_password
from mentorship.demo.cast import Cast
from mentorship.organizations.models import Membership, Organization, Signatory
from mentorship.organizations.roles import Role

SINCE = date(2022, 8, 1)
INN_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)
SCHOOL, GARDEN, EXTRA, COLLEGE = "school", "kindergarten", "supplementary", "college"

ORGANIZATIONS = Path(__file__).parent / "sources" / "organizations.tsv"


@dataclass(frozen=True)
class Post:
    """One sign-in: local part of the address, organization, role, limits of a methodist."""

    login: str
    organization: str
    role: Role
    types: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


POSTS = [
    Post("koordinator.kurgan", "kurganskaya", Role.COORDINATOR),
    Post("metodist.mishkino", "mishkinsky", Role.METHODIST),
    Post("kurator.mishkino", "mishkinskaya", Role.CURATOR),
    Post("direktor.mishkino", "mishkinskaya", Role.DIRECTOR),
    Post("sovet.mishkino", "mishkinskaya", Role.COUNCIL),
    Post("psiholog.mishkino", "mishkinskaya", Role.PSYCHOLOGIST),
    Post("nastavnik.mishkino", "mishkinskaya", Role.MENTOR),
    Post("koordinator.volgograd", "volgogradskaya", Role.COORDINATOR),
    Post("metodist.volgograd", "volgograd", Role.METHODIST),
    Post("kurator.gimnaziya7", "gimnaziya-7", Role.CURATOR),
    Post("direktor.gimnaziya7", "gimnaziya-7", Role.DIRECTOR),
    Post("koordinator.stavropol", "stavropolsky", Role.COORDINATOR),
    Post("metodist.novoalexandrovsk", "novoalexandrovsky", Role.METHODIST),
    Post("kurator.gimnaziya1", "nva-gimnaziya-1", Role.CURATOR),
    Post("direktor.gimnaziya1", "nva-gimnaziya-1", Role.DIRECTOR),
    Post("kurator.sosh2", "nva-sosh-2", Role.CURATOR),
    Post("kurator.litsey3", "nva-litsey-3", Role.CURATOR),
    Post("koordinator.hmao", "hmao", Role.COORDINATOR),
    Post("metodist.imc.surgut", "surgut", Role.METHODIST, types=(SCHOOL, EXTRA)),
    Post("metodist.udou.surgut", "surgut", Role.METHODIST, types=(GARDEN,)),
    Post("metodist.cdik.surgut", "surgut", Role.METHODIST, listed=("surgut-sosh-10",)),
    Post("kurator.sosh10.surgut", "surgut-sosh-10", Role.CURATOR),
    Post("kurator.ds20.surgut", "surgut-ds-20", Role.CURATOR),
    Post("kurator.cdt.surgut", "surgut-cdt", Role.CURATOR),
    Post("koordinator.omsk", "omskaya", Role.COORDINATOR),
    Post("metodist.omsk", "omsk", Role.METHODIST),
    Post("kurator.litsey5.omsk", "omsk-litsey-5", Role.CURATOR),
    Post("kurator.kollej.omsk", "omsk-kollej", Role.CURATOR),
]


def plant_tree() -> dict[str, Organization]:
    """All organizations by code; institutions get a director who signs."""
    tree: dict[str, Organization] = {}
    cast = Cast(7)
    with ORGANIZATIONS.open() as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            parent = tree.get(row.pop("parent"))
            zone = parent.time_zone if parent else row["time_zone"]
            del row["time_zone"]
            known = row | _requisites(len(tree))
            tree[row["code"]] = Organization.objects.create(parent=parent, time_zone=zone, **known)
    for organization in tree.values():
        if organization.is_institution:
            Signatory.objects.create(
                organization=organization, full_name=cast.full_name(), starts_on=SINCE
            )
    return tree


def _requisites(place: int) -> dict[str, str]:
    """An invented address, telephone and ИНН: 99 is no region, the last digit is its check."""
    digits = f"99{place:07}"
    control = sum(int(n) * k for n, k in zip(digits, INN_WEIGHTS, strict=True)) % 11 % 10
    return {
        "address": f"ул. Школьная, д. {place + 1}",
        "contacts": f"тел. +7 900 000-00-{place:02}",
        "inn": f"{digits}{control}",
    }


def give_posts(tree: dict[str, Organization]) -> tuple[dict[str, Membership], list[DemoAccount]]:
    """Memberships by login, and the sign-ins with their new passwords."""
    members, accounts, cast = {}, [], Cast(11)
    for post in POSTS:
        organization = tree[post.organization]
        email, password = f"{post.login}@example.org", new_password()
        user = User.objects.create_user(email, password, full_name=name_of(post, tree, cast))
        member = Membership.objects.create(
            user=user,
            organization=organization,
            role=post.role,
            starts_on=SINCE,
            institution_types=list(post.types),
        )
        member.institutions.set([tree[code] for code in post.listed])
        members[post.login] = member
        accounts.append(
            DemoAccount(
                post.role,
                organization.short_name,
                organization.code,
                email,
                password,
                post.role.label,
            )
        )
    share_one_person(members)
    return members, accounts


def name_of(post: Post, tree: dict[str, Organization], cast: Cast) -> str:
    """A director signs in under the name that signs the orders."""
    if post.role == Role.DIRECTOR:
        return tree[post.organization].signatories.get().full_name
    return cast.full_name()


def share_one_person(members: dict[str, Membership]) -> None:
    """The curator of Мишкинская СОШ sits in its council too: roles are switched in the header."""
    curator = members["kurator.mishkino"]
    Membership.objects.create(
        user=curator.user, organization=curator.organization, role=Role.COUNCIL, starts_on=SINCE
    )
