from django import forms

from mentorship.core.forms import RussianDateField, StyledModelForm
from mentorship.organizations.models import Headcount, Organization


class OrganizationForm(StyledModelForm):
    class Meta:
        model = Organization
        fields = (
            "name",
            "short_name",
            "short_name_genitive",
            "locality",
            "address",
            "contacts",
            "order_numbering",
            "order_number_pattern",
        )
        help_texts = {
            "short_name_genitive": "Как в приказе: «в МОУ гимназии № 7».",
            "order_number_pattern": "{n} заменяется порядковым номером, например {n}-ОД.",
        }

    def clean_order_number_pattern(self):
        pattern = self.cleaned_data["order_number_pattern"]
        if pattern.count("{n}") != 1 or "{" in pattern.replace("{n}", ""):
            raise forms.ValidationError("В образце должно быть ровно одно {n}, например {n}-ОД.")
        return pattern


class HeadcountForm(StyledModelForm):
    as_of = RussianDateField(label="На дату")

    class Meta:
        model = Headcount
        fields = ("category", "age_from", "age_to", "experience_to", "value", "as_of", "source")
        help_texts = {
            "source": "Откуда число: форма ОО-1, списочный состав, приказ.",
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
        return Headcount.objects.filter(organization=self.instance.organization, **same).exists()
