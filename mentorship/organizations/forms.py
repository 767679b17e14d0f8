from django import forms

from mentorship.core.forms import RussianDateField, StyledModelForm
from mentorship.core.inn import check_inn
from mentorship.core.organization_names import genitive_of
from mentorship.core.stale_forms import StaleCheckedForm
from mentorship.organizations.models import Organization, Signatory
from mentorship.organizations.number_patterns import check_pattern


class OrganizationForm(StaleCheckedForm):
    class Meta:
        model = Organization
        fields = (
            "name",
            "short_name",
            "short_name_genitive",
            "inn",
            "locality",
            "address",
            "contacts",
            "order_numbering",
            "order_number_pattern",
        )
        help_texts = {
            "short_name_genitive": "Как в приказе: «МОУ гимназии № 7», «МБОУ «Озёрская СОШ»».",
            "order_number_pattern": "{n} заменяется порядковым номером, {year} – годом: {n}-ОД, "
            "{n}/{year}.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.initial.get("short_name_genitive"):
            self.initial["short_name_genitive"] = genitive_of(self.instance.short_name)

    def clean_inn(self):
        try:
            return check_inn(self.cleaned_data["inn"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_order_number_pattern(self):
        try:
            return check_pattern(self.cleaned_data["order_number_pattern"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class SignatoryForm(StyledModelForm):
    """Who signs from a day on; an earlier one may be given an end in the same step."""

    starts_on = RussianDateField(label="Подписывает с")
    ends_on = RussianDateField(
        label="По какой день", required=False, help_text="Пусто, пока срок не известен."
    )

    class Meta:
        model = Signatory
        fields = ("full_name", "position", "starts_on", "ends_on")
        help_texts = {
            "full_name": "Полностью, в именительном падеже.",
            "position": "Директор, и. о. директора, заведующий.",
        }

    def clean_full_name(self):
        return " ".join(self.cleaned_data["full_name"].split())

    def clean(self):
        super().clean()
        starts_on, ends_on = (self.cleaned_data.get(name) for name in ("starts_on", "ends_on"))
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Последний день раньше первого.")
