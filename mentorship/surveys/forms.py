from django import forms

from mentorship.core.forms import RussianDateField, StyledFormMixin
from mentorship.surveys.services import SCALE

YES_NO = [("yes", "да"), ("no", "нет"), ("", "не ответил")]


class ResponseForm(StyledFormMixin, forms.Form):
    """A paper questionnaire as it lies on the table: the questions in their order."""

    submit_text = "Сохранить ответы"
    answered_on = RussianDateField(label="Дата ответа")

    def __init__(self, *args, questionnaire, **kwargs):
        super().__init__(*args, **kwargs)
        self.questionnaire = questionnaire
        for question in questionnaire.questions:
            self.fields[question["code"]] = field_of(question)

    @property
    def answers(self):
        """The answers as they are kept: numbers, true or false, text; nothing for no answer."""
        found = {}
        for question in self.questionnaire.questions:
            value = self.cleaned_data[question["code"]]
            if question["kind"] == "yes_no":
                value = {"yes": True, "no": False}.get(value)
            found[question["code"]] = value
        return found


def field_of(question):
    """A scale is ten buttons in one row on paper; here it is a list of ten numbers."""
    if question["kind"] == "scale":
        choices = [("", "–"), *((number, str(number)) for number in SCALE)]
        return forms.TypedChoiceField(
            label=question["text"],
            choices=choices,
            coerce=int,
            help_text="1 – совсем нет, 10 – полностью.",
        )
    if question["kind"] == "yes_no":
        return forms.ChoiceField(
            label=question["text"], choices=YES_NO, required=False, widget=forms.RadioSelect
        )
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=question["text"], required=False, max_length=2000, widget=widget)


def shown(questionnaire, answers):
    """Kept answers in the shape of the fields."""
    words = {True: "yes", False: "no", None: ""}
    yes_no = {q["code"] for q in questionnaire.questions if q["kind"] == "yes_no"}
    return {code: words[value] if code in yes_no else value for code, value in answers.items()}
