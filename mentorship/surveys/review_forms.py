from django import forms
from django.forms.models import model_to_dict

from mentorship.bank.banks import MENTEES
from mentorship.bank.entry_forms import OPEN_FIELDS, MenteeForm, MentorForm
from mentorship.bank.forms import PERSON_FIELDS
from mentorship.bank.summaries import is_disclosed
from mentorship.core.forms import StyledFormMixin
from mentorship.surveys.reviewing import Decision

TEXT_LIMIT = 300


class ReviewMixin:
    """The form of a bank filled from a reply; beside a known person what the bank says now.

    Of somebody without a consent nothing hidden is shown or overwritten unless it was answered.
    """

    submit_text = "Внести в базу"

    def __init__(self, *args, proposal, chosen=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.end_fields:
            self.fields.pop(name, None)
        if chosen and not self.instance.pk:
            self.person = chosen
            known = model_to_dict(chosen, PERSON_FIELDS) | self.known_standing(chosen)
            self.initial |= known
        if chosen:
            self.stay_beside(chosen, proposal)
        self.initial |= {name: value for name, value in proposal.items() if name in self.fields}
        self.helper.form_tag = True
        self.helper.layout = self.layout()

    @property
    def decision(self):
        """What `reviewing.accept_reply` writes."""
        return Decision(
            entry=self.instance,
            person=self.person,
            standing=self.standing,
            forms=self.cleaned_data.get("forms"),
            topics=self.cleaned_data.get("topics"),
        )

    def stay_beside(self, chosen, proposal):
        if not is_disclosed(chosen, self.today):
            keep = {*OPEN_FIELDS, *proposal} | (set() if self.instance.pk else {"entered_on"})
            for name in set(self.fields) - keep:
                del self.fields[name]
            return
        for name, field in self.fields.items():
            now, new = self.initial.get(name), proposal.get(name)
            if new and isinstance(now, str) and now and now != new:
                field.help_text = f"Сейчас в базе: {now}"


class MentorReviewForm(ReviewMixin, MentorForm):
    pass


class MenteeReviewForm(ReviewMixin, MenteeForm):
    pass


def review_form_of(bank):
    return MenteeReviewForm if bank is MENTEES else MentorReviewForm


class RejectForm(StyledFormMixin, forms.Form):
    """Why nothing is taken from a reply: kept with it until it is purged."""

    submit_text = "Отклонить ответ"
    reason = forms.CharField(label="Причина", max_length=TEXT_LIMIT)
