from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.utils import timezone

from mentorship.core.forms import RussianDateField, StyledFormMixin
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import FormVersion, Round
from monitoring.workbooks.forms import years_around

WORDS = forms.Textarea(attrs={"rows": 4})


class ByMunicipality(ModelChoiceIterator):
    """Institutions under the names of their municipalities."""

    def __iter__(self) -> Iterator[Any]:
        rows = self.queryset.select_related("parent").order_by("parent__name", "name", "pk")
        for place, institutions in groupby(rows, key=lambda row: str(row.parent)):
            yield place, [self.choice(row) for row in institutions]


class InstitutionsField(forms.ModelMultipleChoiceField):
    iterator = ByMunicipality


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
        help_text="Календарный: числа учебного года, который начался в нём, на 31 декабря; "
        "января – августа в них нет.",
    )
    first_year = forms.TypedChoiceField(
        label="Год",
        coerce=int,
        help_text="За календарный период берётся год, в котором учебный начался.",
    )
    due_on = RussianDateField(label="Срок")
    audience = forms.ChoiceField(label="Кого просят", choices=Round.Audience)
    types = forms.MultipleChoiceField(
        label="Типы организаций",
        choices=Organization.Type,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Если просят организации выбранных типов.",
    )
    places = forms.ModelMultipleChoiceField(
        Organization.objects.none(),
        label="Все организации муниципалитета",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Если просят выбранные организации: отмечает сразу все, отдельные – ниже.",
    )
    institutions = InstitutionsField(
        Organization.objects.none(),
        label="Отдельные организации",
        required=False,
        widget=forms.SelectMultiple(
            attrs={"size": 12, "data-filter": "Найти по названию или муниципалитету"}
        ),
        help_text="Несколько – с клавишей Ctrl; стоят по муниципалитетам.",
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
        fields["due_on"].help_text = f"Например, 25.11.{year.first}."
        below = Organization.objects.visible_to(member).institutions()
        fields["institutions"].queryset = below.open_on(year.starts_on)
        places = Organization.objects.visible_to(member).municipalities()
        fields["places"].queryset = places.order_by("name", "pk")

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise forms.ValidationError("Этот день уже прошёл: все организации сразу опоздали бы.")
        return due_on

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        audience, first = given.get("audience"), given.get("first_year")
        is_calendar = given.get("period") == Round.Period.CALENDAR
        if is_calendar and first and SchoolYear(first).starts_on > timezone.localdate():
            self.add_error(
                "first_year", f"Считать нечего: {SchoolYear(first)} учебный год ещё не начался."
            )
        if audience == Round.Audience.TYPES and not given.get("types"):
            self.add_error("types", "Отметьте хотя бы один тип.")
        whole, alone = given.pop("places", None) or [], given.get("institutions") or []
        if audience == Round.Audience.LISTED and not whole and not alone:
            self.add_error("institutions", "Выберите хотя бы одну организацию.")
        if whole:
            chosen = [row.pk for row in alone]
            fields: Any = self.fields
            given["institutions"] = fields["institutions"].queryset.filter(
                Q(parent__in=whole) | Q(pk__in=chosen)
            )
        return given


class RemarksForm(StyledFormMixin, forms.Form):
    submit_text = "Вернуть отчёт"

    # The version the page was opened for.
    number = forms.IntegerField(widget=forms.HiddenInput)
    remarks = forms.CharField(
        label="Что исправить",
        widget=WORDS,
        max_length=4000,
        help_text="Без имён и фамилий: замечания остаются при отчёте.",
    )

    def look_at(self, number: int) -> None:
        """Keep the remarks and speak of a newer version from now on: its reader was told."""
        posted: Any = self.data
        data = posted.copy()
        data["number"] = str(number)
        self.data = data
        self.add_error(None, "Замечания пока не отправлены: если они и о ней, отправьте ещё раз.")


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


class RoundExtensionForm(StyledFormMixin, forms.Form):
    submit_text = "Продлить срок"

    until = RussianDateField(label="Новый срок")
