"""Chips that take a filter off, and the same page with other parameters: for every list."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import QueryDict


@dataclass(frozen=True)
class Chip:
    text: str
    url: str


def chips_of(filterset: Any, query: QueryDict) -> list[Chip]:
    """One chip for each filter that is on; a click takes it off and keeps the others."""
    form = filterset.form
    if not form.is_valid():
        return []
    return [
        Chip(_words(field, value), address(query, **{name: None, "page": None}))
        for name, field in form.fields.items()
        if (value := form.cleaned_data.get(name)) not in (None, "")
    ]


def address(query: QueryDict, **changes: str | None) -> str:
    """The same page with some parameters changed; None takes one away."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = value
    return f"?{changed.urlencode()}"


def _words(field: Any, value: Any) -> str:
    """«Согласие: нет»; a choice may carry the name of its filter already."""
    shown = value if isinstance(value, Model) else dict(getattr(field, "choices", ())).get(value)
    words = str(value if shown is None else shown)
    return words if words.startswith(f"{field.label}:") else f"{field.label}: {words}"
