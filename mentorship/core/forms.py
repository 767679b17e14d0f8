from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models.fields import BLANK_CHOICE_DASH

from mentorship.core.wording import parse_date

CHOOSE, NOT_CHOSEN = "выберите", "не выбрано"
UNPRINTABLE = "В тексте есть невидимый служебный символ: удалите его или наберите текст заново."


class StyledFormMixin:
    """The crispy helper set up once; a form declares fields and at most a layout.

    `novalidate`: the browser's own messages follow the browser's language, ours are Russian.
    """

    submit_text = "Сохранить"
    helper: FormHelper

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_unprintable_plainly(self.fields.values())  # type: ignore[attr-defined]
        _say_empty_choices_in_words(self.fields.values())  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.form_show_errors = True
        self.helper.error_text_inline = True
        if self.submit_text:
            self.helper.add_input(Submit("submit", self.submit_text))


def _say_unprintable_plainly(fields: Iterable[forms.Field]) -> None:
    """Django speaks of null bytes; they come with a text pasted from a broken file."""
    for field in fields:
        for validator in field.validators:
            if isinstance(validator, ProhibitNullCharactersValidator):
                validator.message = UNPRINTABLE


def _say_empty_choices_in_words(fields: Iterable[forms.Field]) -> None:
    """A row of dashes is Django's word for a choice that was not made."""
    [(blank, dashes)] = BLANK_CHOICE_DASH
    for field in fields:
        words = CHOOSE if field.required else NOT_CHOSEN
        if isinstance(field, forms.ModelChoiceField):
            if field.empty_label == dashes:
                field.empty_label = words
        # Choices of a model; of other lists the form itself says how the empty one is called.
        elif isinstance(field, forms.TypedChoiceField):
            choices: Any = field.choices
            field.choices = [
                (value, words if (value, title) == (blank, dashes) else title)
                for value, title in choices
            ]


class RussianDateField(forms.DateField):
    """A text field «дд.мм.гггг» that also takes «16 марта 2022»; the browser's picker does not."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.DateInput(format="%d.%m.%Y", attrs={"placeholder": "дд.мм.гггг"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return parse_date(str(value))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class RussianTimeField(forms.TimeField):
    """«14:00», «14.00» or «9 00»: as times stand in orders and in letters."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Например: 14:00 или 14.00.")
        kwargs.setdefault("widget", forms.TimeInput(attrs={"placeholder": "14:00"}, format="%H:%M"))
        kwargs.setdefault("error_messages", {"invalid": "Укажите время, например 14:00 или 14.00."})
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H-%M", "%H %M", "%H:%M:%S"], **kwargs)


class StyledModelForm(StyledFormMixin, forms.ModelForm):
    """A ModelForm of the house: crispy helper, Russian dates, and the member it is filled by."""

    def __init__(self, *args: Any, member: Any = None, **kwargs: Any) -> None:
        self.member = member
        super().__init__(*args, **kwargs)
