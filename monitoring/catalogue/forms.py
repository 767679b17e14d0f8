from typing import Any

from django import forms

from mentorship.core.forms import StyledFormMixin
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.models import Membership
from monitoring.catalogue.tables import (
    MOST_FIGURES,
    MOST_YEARS,
    Choice,
    cuts_of,
    levels_of,
)
from monitoring.models import FigureTable


class ChoiceForm(StyledFormMixin, forms.Form):
    """What a table is made of; sent by GET, so that its address can be kept."""

    submit_text = "Показать"
    figures = forms.MultipleChoiceField(
        label="Величины",
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=f"Не больше {MOST_FIGURES}. Несколько – с клавишей Ctrl.",
        error_messages={"required": "Выберите хотя бы одну величину."},
    )
    level = forms.ChoiceField(label="Строки", required=False)
    cut = forms.ChoiceField(label="Разрез", required=False)
    years = forms.TypedChoiceField(
        label="Учебные годы",
        choices=[(1, "выбранный"), *((n, f"{n} последних") for n in range(2, MOST_YEARS + 1))],
        coerce=int,
        required=False,
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.helper.form_method = "get"
        fields: Any = self.fields
        fields["figures"].choices = [(figure.code, figure.title) for figure in FIGURES]
        fields["level"].choices = levels_of(member)
        fields["cut"].choices = [("", "без разреза"), *cuts_of(member)]

    def clean_figures(self) -> list[str]:
        chosen = self.cleaned_data["figures"]
        if len(chosen) > MOST_FIGURES:
            raise forms.ValidationError(f"Выбрано {len(chosen)}, а можно не больше {MOST_FIGURES}.")
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        figures, cut = cleaned.get("figures", []), cleaned.get("cut", "")
        lacking = [FIGURES[code].title for code in figures if cut not in FIGURES[code].dimensions]
        if cut and lacking:
            self.add_error("cut", f"Такого разреза нет у величины «{lacking[0]}».")
        return cleaned

    @property
    def choice(self) -> Choice:
        """What a valid form asks for."""
        told = self.cleaned_data
        years = told["years"] or 1
        return Choice(tuple(told["figures"]), told["level"], told["cut"], years)


class SavedTableForm(StyledFormMixin, forms.ModelForm):
    submit_text = "Сохранить таблицу"

    class Meta:
        model = FigureTable
        fields = ("title", "is_shared")

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.organization = member.organization
        if member.organization.is_institution:
            del self.fields["is_shared"]
