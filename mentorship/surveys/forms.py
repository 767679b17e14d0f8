from django import forms

from mentorship.core.forms import RussianDateField, StyledFormMixin
from mentorship.surveys.answer_fields import WORDS_OF, field_of, topic_choices
from mentorship.surveys.answers import answer_problem


class AnswersForm(forms.Form):
    """The questions in their order; `answers` is what is kept of them."""

    on_paper = False

    def __init__(self, *args, questions, topics=(), people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        choices = topic_choices(topics)
        for question in self.questions:
            self.fields[question.code] = field_of(
                question, choices, on_paper=self.on_paper, people=people
            )

    def clean(self):
        super().clean()
        for question in self.questions:
            problem = answer_problem(question, self.cleaned_data.get(question.code))
            if problem and question.code not in self.errors:
                self.add_error(question.code, problem[0].upper() + problem[1:])

    @property
    def answers(self):
        return {question.code: self.cleaned_data[question.code] for question in self.questions}

    @property
    def rows(self):
        """Questions with their fields, for the page of the link."""
        return [(question, self[question.code]) for question in self.questions]


class LinkForm(AnswersForm):
    """The page of a link; `link` says which one it was opened for, whatever other tabs did."""

    link = forms.CharField(widget=forms.HiddenInput, max_length=16)


class ResponseForm(StyledFormMixin, AnswersForm):
    """A paper questionnaire as it lies on the table: the questions in their order."""

    on_paper = True
    submit_text = "Сохранить ответы"
    answered_on = RussianDateField(label="Дата ответа")


def shown(questionnaire, answers):
    """Kept answers in the shape of the fields."""
    words = {value: word for word, value in WORDS_OF.items()} | {None: ""}
    yes_no = {question.code for question in questionnaire.asked if question.kind == "yes_no"}
    return {code: words[value] if code in yes_no else value for code, value in answers.items()}
