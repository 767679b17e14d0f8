from django import forms
from django.utils import timezone

from mentorship.core.forms import StyledFormMixin
from mentorship.organizations.models import Organization
from roadmaps.cascade.recognising import suggest_address
from roadmaps.models import Roadmap, Task, TaskAddress


class AddressForm(StyledFormMixin, forms.Form):
    """Whom a municipal task is addressed to; begun with what its text suggests."""

    submit_text = "Поручить"

    recipients = forms.MultipleChoiceField(
        label="Кому поручается",
        choices=TaskAddress.Recipient.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    institution_types = forms.MultipleChoiceField(
        label="Только типам организаций",
        choices=Organization.Type.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Ничего не отмечено – организациям всех типов.",
    )
    institutions = forms.ModelMultipleChoiceField(
        label="Только этим организациям",
        queryset=Organization.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Ничего не отмечено – всем организациям выбранных типов.",
    )

    def __init__(self, *args, task, member, address=None, **kwargs):
        if address:
            begun = {
                "recipients": address.recipients,
                "institution_types": address.institution_types,
                "institutions": [row.institution_id for row in address.listed.all()],
            }
        else:
            suggested = suggest_address(task.responsible)
            begun = {
                "recipients": suggested.recipients,
                "institution_types": suggested.institution_types,
            }
        super().__init__(*args, initial=begun, **kwargs)
        below = Organization.objects.visible_to(member).institutions()
        self.fields["institutions"].queryset = below.open_on(timezone.localdate()).order_by(
            "name", "pk"
        )


class DeclineForm(StyledFormMixin, forms.Form):
    submit_text = ""

    reason = forms.CharField(label="Почему", max_length=2000, required=False)


class PlanChoiceForm(forms.Form):
    """Into which plan of the institution proposals go; the newest one is chosen."""

    roadmap = forms.ModelChoiceField(
        label="В дорожную карту", queryset=Roadmap.objects.none(), empty_label=None
    )

    def __init__(self, *args, plans, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roadmap"].queryset = plans


class JoinForm(forms.Form):
    """Which task of the own plans is the one asked for."""

    task = forms.ModelChoiceField(
        label="Моё мероприятие", queryset=Task.objects.none(), empty_label="выберите мероприятие"
    )

    def __init__(self, *args, tasks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["task"].queryset = tasks


class BaseForm(StyledFormMixin, forms.Form):
    """The plan another plan rests on; empty means none."""

    parent = forms.ModelChoiceField(
        label="План, на который опирается эта карта",
        queryset=Roadmap.objects.none(),
        required=False,
        empty_label="ни на какой",
        help_text="Обычно это план муниципалитета. Мероприятия из него приходят предложениями.",
    )

    def __init__(self, *args, plans, link=None, **kwargs):
        super().__init__(*args, initial={"parent": link.parent_id if link else None}, **kwargs)
        self.fields["parent"].queryset = plans.select_related("organization")
        self.fields["parent"].label_from_instance = lambda plan: (
            f"{plan.title} · {plan.organization.short_name}, {plan.starts_on.year}"
        )
