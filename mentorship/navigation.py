"""The side navigation: the stages of the yearly cycle, each with its live count."""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from mentorship.bank.consents import keys_of_year
from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.core.statements import Statement, counting
from mentorship.core.wording import plural_ru
from mentorship.documents.models import Dispatch, Document
from mentorship.organizations.models import Membership
from mentorship.organizations.requests import MemberRequest
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import reach
from mentorship.pairs.models import Pair
from mentorship.programs.models import Program
from mentorship.surveys.models import Reply
from roadmaps.models import Task
from roadmaps.review.queue import queue_of


class Place(NamedTuple):
    """A menu line: words, URL name, the right it needs, the name of its count.

    `also` are the beginnings of other addresses that are reached from it.
    """

    title: str
    url_name: str
    right: Right | None
    counted: str = ""
    also: tuple[str, ...] = ()


class Group(NamedTuple):
    """Lines under a heading; in a long menu one that is seldom needed is folded."""

    title: str
    places: list[Place]
    folds: bool = False


MENU = [
    Group(
        "Цикл наставничества",
        [
            Place("Сегодня", "home", None),
            Place("Наставники", "bank:mentor_list", Right.BANK_VIEW, "mentors"),
            Place("Наставляемые", "bank:mentee_list", Right.BANK_VIEW, "mentees"),
            Place("Согласия", "bank:consent_list", Right.BANK_VIEW, "consents"),
            Place("Мероприятия", "bank:event_list", Right.EVENTS_VIEW),
            Place("Анкеты", "surveys:response_list", Right.BANK_VIEW, "replies"),
            Place("Подбор", "pairs:supply_list", Right.BANK_VIEW),
            Place("Пары и группы", "pairs:pair_list", Right.PAIRS_VIEW, "pairs"),
            Place("Программы", "programs:program_list", Right.PAIRS_VIEW, "programs"),
            Place("Встречи", "pairs:meeting_list", Right.PAIRS_VIEW),
            Place("Обратная связь", "pairs:feedback_list", Right.PAIRS_VIEW),
        ],
    ),
    Group(
        "Планы и документы",
        [
            Place("Дорожные карты", "roadmaps:roadmap_list", Right.ROADMAPS_VIEW, "tasks"),
            Place(
                "Приказы и документы",
                "documents:document_list",
                Right.DOCUMENTS_VIEW,
                "documents",
            ),
            Place("Входящие", "documents:incoming_list", Right.LETTERS_RECEIVE, "unread"),
            Place("Рассылка", "documents:sent_list", Right.LETTERS_SEND),
        ],
    ),
    Group(
        "Мониторинг",
        [
            Place(
                "Показатели",
                "monitoring:indicator_list",
                Right.INDICATORS_VIEW,
                also=("/monitoring/figures/", "/monitoring/tables/"),
            ),
            Place(
                "Отчёты",
                "monitoring:report_list",
                Right.INDICATORS_VIEW,
                also=("/monitoring/forms/", "/monitoring/form-versions/"),
            ),
            Place(
                "Сборы отчётов",
                "monitoring:round_list",
                Right.INDICATORS_VIEW,
                also=("/monitoring/round-reports/", "/monitoring/checks/"),
            ),
            Place("Качество программ", "monitoring:quality_list", Right.INDICATORS_VIEW),
            Place(
                "Аналитические отчёты",
                "monitoring:note_list",
                Right.INDICATORS_VIEW,
                also=("/monitoring/recommendations/",),
            ),
            Place("Наблюдения", "monitoring:insight_attention", Right.INDICATORS_VIEW),
        ],
    ),
    Group(
        "Справочники",
        [
            Place("Партнёры", "bank:partner_list", Right.BANK_VIEW),
            Place("Наставники других школ", "bank:offer_list", Right.BANK_VIEW),
            Place("Библиотека программ", "programs:practice_list", Right.LIBRARY_VIEW),
            Place("Темы", "bank:topic_list", Right.TOPICS_VIEW),
            Place("Вопросы анкет", "surveys:questionnaire_list", Right.QUESTIONNAIRES_EDIT),
            Place("Тексты согласий", "bank:text_list", Right.CONSENT_TEXTS),
        ],
        folds=True,
    ),
    Group(
        "Организация",
        [
            Place("Организации", "organizations:organization_list", Right.ORGANIZATIONS_VIEW),
            Place("Журнал обращений", "audit:reading_list", Right.READINGS_VIEW),
            Place(
                "Перечень участников",
                "organizations:participation_list",
                Right.PARTICIPATION_EDIT,
            ),
            Place("Новый учебный год", "bank:year_turn", Right.BANK_EDIT),
            Place("Реквизиты и численность", "organizations:own_detail", Right.ORGANIZATION_EDIT),
            Place("Сотрудники и роли", "organizations:member_list", Right.MEMBERS_EDIT),
        ],
        folds=True,
    ),
]
# More lines than this do not fit on a screen of a laptop.
LONG = 20


