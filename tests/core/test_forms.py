from django import forms

from mentorship.bank.models import MentoringForm, Person
from mentorship.core.forms import CHOOSE, NOT_CHOSEN, UNPRINTABLE, StyledFormMixin


class NoteForm(StyledFormMixin, forms.Form):
    text = forms.CharField()


def test_character_nobody_sees_is_told_plainly():
    assert NoteForm({"text": "Кра\x00вцова"}).errors["text"] == [UNPRINTABLE]


class ChoiceForm(StyledFormMixin, forms.Form):
    wanted = forms.ModelChoiceField(MentoringForm.objects.none())
    other = forms.ModelChoiceField(MentoringForm.objects.none(), required=False)
    named = forms.ModelChoiceField(MentoringForm.objects.none(), empty_label="Форма: все")


def test_empty_choice_of_rows_is_said_in_words():
    fields = ChoiceForm().fields

    assert [fields[name].empty_label for name in ("wanted", "other", "named")] == [
        CHOOSE,
        NOT_CHOSEN,
        "Форма: все",
    ]


class SexForm(StyledFormMixin, forms.ModelForm):
    class Meta:
        model = Person
        fields = ["sex"]


def test_empty_choice_of_a_model_is_said_in_words():
    assert SexForm().fields["sex"].choices[0] == ("", NOT_CHOSEN)
