from django import forms

AS_CLASS = ("", "как весь класс")


class TurnForm(forms.Form):
    """One choice a question; the keys of the questions are the names of the fields."""

    def __init__(self, *args, turn, questions, blank=("", "Решите"), **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            choices = question.choices if question.default else (blank, *question.choices)
            self.fields[question.key] = forms.ChoiceField(
                label=question.title,
                choices=choices,
                required=False,
                initial=turn.answer(question),
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )

    @property
    def rows(self):
        return [(question, self[question.key]) for question in self.questions]

    @property
    def answers(self):
        return {question.key: self.cleaned_data[question.key] for question in self.questions}
