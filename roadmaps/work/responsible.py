"""Who does a task: the printed words stay, the members they mean are confirmed by the curator."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import RIGHTS, Right, Role
from roadmaps.models import Roadmap, Task, TaskResponsible
from roadmaps.work.locking import locked_tasks

# Words of plans (S000, S002, S003) by the role they mean; the first that fits a piece wins.
ROLE_WORDS: list[tuple[Role, re.Pattern[str]]] = [
    (role, re.compile(words, re.IGNORECASE))
    for role, words in [
        (Role.COORDINATOR, r"региональн\w+ координатор"),
        (Role.METHODIST, r"методист|муниципальн\w+ (?:координатор|куратор)|координатор"),
        (Role.PSYCHOLOGIST, r"психолог"),
        (Role.COUNCIL, r"совет\w* наставник"),
        (Role.CURATOR, r"куратор|ответственн\w+ за (?:внедрен|реализац|наставнич)"),
        (Role.DIRECTOR, r"директор(?! по)|руководител\w+ (?:оо|оу|образовательн|учрежд|организац)"),
        (Role.DIRECTOR, r"заведующ|^\W*руководител\w+\W*$|администраци\w+ (?:оо|школ|гимнази)"),
    ]
]
# «Заместитель директора по УВР» is nobody of the system's roles.
DEPUTY = re.compile(r"зам(?:естител\w+|\.)?\s+директор\w*", re.IGNORECASE)
# «Сапунова Н.В.», «Сапуновой Н. В.»: the surname in any case, so its stem is compared.
NAME_AFTER = re.compile(r"([А-ЯЁ][а-яё-]+)\s+([А-ЯЁ])\.\s?([А-ЯЁ])\.")
NAME_BEFORE = re.compile(r"([А-ЯЁ])\.\s?([А-ЯЁ])\.\s?([А-ЯЁ][а-яё-]+)")
FULL_NAME = re.compile(
    r"([А-ЯЁ][а-яё-]+)\s+([А-ЯЁ])[а-яё]+\s+([А-ЯЁ])[а-яё]+(?:ич|на|ичу|не|ой|ича|ны)\b"
)
ENDING = 3  # letters of a surname that cases change at most
SHORTEST_STEM = 3
STRANGER = "Назначить можно только сотрудника своей организации с действующей ролью."


def may_be_responsible(organization: Organization) -> QuerySet[Membership]:
    """Members in force who can open the roadmap of their organization."""
    members = Membership.objects.active_on(timezone.localdate()).filter(
        organization=organization, role__in=RIGHTS[Right.ROADMAPS_VIEW], user__is_active=True
    )
    return members.select_related("user", "organization").order_by("user__full_name", "pk")


def suggested(text: str, members: Iterable[Membership]) -> list[Membership]:
    """Members whom the printed words mean: by name and initials, else by the role.

    A name that nobody bears suggests nobody, whatever role stands beside it.
    """
    listed = list(members)
    named = _names(text)
    if named:
        return [member for member in listed if any(_bears(member, name) for name in named)]
    words = DEPUTY.sub("", text)
    roles = {role for role, pattern in ROLE_WORDS if pattern.search(words)}
    if Role.COORDINATOR in roles:
        roles.discard(Role.METHODIST)
    return [member for member in listed if member.role in roles]


def _names(text: str) -> set[tuple[str, str, str]]:
    found = {(last, first, middle) for last, first, middle in NAME_AFTER.findall(text)}
    found |= {(last, first, middle) for first, middle, last in NAME_BEFORE.findall(text)}
    return found | {(last, first, middle) for last, first, middle in FULL_NAME.findall(text)}


def _bears(member: Membership, name: tuple[str, str, str]) -> bool:
    surname, first, middle = (_plain(part) for part in name)
    own, *rest = [_plain(part) for part in member.user.full_name.split()] or [""]
    initials = [part[:1] for part in rest]
    stem = own[: max(SHORTEST_STEM, len(own) - ENDING + 1)]
    near = abs(len(own) - len(surname)) < ENDING
    return bool(own) and near and surname.startswith(stem) and initials[:2] == [first, middle]


def _plain(text: str) -> str:
    return text.lower().replace("ё", "е")


@transaction.atomic
def assign(
    *, roadmap: Roadmap, keys: Collection[int], member: Membership, people: Collection[Membership]
) -> list[Task]:
    """Put exactly these members in charge of the tasks; nobody takes the earlier ones off.

    DomainError when somebody is no member of the organization with a right to its roadmaps.
    """
    tasks = locked_tasks(roadmap, keys, member)
    known = {row.pk for row in may_be_responsible(roadmap.organization)}
    wanted = {person.pk for person in people}
    if not wanted <= known:
        raise DomainError(
            "Назначить можно только сотрудника своей организации с действующей ролью."
        )
    rows = TaskResponsible.objects.filter(task__in=tasks)
    for row in rows.exclude(membership__in=wanted):
        row.delete()
    kept = set(rows.values_list("task", "membership"))
    TaskResponsible.objects.bulk_create(
        TaskResponsible(task=task, membership_id=pk, confirmed_by=member)
        for task in tasks
        for pk in sorted(wanted)
        if (task.pk, pk) not in kept
    )
    return tasks


@dataclass(frozen=True)
class Wording:
    """One printed wording of «Ответственный» and the tasks it stands at.

    `tasks` have the same members in charge, or none yet; `apart` were given others one by one and
    are left alone. `chosen`: who is in charge of `tasks`, before anybody is – the suggested ones.
    """

    text: str
    tasks: tuple[Task, ...]
    apart: int
    chosen: frozenset[int]
    is_confirmed: bool

    @property
    def digest(self) -> str:
        """The name of the wording in a form."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


