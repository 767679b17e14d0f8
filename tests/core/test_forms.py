from django import forms

from mentorship.core.forms import UNPRINTABLE, StyledFormMixin


class NoteForm(StyledFormMixin, forms.Form):
    text = forms.CharField()


def test_character_nobody_sees_is_told_plainly():
    assert NoteForm({"text": "Кра\x00вцова"}).errors["text"] == [UNPRINTABLE]
