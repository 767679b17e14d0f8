"""One table for the words of many people: names are typed and completed from one list."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms

from mentorship.pairs.preferences import MOST_AVOIDED, MOST_WISHES, Said

LIST = "people-to-name"
PLACES = [("wish", n) for n in range(1, MOST_WISHES + 1)] + [
    ("avoid", n) for n in range(1, MOST_AVOIDED + 1)
]
HEADINGS = ["Хочет, 1", "Хочет, 2", "Хочет, 3", "Не ставить, 1", "Не ставить, 2"]


class Row(NamedTuple):
    """One person: fields under their headings, what is said in one line, open with an error."""

    entry: Any
    fields: list[tuple[str, Any]]
    said: str
    is_open: bool


class PreferenceTableForm(forms.Form):
    """Fields «wish-7-1» of the entries of one page; a name has to be one of the list."""

    def __init__(
        self,
        *args: Any,
        entries: list[Any],
        labels: Mapping[int, str],
        said: Mapping[int, Said],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.entries, self.labels = entries, labels
        self.by_label = {label: pk for pk, label in labels.items()}
        for entry in entries:
            self._add_fields(entry, said[entry.pk])

    def _add_fields(self, entry: Any, said: Said) -> None:
        for (kind, number), heading in zip(PLACES, HEADINGS, strict=True):
            kept = said.wishes if kind == "wish" else said.avoids
            told = self.labels.get(kept[number - 1], "") if number <= len(kept) else ""
            attrs = {
                "list": LIST,
                "class": "form-control form-control-sm",
                "autocomplete": "off",
            }
            self.fields[f"{kind}-{entry.pk}-{number}"] = forms.CharField(
                label=f"{entry.person.short_name}, «{heading}»",
                required=False,
                max_length=300,
                initial=told,
                widget=forms.TextInput(attrs=attrs),
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for name, typed in list(found.items()):
            if typed and typed.strip() not in self.by_label:
                self.add_error(name, "Такого человека нет в списке: выберите из подсказки.")
        return found

    @property
    def said(self) -> dict[Any, Said]:
        """What each entry of the page says, doubles left out, in the order of the columns."""
        return {
            entry: Said(self._named(entry, "wish"), self._named(entry, "avoid"))
            for entry in self.entries
        }

    def _named(self, entry: Any, wanted: str) -> list[int]:
        typed = [
            self.cleaned_data.get(f"{kind}-{entry.pk}-{number}", "").strip()
            for kind, number in PLACES
            if kind == wanted
        ]
        return list(dict.fromkeys(self.by_label[name] for name in typed if name))

    @property
    def rows(self) -> list["Row"]:
        return [self._row(entry) for entry in self.entries]

    def _row(self, entry: Any) -> "Row":
        fields = [
            (heading, self[f"{kind}-{entry.pk}-{number}"])
            for (kind, number), heading in zip(PLACES, HEADINGS, strict=True)
        ]
        said = [
            f"{heading.split(',')[0].lower()}: {field.value()}"
            for heading, field in fields
            if field.value()
        ]
        is_open = any(field.errors for _, field in fields)
        return Row(entry, fields, "; ".join(said), is_open)
