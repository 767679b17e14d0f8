from django import forms
from django.conf import settings

from mentorship.core.forms import StyledFormMixin
from mentorship.surveys.inviting import LONGEST_DAYS, MOST_AT_ONCE
from mentorship.surveys.models import InvitationBatch


def days_field():
    return forms.IntegerField(
        label="Действует, дней",
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=settings.SURVEY_LINK_DAYS,
        help_text=f"От 1 до {LONGEST_DAYS}.",
    )


class BlankCardsForm(StyledFormMixin, forms.Form):
    """Cards without names: whoever takes one writes the name on the phone."""

    submit_text = "Подготовить лист карточек"

    count = forms.IntegerField(
        label="Сколько карточек", min_value=1, max_value=MOST_AT_ONCE, initial=8
    )
    days = forms.IntegerField(label="Действует, дней")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days"] = days_field()


class NamedForm(forms.Form):
    """People ticked in the list; links to send them, or a sheet of cards with their names."""

    days = forms.IntegerField(label="Действует, дней")
    manner = forms.ChoiceField(choices=InvitationBatch.Manner)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days"] = days_field()
        self.fields["days"].widget.attrs["class"] = "form-control"
        self.fields["people"] = forms.ModelMultipleChoiceField(
            people,
            error_messages={
                "required": "Отметьте хотя бы одного человека.",
                "invalid_choice": "Кого-то из отмеченных приглашать нельзя: обновите список.",
            },
        )
