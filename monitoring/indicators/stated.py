"""What an earlier report said of the indicators: read out of a loaded plan, or typed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import locked_among
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.access import can_set_plan
from monitoring.models import Indicator, StatedValue
from roadmaps.models import Roadmap
from roadmaps.parsing.parse import OTHER_TABLE

# «55- 51%» and «33 из 59 – 56%» are counts with their percent, never ranges (domain.md L-2).
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,](\d)\d*)?\s*%")
_YEARS = re.compile(r"(20\d\d)\s*[-–—/]\s*(?:20)?\d\d")
_WORD = re.compile(r"[а-яё]+|\d+")
# Of the words of an indicator's name, how many a row must have to speak of it.
_ALIKE = 0.7


@dataclass(frozen=True)
class Proposal:
    """An indicator as a loaded report states it, and the plan the report was loaded as."""

    text: str
    percent: int
    roadmap: Roadmap

    @property
    def source(self) -> str:
        return f"загруженный отчёт «{self.roadmap.title}»"


def stated_percent(text: str) -> int | None:
    """The percent of «33 из 59 – 56 %», half rounded up; None where not one stands up to 100."""
    found = _PERCENT.findall(text)
    if len(found) != 1:
        return None
    [(whole, tenths)] = found
    percent = int(whole) + (tenths >= "5")
    return percent if percent <= 100 else None


def proposals_for(
    organization: Organization, year: SchoolYear, indicators: Sequence[Indicator]
) -> dict[str, Proposal]:
    """What the organization's loaded plans say of indicators in the year, by code; one statement.

    A report says its school year in the head of the table («к концу 2022-2023 уч. г.»); where it
    does not, it speaks of the year it begins in.
    """
    rows = Roadmap.objects.filter(
        organization=organization,
        archived_on=None,
        starts_on__lte=year.ends_on,
        ends_on__gte=year.starts_on,
    )
    found: dict[str, Proposal] = {}
    for roadmap in rows.only("title", "starts_on", "dropped").order_by("-starts_on", "-pk"):
        texts = [row["text"] for row in roadmap.dropped if row["reason"] == OTHER_TABLE]
        if _year_of(texts, roadmap) == year.first:
            found = _read(texts, roadmap, indicators) | found
    return found


def _year_of(texts: Iterable[str], roadmap: Roadmap) -> int:
    told = (_YEARS.search(text) for text in texts)
    year = next((int(match[1]) for match in told if match), None)
    return SchoolYear.containing(roadmap.starts_on).first if year is None else year


def _read(
    texts: Iterable[str], roadmap: Roadmap, indicators: Sequence[Indicator]
) -> dict[str, Proposal]:
    found: dict[str, Proposal] = {}
    for text in texts:
        *names, value = [cell for cell in text.split("\t") if cell.strip()]
        percent = stated_percent(value)
        indicator = _named(" ".join(names), indicators)
        if percent is not None and indicator and len(value) <= 100:
            found.setdefault(indicator.code, Proposal(value.strip(), percent, roadmap))
    return found


def _named(name: str, indicators: Sequence[Indicator]) -> Indicator | None:
    """The indicator whose name has most of its words in the row."""
    said = set(_WORD.findall(name.lower()))
    alike = [(_share(said, row.title), row) for row in indicators]
    best, indicator = max(alike, key=lambda each: each[0], default=(0.0, None))
    return indicator if best >= _ALIKE else None


def _share(said: set[str], title: str) -> float:
    words = set(_WORD.findall(title.lower()))
    return len(said & words) / max(len(words), 1)


@transaction.atomic
def save_stated(
    *,
    member: Membership,
    year: SchoolYear,
    texts: Mapping[Indicator, str],
    source: str,
    seen: Mapping[str, str],
) -> None:
    """Keep what a report of the member's organization says of each indicator; "" takes it away.

    Texts stand as written; the source of those that stay as they were stays too. `seen` are the
    texts by code that the page showed. Raises DomainError for a role that has no say, for a text
    without a percent, and when somebody else was quicker.
    """
    if not can_set_plan(member):
        raise DomainError("Заявленные значения вашей роли недоступны.")
    locked_among(Organization.objects.all(), member.organization)
    owner = {"organization": member.organization, "school_year": year.first}
    known = {
        row.indicator.code: row
        for row in StatedValue.objects.filter(**owner).select_related("indicator")
    }
    _refuse_stale({code: row.text for code, row in known.items()}, seen)
    rows = []
    for indicator, written in texts.items():
        row, text = known.pop(indicator.code, None), written.strip()
        if row and row.text == text:
            continue
        if row and not text:
            row.delete()
        if text:
            percent = _percent(text)
            told = {"text": text, "percent": percent, "source": source}
            rows.append(StatedValue(indicator=row.indicator if row else indicator, **owner, **told))
    StatedValue.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organization", "indicator", "school_year"],
        update_fields=["text", "percent", "source", "note"],
    )


def stated_texts(organization: Organization, year: SchoolYear) -> dict[str, str]:
    """What is written down of the year, by the code of the indicator."""
    rows = StatedValue.objects.filter(organization=organization, school_year=year.first)
    return dict(rows.values_list("indicator__code", "text"))


def _refuse_stale(kept: Mapping[str, str], seen: Mapping[str, str]) -> None:
    changed = sorted(code for code in {*kept, *seen} if kept.get(code, "") != seen.get(code, ""))
    if changed:
        told = "; ".join(f"{code} – «{kept.get(code, '')}»" for code in changed)
        raise DomainError(
            f"Пока страница была открыта, записали другое: {told}. Ваш текст не потерян: "
            "проверьте его и запишите ещё раз."
        )


def _percent(text: str) -> int:
    percent = stated_percent(text)
    if percent is None:
        raise DomainError(f"«{text}»: укажите процент, например «55 – 51 %».")
    return percent
