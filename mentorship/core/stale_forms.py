"""Two tabs on one page: what somebody else saved meanwhile is never overwritten unseen."""

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms

from mentorship.core.forms import StyledModelForm

EMPTY = "пусто"


class StaleCheckedForm(StyledModelForm):
    """The model form of an edit page.

    A hidden field holds a short hash of each value as the page showed it. Where a value has
    changed since and differs from the typed one, the form is refused: both are told, what was
    typed stays, and the next press of the button saves it knowingly. A form posted without the
    hidden field is taken as it is.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["seen"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=self.seen_now
            )

    def seen_now(self) -> str:
        """The hashes of the values as they stand now."""
        names = [name for name in self.fields if name != "seen"]
        return json.dumps({name: _hash(self._shown(name)) for name in names})

    def clean(self) -> Any:
        cleaned = super().clean()
        seen = _read(self.cleaned_data.get("seen", ""))
        stale = [
            name
            for name, shown in seen.items()
            if name in self.fields
            and name in self.changed_data
            and shown != _hash(self._shown(name))
        ]
        for name in stale:
            self.add_error(name, self._both_values(name))
        if stale:
            sent: Any = self.data
            sent = sent.copy()
            sent[self.add_prefix("seen")] = self.seen_now()
            self.data = sent
        return cleaned

    def _shown(self, name: str) -> Any:
        field = self.fields[name]
        return _plain(field.prepare_value(self.get_initial_for_field(field, name)))

    def _both_values(self, name: str) -> str:
        field, typed = self.fields[name], self[name].data
        return (
            f"Пока вы правили, здесь записали другое: {_words(field, self._shown(name))}. У вас: "
            f"{_words(field, _plain(typed))}. Оставьте нужное и сохраните ещё раз."
        )


def _read(seen: str) -> dict[str, str]:
    try:
        found = json.loads(seen or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _hash(value: Any) -> str:
    return sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:12]


def _plain(value: Any) -> Any:
    """A value as the page sends it: a string, or a sorted list of strings."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return sorted(str(getattr(one, "pk", one)) for one in value)
    return str(getattr(value, "pk", value))


def _words(field: forms.Field, value: Any) -> str:
    """The value as a reader knows it: titles of choices instead of their codes."""
    chosen: list[str] = value if isinstance(value, list) else [value]
    titles = dict(_flat(getattr(field, "choices", ())))
    words = ", ".join(titles.get(one, one) for one in chosen if one)
    return f"«{words}»" if words else EMPTY


def _flat(choices: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for code, title in choices:
        if isinstance(title, list | tuple):
            yield from _flat(title)
        else:
            yield str(code), str(title)
