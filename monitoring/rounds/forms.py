from typing import Any

from django import forms

from mentorship.core.forms import RussianDateField, StyledFormMixin
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import FormVersion, Round
from monitoring.workbooks.forms import years_around

WORDS = forms.Textarea(attrs={"rows": 4})


class RoundForm(StyledFormMixin, forms.Form):
    """What a round asks, of whom, until when."""

    submit_text = "Открыть сбор"

    version = forms.ModelChoiceField(FormVersion.objects.none(), label="Форма")
    title = forms.CharField(
        label="Название", max_length=200, required=False, help_text="Пусто – как у формы."
    )
    period = forms.ChoiceField(
        label="За какой период",
        choices=Round.Period,
        help_text="Календарный: числа учебного года, который начался в нём, на 31 декабря.",
    )
    first_year = forms.TypedChoiceField(
        label="Год", coerce=int, help_text="2022: учебный 2022/2023 или календарный 2022 год."
    )
    due_on = RussianDateField(label="Срок", help_text="Например, 25.11.2022.")
    audience = forms.ChoiceField(label="Кого просят", choices=Round.Audience)
    types = forms.MultipleChoiceField(
        label="Типы организаций",
        choices=Organization.Type,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Если просят организации выбранных типов.",
    )
    institutions = forms.ModelMultipleChoiceField(
        Organization.objects.none(),
        label="Организации",
        required=False,
        help_text="Если просят выбранные организации.",
    )
    note = forms.CharField(label="Что важно знать", required=False, widget=WORDS, max_length=2000)

    def __init__(self, *args: Any, member: Membership, year: SchoolYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        versions = FormVersion.objects.shared_with(member).accepted().light().defer("layout")
        fields["version"].queryset = (
            versions.filter(form__archived_at=None)
            .select_related("form")
            .order_by("form__title", "-first_year", "-number")
        )
        fields["first_year"].choices = years_around(year)
        fields["first_year"].initial = year.first
        below = Organization.objects.visible_to(member).institutions()
        fields["institutions"].queryset = below.open_on(year.starts_on).order_by("name", "pk")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        audience = given.get("audience")
        if audience == Round.Audience.TYPES and not given.get("types"):
            self.add_error("types", "Отметьте хотя бы один тип.")
        if audience == Round.Audience.LISTED and not given.get("institutions"):
            self.add_error("institutions", "Выберите хотя бы одну организацию.")
        return given


class RemarksForm(StyledFormMixin, forms.Form):
    submit_text = "Вернуть отчёт"

    remarks = forms.CharField(
        label="Что исправить",
        widget=WORDS,
        max_length=4000,
        help_text="Без имён и фамилий: замечания остаются при отчёте.",
    )


class CorrectionForm(StyledFormMixin, forms.Form):
    submit_text = "Начать исправление"

    reason = forms.CharField(
        label="Почему исправляете",
        widget=WORDS,
        max_length=2000,
        help_text="Останется при новой редакции отчёта, без имён и фамилий.",
    )


class ExtensionForm(StyledFormMixin, forms.Form):
    submit_text = "Продлить срок"

    until = RussianDateField(label="Новый срок")
    reason = forms.CharField(label="Почему", max_length=300)
