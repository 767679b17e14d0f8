from datetime import date

from django import forms
from django.utils import timezone

from mentorship.core.forms import RussianDateField, StyledFormMixin, StyledModelForm
from mentorship.organizations.models import Headcount
from mentorship.organizations.roll import ROLL

FIRST_DAY = date(2015, 1, 1)
SOURCE_HELP = "Откуда число: форма ОО-1, списочный состав, приказ."


class PastDayField(RussianDateField):
    """A day that has come: nobody is counted in advance."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "На дату")
        super().__init__(**kwargs)

    def validate(self, value):
        super().validate(value)
        if value and not FIRST_DAY <= value <= timezone.localdate():
            raise forms.ValidationError("Укажите прошедший день не раньше 2015 года.")


class HeadcountsForm(StyledFormMixin, forms.Form):
    """The headcounts that figures divide by, several at once; an empty line records nothing."""

    as_of = PastDayField(help_text="Учтётся в показателях учебного года, на который приходится.")
    source = forms.CharField(label="Источник", max_length=200, help_text=SOURCE_HELP)

    def __init__(self, *args, keys, latest, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_field = {f"value_{number}": key for number, key in enumerate(keys)}
        for name, key in self.by_field.items():
            known = latest.get(key)
            self.fields[name] = forms.IntegerField(
                label=key.label,
                required=False,
                min_value=0,
                max_value=10_000_000,
                help_text=f"Сейчас {known.value} на {known.as_of:%d.%m.%Y}." if known else "",
            )
        self.order_fields([*self.by_field, "as_of", "source"])

    @property
    def values(self):
        """Numbers that were entered, by what they count."""
        return {
            key: self.cleaned_data[name]
            for name, key in self.by_field.items()
            if self.cleaned_data.get(name) is not None
        }

    def clean(self):
        super().clean()
        if not self.errors and not self.values:
            self.add_error(next(iter(self.by_field), None), "Внесите хотя бы одно число.")
        for name, key in self.by_field.items():
            value = self.cleaned_data.get(name)
            wider = [k for k, v in self.values.items() if k.includes(key) and v < (value or 0)]
            if wider:
                self.add_error(name, f"Не может быть больше, чем {wider[0].whose}.")


class CountForm(StyledFormMixin, forms.Form):
    """The word that a list is complete; without it nothing is counted."""

    submit_text = "Записать посчитанное"
    as_of = PastDayField(widget=forms.HiddenInput)
    categories = forms.MultipleChoiceField(
        label="Полные списки",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Отметьте, если в системе на эту дату есть все, а не только участники.",
    )

    def __init__(self, *args, keys, **kwargs):
        super().__init__(*args, **kwargs)
        categories = dict.fromkeys(key.category for key in keys if key.category in ROLL)
        self.fields["categories"].choices = [
            (category, f"{Headcount.Category(category).label.capitalize()}: список полный")
            for category in categories
        ]


class CountDayForm(StyledFormMixin, forms.Form):
    """The day on which people are counted."""

    submit_text = ""
    as_of = PastDayField(label="Посчитать на дату")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class HeadcountForm(StyledModelForm):
    as_of = PastDayField()

    class Meta:
        model = Headcount
        fields = ("category", "age_from", "age_to", "experience_to", "value", "as_of", "source")
        help_texts = {
            "source": SOURCE_HELP,
            "experience_to": "Для молодых специалистов: 3.",
        }

    def clean(self):
        super().clean()
        low, high = self.cleaned_data.get("age_from"), self.cleaned_data.get("age_to")
        if (low is None) != (high is None):
            self.add_error("age_to", "Укажите обе границы возраста или ни одной.")
        elif low is not None and low > high:
            self.add_error("age_to", "Верхняя граница возраста меньше нижней.")
        if not self.errors and self.is_written_already():
            self.add_error("as_of", "Такая численность на эту дату уже внесена.")

    def is_written_already(self):
        """The form does not show the organization, so Django leaves the constraint to us."""
        key = ("as_of", "category", "age_from", "age_to", "experience_to")
        same = {name: self.cleaned_data[name] for name in key}
        there = Headcount.objects.filter(organization=self.instance.organization, **same)
        return there.exclude(pk=self.instance.pk).exists()
