from django import forms

from mentorship.core.forms import RussianDateField, StyledFormMixin
from mentorship.pairs.models import WaitingStep


class StepForm(StyledFormMixin, forms.Form):
    """What is done for somebody who waits, by whom, and a line about it."""

    kind = forms.ChoiceField(label="Что", choices=WaitingStep.Kind)
    given_by = forms.CharField(label="Кто проводит", max_length=200, required=False)
    note = forms.CharField(
        label="Примечание",
        max_length=300,
        required=False,
        help_text="Видят куратор и педагог-психолог.",
    )


class PlanForm(StepForm):
    submit_text = "Назначить"
    due_on = RussianDateField(label="Срок")
    field_order = ["kind", "due_on", "given_by", "note"]


class SupportForm(StepForm):
    submit_text = "Записать поддержку"
    done_on = RussianDateField(label="Когда")
    field_order = ["kind", "done_on", "given_by", "note"]


class FinishForm(forms.Form):
    """The day the planned action was done."""

    done_on = RussianDateField(label="Сделано")