def wordings(roadmap: Roadmap) -> list[Wording]:
    """Printed wordings of a roadmap, the most frequent first, with whom each may mean."""
    members = list(may_be_responsible(roadmap.organization))
    tasks = Task.objects.filter(section__roadmap=roadmap).order_by("section__position", "position")
    groups: dict[str, list[Task]] = defaultdict(list)
    for task in tasks.prefetch_related("responsibles"):
        groups[" ".join(task.responsible.split())].append(task)
    found = [_wording(text, rows, members) for text, rows in groups.items()]
    return sorted(found, key=lambda row: -(len(row.tasks) + row.apart))


def _wording(text: str, tasks: list[Task], members: list[Membership]) -> Wording:
    sets = [frozenset(row.membership_id for row in task.responsibles.all()) for task in tasks]
    usual = Counter(filter(None, sets)).most_common(1)
    common = usual[0][0] if usual else frozenset()
    same = tuple(task for task, own in zip(tasks, sets, strict=True) if not own or own == common)
    means = frozenset(member.pk for member in suggested(text, members))
    return Wording(text, same, len(tasks) - len(same), common or means, bool(common))


@transaction.atomic
def confirm_wordings(
    *, roadmap: Roadmap, member: Membership, chosen: Mapping[str, Collection[str]]
) -> int:
    """Put members in charge of whole wordings at once; how many tasks got other people.

    `chosen` has keys of memberships by the digest of a wording. DomainError when the plan's
    words have changed since the page was shown, or somebody may not be put in charge.
    """
    Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    known = {row.digest: row for row in wordings(roadmap)}
    people = {str(row.pk): row for row in may_be_responsible(roadmap.organization)}
    if not chosen.keys() <= known.keys():
        raise DomainError("План за это время изменили. Проверьте назначения ещё раз.")
    changed = 0
    for digest, keys in chosen.items():
        if not set(keys) <= people.keys():
            raise DomainError(STRANGER)
        changed += _confirm(known[digest], [people[key] for key in keys], roadmap, member)
    return changed


def _confirm(
    wording: Wording, people: list[Membership], roadmap: Roadmap, member: Membership
) -> int:
    wanted = {person.pk for person in people}
    stale = [
        task.pk
        for task in wording.tasks
        if {row.membership_id for row in task.responsibles.all()} != wanted
    ]
    if stale:
        assign(roadmap=roadmap, keys=stale, member=member, people=people)
    return len(stale)
