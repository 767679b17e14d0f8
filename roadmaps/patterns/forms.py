from django import forms

from mentorship.core.exceptions import DomainError
from mentorship.core.forms import RussianDateField, StyledFormMixin
from roadmaps.patterns.library import check_period

LONGEST_TITLE = 400
LEVELS = {
    "region": "для плана региона",
    "municipality": "для плана муниципалитета",
    "institution": "для планов организаций",
}


class TemplateForm(StyledFormMixin, forms.Form):
    submit_text = "Сделать образцом"

    title = forms.CharField(
        label="Название образца",
        max_length=LONGEST_TITLE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Под этим названием образец увидят организации вашей территории.",
    )
    level = forms.ChoiceField(label="Для чьих планов")

    def __init__(self, *args, levels, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(code, LEVELS[code]) for code in levels]


class PlanForm(StyledFormMixin, forms.Form):
    """A new plan from a template: everything is filled in, one press is enough."""

    submit_text = ""

    title = forms.CharField(
        label="Название", max_length=LONGEST_TITLE, widget=forms.Textarea(attrs={"rows": 2})
    )
    starts_on = RussianDateField(label="Период с")
    ends_on = RussianDateField(label="по")
    move_days_off = forms.BooleanField(
        label="Сроки, выпавшие на выходной, перенести на рабочий день перед ним",
        required=False,
        initial=True,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            try:
                check_period(cleaned["starts_on"], cleaned["ends_on"])
            except DomainError as refusal:
                self.add_error("ends_on", str(refusal))
        return cleaned
