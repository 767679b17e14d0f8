from django import forms

from mentorship.core.forms import StyledFormMixin
from roadmaps.progress.bindings import BINDINGS, suggested_binding


class BindingForm(StyledFormMixin, forms.Form):
    """What the task is measured by; begun with what its title suggests."""

    submit_text = "Связать"

    code = forms.ChoiceField(label="Чем подтверждается", required=False)

    def __init__(self, *args, task, row=None, **kwargs):
        suggested = suggested_binding(task.title)
        begun = row.code if row else (suggested.code if suggested else "")
        super().__init__(*args, initial={"code": begun}, **kwargs)
        listed = [(binding.code, binding.title) for binding in BINDINGS]
        self.fields["code"].choices = [("", "ничем: отчёт пишется вручную"), *listed]
