from django import forms

from mentorship.core.forms import RussianDateField

STAYS, LEFT = "stays", "left"


class RefreshForm(forms.Form):
    """One answer a listed entry: stays, left, or nothing yet."""

    left_on = RussianDateField(label="Вышедшие вышли")

    def __init__(self, *args, listed, **kwargs):
        super().__init__(*args, **kwargs)
        self.listed = list(listed)
        self.fields["left_on"].widget.attrs["class"] = "form-control"
        for entry in self.listed:
            self.fields[f"entry_{entry.pk}"] = forms.ChoiceField(
                label=entry.person.full_name,
                required=False,
                choices=[(STAYS, "остаётся"), (LEFT, "вышел(а)")],
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            )

    def clean(self):
        super().clean()
        if not self.errors and not self.staying and not self.leaving:
            raise forms.ValidationError("Отметьте хотя бы одну запись: остаётся или вышел.")

    @property
    def rows(self):
        return [(entry, self[f"entry_{entry.pk}"]) for entry in self.listed]

    @property
    def staying(self):
        return self.answered(STAYS)

    @property
    def leaving(self):
        return self.answered(LEFT)

    def answered(self, answer):
        known = self.cleaned_data
        if "all" in self.data and answer == STAYS:
            return [entry for entry in self.listed if known.get(f"entry_{entry.pk}") != LEFT]
        return [entry for entry in self.listed if known.get(f"entry_{entry.pk}") == answer]
