"""Roadmaps and orders of the demo, through the same services as the pages."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from mentorship.demo.steps import School
from mentorship.documents import pairs_order
from mentorship.documents import services as documents
from mentorship.documents.kinds import KINDS
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair
from roadmaps import introduction_order
from roadmaps.models import Roadmap
from roadmaps.parsing import parse
from roadmaps.services import import_roadmap

SOURCES = Path(__file__).parent / "sources"


def load_roadmap(
    organization: Organization,
    file_name: str,
    title: str,
    period: tuple[date, date],
    *,
    mark_reported_done: bool = False,
) -> Roadmap:
    """A source document as it came, whatever stands around its table."""
    return import_roadmap(
        organization=organization,
        parsed=parse((SOURCES / file_name).read_text(), filename=file_name),
        title=title,
        starts_on=period[0],
        ends_on=period[1],
        source_name=file_name,
        mark_reported_done=mark_reported_done,
    )


def load_roadmap_text(organization: Organization, text: str, today: date) -> Roadmap:
    year = SchoolYear.containing(today)
    return import_roadmap(
        organization=organization,
        parsed=parse(text, filename=""),
        title=f"Дорожная карта реализации целевой модели наставничества на {year} учебный год",
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        source_name="вставлено из Word",
    )


def draft_order(school: School, pairs: Sequence[Pair], due_on: date) -> Document:
    """A draft over these pairs by the school's curator; `due_on` is the term of the programs."""
    return documents.create_draft(
        member=school.member,
        kind=KINDS[pairs_order.CODE],
        year=school.year,
        fields={
            "pairs": [pair.pk for pair in pairs],
            "curator": school.member.user.full_name,
            "programs_due_on": due_on.isoformat(),
        },
    )


def register_introduction(
    school: School, director: Membership, roadmap: Roadmap, *, number: str, dated_on: date
) -> Document:
    """The roadmap approved and the curator appointed by one order (S003)."""
    kept = ("roadmap", "curator", "control")
    order = documents.create_draft(
        member=school.member,
        kind=KINDS[introduction_order.CODE],
        year=school.year,
        fields={
            "regime": "teachers",
            "heading": "Об утверждении дорожной карты реализации системы наставничества",
            "roadmap": roadmap.pk,
            "curator": school.member.user.full_name,
            "curator_position": "заместитель директора по учебно-воспитательной работе",
            "points": [{"code": code, "text": ""} for code in kept],
        },
    )
    return documents.register(document=order, member=director, number=number, dated_on=dated_on)


def register_order(
    school: School, director: Membership, pairs: Sequence[Pair], *, number: str, dated_on: date
) -> Document:
    order = draft_order(school, pairs, dated_on + timedelta(days=21))
    return documents.register(document=order, member=director, number=number, dated_on=dated_on)
