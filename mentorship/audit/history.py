"""The tab «История»: who changed what and when, a line of changes for each request or job."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from mentorship.audit.origins import Author, Authors
from mentorship.audit.trails import Step, Trail, steps_of
from mentorship.audit.values import Names, in_words, title_of
from mentorship.organizations.models import Membership

PER_PAGE = 20
_DONE = {"insert": "добавлено", "update": "изменено", "delete": "удалено"}


@dataclass(frozen=True)
class FieldChange:
    """A field by its label; both values are empty where they may not be shown."""

    title: str
    old: str
    new: str


@dataclass(frozen=True)
class RowChange:
    """What happened to one row: «согласие: добавлено»."""

    title: str
    done: str
    is_new: bool
    fields: list[FieldChange]


@dataclass(frozen=True)
class Moment:
    """One request, job or statement of somebody."""

    at: datetime
    author: Author
    rows: list[RowChange]


def history_of(
    trails: Iterable[Trail], *, reader: Membership, page: str | None, with_values: bool = True
) -> Page:
    """A page of moments, newest first, in as many statements for one as for twenty.

    `with_values` is false where there is no consent to show them: then fields are named only.
    """
    shown: Any = Paginator(_by_moment(trails), PER_PAGE).get_page(page)
    shown.object_list = _moments(shown.object_list, reader, with_values=with_values)
    return shown


def whole_history(trails: Iterable[Trail], *, reader: Membership) -> list[Moment]:
    """Every moment, newest first."""
    return _moments(_by_moment(trails), reader, with_values=True)


def _by_moment(trails: Iterable[Trail]) -> list[list[Step]]:
    moments: dict[str, list[Step]] = {}
    for step in steps_of(trails):
        moments.setdefault(step.key, []).append(step)
    return list(moments.values())


def _moments(found: list[list[Step]], reader: Membership, *, with_values: bool) -> list[Moment]:
    steps = [step for moment in found for step in moment]
    names = Names(change for step in steps for change in step.changes if with_values)
    authors = Authors((step.context for step in steps), reader)
    return [
        Moment(
            at=moment[0].at,
            author=authors.of(moment[0].context),
            rows=[
                _row(step, names if with_values else None)
                for step in sorted(moment, key=lambda step: step.order)
            ],
        )
        for moment in found
    ]


def _row(step: Step, names: Names | None) -> RowChange:
    name = f" «{step.name}»" if step.name and names else ""
    return RowChange(
        title=f"{step.model._meta.verbose_name}{name}",
        done=_DONE.get(step.label, step.label),
        is_new=step.label == "insert",
        fields=[
            FieldChange(
                title_of(field),
                in_words(field, old, names) if names else "",
                in_words(field, new, names) if names else "",
            )
            for field, old, new in step.changes
        ],
    )
