"""Every list page of the product's rooms for eight people at once, against a floor page.

The site is started as `bin/serve` starts it and asked over HTTP by signed-in curators, methodists
and coordinators of the made region. A room's new list is measured by itself: what a URL is named
`…_list` for. BENCH_SCHOOLS=80 takes a smaller region of the same shape.
"""

import http.client
import os
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http import HTTPStatus
from signal import SIGTERM
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from benchmarks import floor
from benchmarks.documents import PLAIN
from benchmarks.figures import PAIRS, Figure
from benchmarks.monitoring import region_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.supervisor import ADDRESS, Child, listen, web_command
from monitoring.models import Round, RoundReport
from roadmaps.models import Roadmap

USERS, TURNS = 8, 2
LONGEST = 30  # seconds that anybody waits for a page
RATIO, MOST_QUERIES = 2, 25
ROUND = "/monitoring/rounds/{round}/"
ABOVE = (ROUND, f"{ROUND}?show=late", f"{ROUND}summary/", "/indicator-cards/")
# What is worked with besides the lists: the home pages, a round, a plan.
MORE = {
    Role.CURATOR: ("/", "/roadmaps/{plan}/", "/monitoring/round-reports/{report}/"),
    Role.METHODIST: ("/", *ABOVE, "/roadmaps/{plan}/completion/"),
    Role.COORDINATOR: ("/", *ABOVE, "/monitoring/indicators/I1/institutions/"),
}


class User(NamedTuple):
    """Somebody signed in: over HTTP by a cookie, within this process by a client."""

    member: Membership
    client: Client

    @classmethod
    def of(cls, member: Membership) -> "User":
        client = Client(HTTP_HOST=ADDRESS)
        client.force_login(member.user, settings.AUTHENTICATION_BACKENDS[-1])
        return cls(member, client)

    def url(self, pattern: str) -> str:
        """The page as this user's own: their round, report and plan."""
        own = {"organization": self.member.organization_id}
        found = {
            "round": Round.objects.filter(closed_at=None),
            "report": RoundReport.objects.filter(**own),
            "plan": Roadmap.objects.filter(**own),
        }
        asked = {name: rows for name, rows in found.items() if f"{{{name}}}" in pattern}
        return pattern.format(**{name: rows.earliest("pk").pk for name, rows in asked.items()})

    def seconds(self, port: int, url: str) -> float:
        """How long the page takes; raises OSError after LONGEST."""
        cookie = f"{settings.SESSION_COOKIE_NAME}={self.client.cookies['session'].value}"
        started = time.perf_counter()
        with closing(http.client.HTTPConnection(ADDRESS, port, timeout=LONGEST)) as asked:
            asked.request("GET", url, headers={"Cookie": cookie})
            response = asked.getresponse()
            response.read()
        if response.status != HTTPStatus.OK:
            raise AssertionError(f"{url}: {response.status}")
        return time.perf_counter() - started


def list_pages(patterns: Sequence[URLPattern | URLResolver], room: str = "") -> Iterator[str]:
    """Addresses of all lists that need no key."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else room
            yield from list_pages(pattern.url_patterns, inner)
        elif (pattern.name or "").endswith("_list") and "<" not in str(pattern.pattern):
            yield reverse(f"{room}{pattern.name}")


@contextmanager
def site() -> Iterator[int]:
    """The web server of `bin/serve` on the benchmark's database; yields its port."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "BENCHMARK_DATABASE": str(connection.settings_dict["NAME"]),
    }
    with listen(0) as listener:
        web = Child("web", web_command(listener.fileno()), SIGTERM)
        web.start(environment, [listener.fileno()])
        try:
            yield listener.getsockname()[1]
        finally:
            web.stop()


def users_of(role: Role) -> list[User]:
    """Eight people of a role; where there are fewer, somebody sits at several computers."""
    rows = Membership.objects.filter(role=role).select_related("user").order_by("pk")[:USERS]
    members = list(rows)
    return [User.of(members[n % len(members)]) for n in range(USERS)]


def percentile(port: int, users: Sequence[User], urls: Sequence[str]) -> float:
    """The 95th percentile of a page that everybody asks for TURNS times, in seconds."""

    def asked(user: User, url: str) -> list[float]:
        return [user.seconds(port, url) for _ in range(TURNS)]

    with ThreadPoolExecutor(USERS) as pool:
        taken = [time for times in pool.map(asked, users, urls) for time in times]
    return statistics.quantiles(taken, n=20, method="inclusive")[-1]


def page_figures(port: int, users: Sequence[User], pattern: str) -> Iterator[Figure]:
    name = f"{Role(users[0].member.role).label}: {pattern}"
    urls, floors = [user.url(pattern) for user in users], [floor.address()] * USERS
    asked = []
    for user, url in zip(users, urls, strict=True):
        with CaptureQueriesContext(connection) as queries:
            user.client.get(url)
        asked.append(len(queries))
    percentile(port, users, urls), percentile(port, users, floors)
    pairs = [(percentile(port, users, urls), percentile(port, users, floors)) for _ in range(PAIRS)]
    mine, limit = (f"{statistics.median(c) * 1000:.0f} ms" for c in zip(*pairs, strict=True))
    yield Figure(name, mine, limit, statistics.median(ours / bare for ours, bare in pairs), RATIO)
    most = max(asked)
    yield Figure(f"{name}, queries", f"{most}", f"{MOST_QUERIES}", most / MOST_QUERIES, 1)


def figures() -> Iterator[Figure]:
    region_of(SchoolYear.containing(timezone.localdate()))
    lists = list(list_pages(get_resolver().url_patterns))
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": PLAIN}), site() as port:
        for role, more in MORE.items():
            users = users_of(role)
            yield from (each for page in more for each in page_figures(port, users, page))
            for pattern in lists:
                # Lists of other roles are refused; whatever else is amiss stops the run.
                if users[0].client.get(users[0].url(pattern)).status_code != HTTPStatus.FORBIDDEN:
                    yield from page_figures(port, users, pattern)
