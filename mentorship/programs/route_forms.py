"""Forms of individual routes."""

from typing import Any

from django import forms
from django.utils import timezone

from mentorship.bank.models import Affiliation, Person
from mentorship.core.forms import StyledModelForm
from mentorship.core.stale_forms import StaleCheckedForm
from mentorship.organizations.school_year import SchoolYear
from mentorship.programs.models import Route, RouteStage

TEACHERS = (Affiliation.Category.TEACHER, Affiliation.Category.HEAD)


class RouteForm(StaleCheckedForm):
    """A route of one teacher; its years are school years."""

    first_year = forms.TypedChoiceField(label="Первый учебный год", coerce=int)
    last_year = forms.TypedChoiceField(
        label="Последний учебный год",
        coerce=int,
        help_text="Положение предполагает 4–5 лет; другой срок запишется с предупреждением.",
    )

    class Meta:
        model = Route
        fields = ("person", "title", "goal", "difficulties", "first_year", "last_year")
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("goal", "difficulties")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.queryset = teachers_of(self.member)
        person.empty_label = "Выберите педагога"
        person.label_from_instance = lambda row: row.full_name
        if self.instance.pk:
            del self.fields["person"]
        this = SchoolYear.containing(timezone.localdate()).first
        known = [self.instance.first_year or this, self.instance.last_year or this]
        years = range(min(*known, this) - 3, max(*known, this) + 9)
        for name in ("first_year", "last_year"):
            field: Any = self.fields[name]
            field.choices = [(year, str(SchoolYear(year))) for year in years]

    def clean(self) -> Any:
        found = super().clean()
        first, last = self.cleaned_data.get("first_year"), self.cleaned_data.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", "Последний год раньше первого.")
        return found


class StageForm(StyledModelForm):
    """One step of a route."""

    school_year = forms.TypedChoiceField(label="Учебный год", coerce=int)

    class Meta:
        model = RouteStage
        fields = ("school_year", "title", "planned_result", "actual_result")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year: Any = self.fields["school_year"]
        year.choices = [(year.first, str(year)) for year in self.instance.route.years]


def teachers_of(member: Any) -> Any:
    """Teachers and heads of the institution with a consent in force and no open route."""
    today = timezone.localdate()
    kept = Affiliation.objects.on(today).filter(category__in=TEACHERS).values("person")
    people = Person.objects.visible_to(member).filter(pk__in=kept)
    silent = people.without_consent_on(today).values("pk")
    busy = Route.objects.filter(archived_on=None).values("person")
    return people.exclude(pk__in=silent).exclude(pk__in=busy).order_by("sort_name", "pk")
