"""First steps of a school, a municipality or a region that has only begun: a short task list.

Every state is computed from the data, nothing is ticked by hand. The list is there until the first
pair is made or everything is done; after that the lines of «Что требует внимания сегодня» lead on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q
from django.urls import reverse

from mentorship.bank.consents import people_without_consent
from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.core.wording import counted
from mentorship.organizations.headcounts import latest_headcounts, needed_headcounts
from mentorship.organizations.models import (
    Invitation,
    Membership,
    Organization,
    OrganizationQuerySet,
)
from mentorship.organizations.roles import Right, Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.staffing import lacking_officials
from mentorship.organizations.tree import types_open_to
from mentorship.pairs.models import Pair
from roadmaps.models import Roadmap


class Standing(StrEnum):
    DONE, OPEN, LATER = "done", "open", "later"


@dataclass(frozen=True)
class Step:
    """What to do, why or how much is left, and where; without an address somebody else does it."""

    title: str
    detail: str
    standing: Standing
    url: str = ""


@dataclass(frozen=True)
class FirstSteps:
    steps: list[Step]

    @property
    def done(self) -> int:
        return sum(step.standing == Standing.DONE for step in self.steps)

    @property
    def is_done(self) -> bool:
        return self.done == len(self.steps)


@dataclass(frozen=True)
class Newcomer:
    """Whose steps these are, and on which day of which school year."""

    member: Membership
    year: SchoolYear
    today: date

    @property
    def organization(self) -> Organization:
        return self.member.organization

    def step(
        self,
        title: str,
        detail: str,
        url_name: str,
        *,
        done: bool,
        right: Right,
        after: bool = True,
        pk: int | None = None,
    ) -> Step:
        """`after`: what must come before is there. The link is for whoever may do it."""
        standing = Standing.DONE if done else Standing.OPEN if after else Standing.LATER
        may_open = self.member.may(right) and standing != Standing.LATER
        url = reverse(url_name, args=[pk] if pk else None) if may_open else ""
        return Step(title, detail, standing, url)


def first_steps(member: Membership, year: SchoolYear, today: date) -> FirstSteps | None:
    """The list of a member of an organization that has only begun; None when there is none."""
    steps_of = STEPS.get(Role(member.role))
    if steps_of is None or has_pairs(member.organization):
        return None
    found = FirstSteps(steps_of(Newcomer(member, year, today)))
    return None if found.is_done else found


def has_pairs(organization: Organization) -> bool:
    up = {"institution": "", "municipality": "__parent", "region": "__parent__parent"}
    field = f"institution{up[organization.level]}"
    return Pair.objects.filter(**{field: organization.pk}).exists()


def steps_of_school(new: Newcomer) -> list[Step]:
    school = new.organization
    people = [
        bank.objects.filter(institution=school).exists() for bank in (MentorEntry, MenteeEntry)
    ]
    lacking = people_without_consent(new.member, new.year, new.today).count() if any(people) else 0
    edit = Right.ORGANIZATION_EDIT
    return [
        new.step(
            "Проверить реквизиты",
            "Наименование, адрес и форма «кого, чего» стоят в каждом приказе.",
            "organizations:own_update",
            done=bool(school.locality and school.address and school.short_name_genitive),
            right=edit,
        ),
        new.step(
            "Указать, кто подписывает приказы",
            "Руководитель или исполняющий обязанности.",
            "organizations:signatory_create",
            done=school.signatories.in_office(new.today).exists(),
            right=edit,
        ),
        staff_of_school(new),
        headcounts_of_school(new),
        new.step(
            "Загрузить базы наставников и наставляемых",
            "Из Excel, Word или вставкой списка; можно и по одному человеку. Это делает куратор.",
            "bank:import_create",
            done=all(people),
            right=Right.BANK_EDIT,
        ),
        new.step(
            "Собрать согласия",
            f"Без согласия {counted(lacking, 'человек', 'человека', 'человек')}."
            if lacking
            else "Без них человек не войдёт ни в пару, ни в приказ.",
            "bank:consent_list",
            done=all(people) and not lacking,
            right=Right.BANK_VIEW,
            after=any(people),
        ),
        roadmap_of(new, "Загрузить дорожную карту"),
        new.step(
            "Составить первую пару",
            "После неё этот список исчезнет.",
            "pairs:pair_create",
            done=False,
            right=Right.PAIRS_EDIT,
            after=all(people),
        ),
    ]


def staff_of_school(new: Newcomer) -> Step:
    """Somebody works as curator and somebody as director; an invitation is half the way."""
    wanted = (Role.DIRECTOR, Role.CURATOR)
    here = Q(organization=new.organization, role__in=wanted)
    works = set(Membership.objects.active_on(new.today).filter(here).values_list("role", flat=True))
    missing = [role for role in wanted if role not in works]
    invited = missing and Invitation.objects.waiting().filter(here, role__in=missing).exists()
    names = ", ".join(role.label for role in missing)
    waiting = "Приглашение ждёт ответа." if invited else "Пригласите по одноразовой ссылке."
    return new.step(
        "Пригласить сотрудников",
        f"Ещё не работает: {names}. {waiting}" if missing else "Руководитель и куратор работают.",
        "organizations:member_list",
        done=not missing,
        right=Right.MEMBERS_EDIT,
    )


def headcounts_of_school(new: Newcomer) -> Step:
    latest = latest_headcounts(new.organization, new.year, new.today)
    missing = [key.whose for key in needed_headcounts() if key not in latest]
    return new.step(
        "Внести численность",
        f"Для показателей не хватает: {', '.join(missing)}." if missing else "Знаменатели есть.",
        "organizations:headcount_fill",
        done=not missing,
        right=Right.ORGANIZATION_EDIT,
    )


def roadmap_of(new: Newcomer, title: str) -> Step:
    return new.step(
        title,
        "Из Word, Excel или вставкой: сроки прочитаются сами.",
        "roadmaps:roadmap_import",
        done=Roadmap.objects.filter(organization=new.organization).exists(),
        right=Right.ROADMAPS_EDIT,
    )


def steps_of_municipality(new: Newcomer) -> list[Step]:
    below = open_below(new).institutions()
    number, alone = below.count(), lacking(below, new)
    addable = bool(types_open_to(new.member))
    listed = "Из Excel списком или по одной." if addable else "Их закрепляет за вами координатор."
    return [
        new.step(
            "Добавить организации",
            f"Есть {counted(number, 'организация', 'организации', 'организаций')}."
            if number
            else listed,
            "organizations:organization_list",
            done=bool(number),
            right=Right.ORGANIZATIONS_EDIT,
        ),
        new.step(
            "Пригласить руководителей и кураторов",
            left_alone(alone, "организации", "организациях"),
            "organizations:staffing_list",
            done=bool(number) and not alone,
            right=Right.MEMBERS_EDIT,
            after=bool(number),
        ),
        roadmap_of(new, "Загрузить дорожную карту муниципалитета"),
    ]


def steps_of_region(new: Newcomer) -> list[Step]:
    nodes = open_below(new)
    districts, schools = nodes.municipalities(), nodes.institutions()
    has_districts, has_schools = districts.exists(), schools.exists()
    alone = lacking(districts, new)
    return [
        new.step(
            "Проверить название региона и часовой пояс",
            "Укажите областной центр; в этом поясе показывается время.",
            "organizations:organization_update",
            done=bool(new.organization.locality),
            right=Right.ORGANIZATIONS_EDIT,
            pk=new.organization.pk,
        ),
        new.step(
            "Добавить муниципалитеты",
            "Из Excel вместе с организациями или по одному.",
            "organizations:municipality_list",
            done=has_districts,
            right=Right.ORGANIZATIONS_EDIT,
        ),
        new.step(
            "Добавить организации",
            "Загрузите список; методист может добавить свои сам.",
            "organizations:organization_list",
            done=has_schools,
            right=Right.ORGANIZATIONS_EDIT,
        ),
        new.step(
            "Пригласить методистов",
            left_alone(alone, "муниципалитете", "муниципалитетах"),
            "organizations:staffing_list",
            done=has_districts and not alone,
            right=Right.MEMBERS_EDIT,
            after=has_districts,
        ),
        new.step(
            f"Утвердить перечень участников {new.year} года",
            "Отметьте организации и укажите приказ.",
            "organizations:participation_list",
            done=schools.filter(participations__year=new.year.first).exists(),
            right=Right.PARTICIPATION_EDIT,
            after=has_schools,
        ),
    ]


def open_below(new: Newcomer) -> OrganizationQuerySet:
    nodes = Organization.objects.visible_to(new.member).open_on(new.today)
    return nodes.exclude(pk=new.organization.pk)


def lacking(nodes: OrganizationQuerySet, new: Newcomer) -> int:
    """Nodes that nobody answers for and to which nobody is invited."""
    waiting = Invitation.objects.waiting().values("organization")
    return lacking_officials(nodes, new.today).exclude(pk__in=waiting).count()


def left_alone(number: int, one: str, many: str) -> str:
    if not number:
        return "По одноразовой ссылке, каждый сам задаст пароль."
    return f"Никого нет в {counted(number, one, many, many)}."


STEPS: dict[Role, Callable[[Newcomer], list[Step]]] = {
    Role.CURATOR: steps_of_school,
    Role.DIRECTOR: steps_of_school,
    Role.METHODIST: steps_of_municipality,
    Role.COORDINATOR: steps_of_region,
}
