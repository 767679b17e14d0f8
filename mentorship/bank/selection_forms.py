from django import forms

from mentorship.bank.models import MentorEntry
from mentorship.bank.selection import Outcome
from mentorship.bank.selection_workflow import STEPS, steps_from
from mentorship.core.forms import RussianDateField, StyledFormMixin


class StepForm(StyledFormMixin, forms.Form):
    """The day of one step of one mentor, with the reason or the order it needs."""

    held_on = RussianDateField(label="Дата")
    comment = forms.CharField(label="Примечание", required=False, max_length=300)
    order_text = forms.CharField(
        label="Приказ",
        required=False,
        max_length=200,
        help_text="Номер и дата, если приказ уже издан: «№ 75-ОД от 10.10.2022».",
    )

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, **kwargs)
        step = STEPS[action]
        if step.needs_comment:
            self.fields["comment"].label = "Причина"
            self.fields["comment"].required = True
        if not step.takes_order:
            del self.fields["order_text"]

    @property
    def outcome(self):
        return Outcome(**self.cleaned_data)


class ManyStepsForm(forms.Form):
    """Ticked mentors of one stage, the step they make, its day and its reason."""

    entries = forms.ModelMultipleChoiceField(
        queryset=MentorEntry.objects.none(),
        error_messages={"required": "Отметьте хотя бы одного наставника."},
    )
    action = forms.ChoiceField(label="Шаг", choices=[])
    held_on = RussianDateField(label="Дата")
    comment = forms.CharField(label="Причина, примечание", required=False, max_length=300)
    order_text = forms.CharField(label="Приказ (для допуска)", required=False, max_length=200)

    def __init__(self, *args, stage, listed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entries"].queryset = listed
        self.fields["action"].choices = [(a, STEPS[a].label) for a in steps_from(stage)]
        if not any(STEPS[action].takes_order for action in steps_from(stage)):
            del self.fields["order_text"]
        for name in ("held_on", "comment", "order_text"):
            if name in self.fields:
                self.fields[name].widget.attrs["class"] = "form-control"
        self.fields["action"].widget.attrs["class"] = "form-select step"

    def clean(self):
        super().clean()
        action = self.cleaned_data.get("action")
        if action and STEPS[action].needs_comment and not self.cleaned_data.get("comment"):
            self.add_error("comment", "Напишите причину: она останется в истории отбора.")

    @property
    def outcome(self):
        names = ("held_on", "comment", "order_text")
        return Outcome(**{n: self.cleaned_data[n] for n in names if n in self.cleaned_data})

    @property
    def ticked(self):
        return set(self.data.getlist("entries")) if self.is_bound else set()
