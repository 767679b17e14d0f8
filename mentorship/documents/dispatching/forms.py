from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.utils import timezone

from mentorship.core.forms import RussianDateField, StyledFormMixin
from mentorship.organizations.filters import NodeFilter
from mentorship.organizations.models import Membership, Organization, OrganizationQuerySet
from mentorship.organizations.school_year import SchoolYear

# A week is what a letter usually gives.
USUAL_TERM = timedelta(days=7)


def usual_due_on():
    return timezone.localdate() + USUAL_TERM


class RecipientFilter(NodeFilter):
    """Whom a document may be sent to: by type, by the yearly list of participants, by words."""

    who = django_filters.ChoiceFilter(
        label="Кому",
        method="filter_who",
        empty_label="Кому: всем",
        choices=[
            ("participants", "участникам программы этого года"),
            ("municipalities", "муниципалитетам"),
            *Organization.Type.choices,
        ],
    )
    municipality = django_filters.ModelChoiceFilter(
        queryset=Organization.objects.none(),
        field_name="parent",
        label="Муниципалитет",
        empty_label="Муниципалитет: все",
    )

    field_order = ["q", "municipality", "who"]

    def __init__(
        self, data: Any, queryset: OrganizationQuerySet, *, member: Membership, year: SchoolYear
    ) -> None:
        super().__init__(data, queryset, member=member)
        self.year = year
        # Closed ones are out already.
        del self.form.fields["state"]
        if member.organization.level == Organization.Level.REGION:
            below = queryset.municipalities().order_by("name", "pk")
            self.form.fields["municipality"].queryset = below
        else:
            del self.form.fields["municipality"]
            chosen = self.form.fields["who"]
            chosen.choices = [row for row in chosen.choices if row[0] != "municipalities"]
        self.form.order_fields(self.field_order)

    def filter_who(self, nodes, name, value):
        if value == "municipalities":
            return nodes.municipalities()
        if value == "participants":
            return nodes.filter(participations__year=self.year.first)
        return nodes.filter(institution_type=value)


class SendForm(StyledFormMixin, forms.Form):
    """By when the chosen organizations acknowledge; they themselves are checkboxes of the list."""

    submit_text = ""

    due_on = RussianDateField(
        label="Ознакомиться до",
        required=False,
        initial=usual_due_on,
        help_text="Если пусто, отметка об ознакомлении не требуется.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False


class AcknowledgeForm(StyledFormMixin, forms.Form):
    submit_text = ""

    day = RussianDateField(label="Дата ознакомления", initial=timezone.localdate)
    note = forms.CharField(
        label="Входящий номер, примечание",
        max_length=200,
        required=False,
        help_text="Видит и отправитель.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
