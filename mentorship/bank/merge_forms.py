from dataclasses import dataclass

from django import forms

from mentorship.bank.affiliations import standing_on
from mentorship.bank.entry_forms import OPEN_FIELDS
from mentorship.bank.forms import birth_of
from mentorship.bank.merging import DROP, KEEP, STANDING, VALUES
from mentorship.bank.models import Person

LABELS = {
    "birth": "Год или дата рождения",
    "partner": "Партнёр",
    STANDING: "Класс или должность",
}


@dataclass(frozen=True)
class Side:
    """One value of both cards side by side; `field` is there only where they differ."""

    label: str
    keep: str
    drop: str
    field: forms.BoundField | None


class MergeForm(forms.Form):
    """Which of two differing values stays; what only one card says is taken without asking."""

    def __init__(self, *args, keep, drop, is_disclosed, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.pairs = {}
        for name in (*VALUES, STANDING):
            if name in OPEN_FIELDS | {STANDING} or is_disclosed:
                self.pairs[name] = [shown(person, name, today) for person in (keep, drop)]
        for name, (own, other) in self.pairs.items():
            if own and other and own != other:
                self.fields[name] = forms.ChoiceField(
                    label=label_of(name),
                    choices=[(KEEP, own), (DROP, other)],
                    initial=KEEP,
                    required=False,
                    widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                )

    @property
    def sides(self):
        return [
            Side(label_of(name), *values, self[name] if name in self.fields else None)
            for name, values in self.pairs.items()
            if any(values)
        ]

    @property
    def values(self):
        return {name: choice for name, choice in self.cleaned_data.items() if choice}


def label_of(name):
    return LABELS.get(name) or str(Person._meta.get_field(name).verbose_name).capitalize()


def shown(person, name, today):
    """A value of a card in words."""
    if name == STANDING:
        return str(standing_on(person, today) or "")
    if name == "birth":
        return birth_of(person)
    if name == "sex":
        return person.get_sex_display()
    return str(getattr(person, name) or "")