def navigation(request: MemberRequest) -> dict[str, Any]:
    """Context processor: menu lines open to the member; lazy, so fragments cost nothing."""
    member = getattr(request, "membership", None)
    if member is None or getattr(request, "htmx", False):
        return {"navigation": {"groups": [], "years": []}}
    return {"navigation": Menu(request, member)}


class Menu:
    """Built only when a template asks for it: pages without the frame make no query."""

    def __init__(self, request: MemberRequest, member: Membership) -> None:
        self.request, self.member = request, member
        self.years = [SchoolYear(first) for first in range(timezone.localdate().year + 1, 2019, -1)]

    @property
    def groups(self) -> list[dict[str, Any]]:
        counts, here = self.counts(), self.current()
        groups: list[dict[str, Any]] = []
        for group in MENU:
            entries = [self.entry(p, counts, here) for p in group.places if self.is_open(p)]
            is_here = any(entry["current"] for entry in entries)
            shown = {"title": group.title, "entries": entries, "is_here": is_here}
            groups += [shown | {"folds": group.folds}] if entries else []
        is_long = sum(len(group["entries"]) for group in groups) > LONG
        return [group | {"folds": group["folds"] and is_long} for group in groups]

    def counts(self) -> dict[str, Any]:
        return live_counts(self.member, self.request.school_year)

    def is_open(self, place: Place) -> bool:
        return place.right is None or self.member.may(place.right)

    def entry(self, place: Place, counts: dict[str, Any], here: str) -> dict[str, Any]:
        url = reverse(place.url_name)
        count = counts.get(place.counted, "")
        return {"title": place.title, "url": url, "count": count, "current": url == here}

    def current(self) -> str:
        """The most exact address of the menu that the page's own begins with."""
        home, path = reverse("home"), self.request.path
        fitting = {
            start: url
            for group in MENU
            for place in group.places
            for url in [reverse(place.url_name)]
            for start in (url, *place.also)
            if start != home and path.startswith(start)
        }
        return fitting[max(fitting, key=len)] if fitting else path


def live_counts(member: Membership, year: SchoolYear) -> dict[str, Any]:
    """Counts of the menu in one statement; the same querysets as the lists they lead to."""
    today = timezone.localdate()
    counts: dict[str, Any] = written_once(member, reach(member), year, today).answers()
    if people := counts.get("people"):
        counts["consents"] = f"{people - counts['lacking']} из {people}"
    if reviews := counts.get("reviews"):
        counts["tasks"] = f"{reviews} {plural_ru(reviews, 'ждёт', 'ждут', 'ждут')}"
    return counts | {name: counts.get(name) or "" for name in ("tasks", "replies", "unread")}


def counted(member: Membership, year: SchoolYear, today: date) -> dict[str, QuerySet[Any]]:
    """What the menu counts for the member, by the name of the count."""
    found: dict[str, QuerySet[Any]] = {}
    if member.may(Right.BANK_VIEW):
        found["mentors"] = MentorEntry.objects.visible_to(member).of_year(year)
        found["mentees"] = MenteeEntry.objects.visible_to(member).of_year(year)
        found["people"] = keys_of_year(member, year)
        found["lacking"] = keys_of_year(member, year, lacking_on=year.counted_on(today))
    if member.may(Right.BANK_EDIT):
        found["replies"] = Reply.objects.visible_to(member).waiting()
    if member.may(Right.PAIRS_VIEW):
        found["pairs"] = Pair.objects.visible_to(member).of_year(year)
        found["programs"] = Program.objects.filter(pair__in=found["pairs"])
    if member.may(Right.DOCUMENTS_VIEW):
        found["documents"] = Document.objects.visible_to(member).filter(school_year=year.first)
    if member.may(Right.LETTERS_RECEIVE):
        found["unread"] = Dispatch.objects.received_by(member).unread()
    if member.may(Right.ROADMAPS_REVIEW):
        found["reviews"] = queue_of(member)
    elif member.may(Right.ROADMAPS_VIEW):
        found["tasks"] = Task.objects.visible_to(member).of_year(year).overdue(today)
    return found


@lru_cache(maxsize=512)
def written_once(
    member: Membership, _reach: tuple[object, ...], year: SchoolYear, today: date
) -> Statement:
    """The statement of a member with rights and rows such as these.

    Writing it costs as much as answering it in a usual school, and it is the same all day.
    """
    return counting(counted(member, year, today))
