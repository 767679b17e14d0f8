from django import forms

from mentorship.bank.models import MentoringForm, Topic
from mentorship.bank.topics import offered_topics
from mentorship.core.forms import StyledFormMixin


class OfferForm(StyledFormMixin, forms.Form):
    submit_text = "Предложить"

    places = forms.IntegerField(
        label="Сколько мест предложить",
        min_value=1,
        max_value=100,
        help_text="Не больше, чем наставник может вести всего.",
    )


class OfferFilterForm(forms.Form):
    """By topic and by form of mentoring; an unknown value filters nothing."""

    topic = forms.ModelChoiceField(
        label="Тема", queryset=Topic.objects.none(), required=False, empty_label="Тема: все"
    )
    form = forms.ModelChoiceField(
        label="Форма",
        queryset=MentoringForm.objects.all(),
        required=False,
        empty_label="Форма: все",
    )

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = offered_topics(member)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
