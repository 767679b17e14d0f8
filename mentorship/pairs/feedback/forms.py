from django import forms

from mentorship.core.forms import StyledFormMixin
from mentorship.organizations.models import Membership
from mentorship.pairs.models import Feedback
from mentorship.surveys.answer_fields import BigRadioSelect

LONGEST_REMARK = 500
LONGEST_CONCERN = 2000


class WordForm(forms.Form):
    """The word of a month; on the page of a link with big targets."""

    word = forms.ChoiceField(
        label="Как идут дела?",
        choices=Feedback.Word,
        widget=BigRadioSelect,
        error_messages={"required": "Выберите один из ответов."},
    )
    remark = forms.CharField(
        label="Подробнее",
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control", "autocomplete": "off"}),
    )


class LinkWordForm(WordForm):
    """What a link asks; of a child also what troubles it, where there is an adult to read it."""

    link = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *args, is_child, adult, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["remark"].label = "Хочешь что-то добавить?" if is_child else "Подробнее"
        self.fields["remark"].help_text = "Прочитают куратор наставничества и психолог."
        if is_child and adult:
            self.fields["concern"] = forms.CharField(
                label="Тебя что-то тревожит?",
                required=False,
                max_length=LONGEST_CONCERN,
                widget=forms.Textarea(
                    attrs={"rows": 4, "class": "form-control", "autocomplete": "off"}
                ),
            )


class WrittenWordForm(StyledFormMixin, forms.Form):
    """What somebody told the curator, or the mentor's own word."""

    submit_text = "Сохранить"
    word = forms.ChoiceField(label="Как идут дела", choices=Feedback.Word, widget=forms.RadioSelect)
    remark = forms.CharField(
        label="Подробнее",
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OutcomeForm(StyledFormMixin, forms.Form):
    submit_text = "Закрыть обращение"
    outcome = forms.CharField(
        label="Что сделано", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AdultForm(StyledFormMixin, forms.Form):
    """Whom the children of the institution write to."""

    submit_text = "Назначить"
    adult = forms.ModelChoiceField(Membership.objects.none(), label="Кому пишут дети")

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["adult"]
        field.queryset = Membership.objects.select_related("user").filter(
            pk__in=[m.pk for m in candidates]
        )
        field.label_from_instance = lambda m: f"{m.user.full_name}, {m.get_role_display()}"
