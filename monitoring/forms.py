from django import forms

from mentorship.core.forms import RussianDateField, StyledModelForm
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
