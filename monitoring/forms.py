from datetime import date
from typing import Any

from django import forms

from mentorship.core.forms import RussianDateField, StyledModelForm
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import PlanValue


class PlanValueForm(StyledModelForm):
    value = forms.IntegerField(label="План, %", min_value=0, max_value=100)

    class Meta:
        model = PlanValue
        fields = ("value", "source")
        help_texts = {"source": "Откуда число: приказ, план мероприятий, решение совета."}


class OnDayForm(forms.Form):
    on = RussianDateField(
        label="Числа на день",
        required=False,
        widget=forms.DateInput(
            format="%d.%m.%Y", attrs={"class": "form-control", "placeholder": "дд.мм.гггг"}
        ),
    )

    def __init__(self, *args: Any, year: SchoolYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_on(self) -> date | None:
        """A day of the year that is shown: no other one would be counted."""
        day: date | None = self.cleaned_data["on"]
        first, last = self.year.starts_on, self.year.ends_on
        if day and not first <= day <= last:
            raise forms.ValidationError(
                f"Показан {self.year} учебный год: укажите день с {first:%d.%m.%Y} по "
                f"{last:%d.%m.%Y}."
            )
        return day
