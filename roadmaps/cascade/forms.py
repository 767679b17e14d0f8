from django import forms

from mentorship.core.forms import StyledFormMixin
from mentorship.core.wording import counted
from mentorship.organizations.models import Organization
from roadmaps.cascade import limits
from roadmaps.cascade.addressing import suggestion_for
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
    to_all = forms.BooleanField(
        label="Поручить всем организациям выбранных типов, а не только названным", required=False
    )

    def __init__(self, *args, task, member, address=None, **kwargs):
        if address:
            begun = {
                "recipients": address.recipients,
                "institution_types": address.institution_types,
                "institutions": [row.institution_id for row in address.listed.all()],
            }
        else:
            suggested = suggestion_for(member, task)
            begun = {
                "recipients": suggested.recipients,
                "institution_types": suggested.institution_types,
            }
        super().__init__(*args, initial=begun, **kwargs)
        self.fields["institutions"].queryset = limits.seen_by(member).order_by("name", "pk")
        own = limits.types_of(member)
        self.fields["institution_types"].choices = [
            (code, title) for code, title in Organization.Type.choices if code in own
        ]
        if limits.named_in(address):
            self.fields["institutions"].help_text = "Чтобы поручить всем, поставьте отметку ниже."
        else:
            del self.fields["to_all"]
        if kept := len(limits.outside(member, address)):
            said = counted(kept, "организация", "организации", "организаций")
            self.fields[
                "institutions"
            ].help_text = (
                f"Ещё {said} вне этого списка (другой методист или закрыта): в поручении остаются."
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
