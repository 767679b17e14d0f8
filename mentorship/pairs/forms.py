from django import forms
from django.urls import reverse
from django.utils import timezone

from mentorship.bank.models import MenteeEntry, MentorEntry, MentoringForm
from mentorship.core.forms import RussianDateField, StyledFormMixin
from mentorship.core.keys import keys_of
from mentorship.pairs.life_forms import KindField, VariantField
from mentorship.pairs.mentors import choosable
from mentorship.pairs.models import EndReason


class PickMany(forms.CheckboxSelectMultiple):
    """Drawn by the template as a column; an error in the summary leads to the column."""

    def id_for_label(self, id_, index=None):
        return id_ if index is None else super().id_for_label(id_, index)


class PickOne(forms.RadioSelect):
    def id_for_label(self, id_, index=None):
        return id_ if index is None else super().id_for_label(id_, index)


class MatchingForm(forms.Form):
    """What the two columns of matching show; read from the address, so a link can be sent."""

    form = forms.ModelChoiceField(
        MentoringForm.objects.all(), label="Форма наставничества", empty_label=None, required=False
    )
    mentee_q = forms.CharField(label="Найти наставляемого", max_length=100, required=False)
    mentor_q = forms.CharField(label="Найти наставника", max_length=100, required=False)


class PairForm(StyledFormMixin, forms.Form):
    """A new pair: the template draws the two columns, the rest of the fields is drawn here."""

    submit_text = ""

    form = forms.ModelChoiceField(MentoringForm.objects.all(), widget=forms.HiddenInput)
    mentees = forms.ModelMultipleChoiceField(
        MenteeEntry.objects.none(),
        label="Наставляемые",
        required=False,
        widget=PickMany,
    )
    mentor = forms.ModelChoiceField(
        MentorEntry.objects.none(),
        label="Наставник",
        widget=PickOne,
        error_messages={"required": "Выберите наставника."},
    )
    kind = KindField()
    variant = VariantField()
    starts_on = RussianDateField(label="Начало")
    ends_on = RussianDateField(label="Окончание")
    topic = forms.CharField(
        label="Направление",
        max_length=300,
        required=False,
        help_text="Над чем работает пара, например «подготовка к олимпиаде по физике».",
    )
    title = forms.CharField(
        label="Название группы", max_length=200, required=False, help_text="Только для группы."
    )
    other_form = forms.BooleanField(
        label="Составить в этой форме, хотя в запросе другая", required=False
    )

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        self.unlike = []
        mentees = MenteeEntry.objects.visible_to(member)
        self.fields["mentees"].queryset = mentees.select_related("person", "form")
        self.fields["mentor"].queryset = choosable(member, timezone.localdate())
        if form := self.initial.get("form"):
            self.fields["variant"].of_form(form)

    def clean(self):
        """A form other than the one asked for is a decision, not something that happens."""
        super().clean()
        form, mentees = self.cleaned_data.get("form"), self.cleaned_data.get("mentees") or ()
        self.unlike = [e for e in mentees if form and e.form_id not in {None, form.pk}]
        if self.unlike and not self.cleaned_data["other_form"]:
            asked = "; ".join(f"{e.person.short_name} – «{e.form}»" for e in self.unlike)
            self.add_error(
                "other_form", f"Пара составляется в форме «{form}», а в запросе: {asked}."
            )
        return self.cleaned_data

    @property
    def asked_forms(self):
        """Forms of the chosen mentees' requests that differ from the form of the pair."""
        return sorted({e.form for e in self.unlike}, key=lambda form: form.pk)

    def chosen(self, name):
        """Numbers ticked in a column: what was sent, or what the page opens with."""
        value = self[name].value() or []
        numbers = value if isinstance(value, list) else [value]
        return set(keys_of(map(str, numbers)))


class AgreementForm(StyledFormMixin, forms.Form):
    """The day each side agreed in writing; one field a person."""

    submit_text = "Сохранить согласие сторон"
    mentor_agreed_on = RussianDateField(required=False)

    def __init__(self, *args, pair, **kwargs):
        self.members = [member for member in pair.members.all() if member.live]
        initial = {"mentor_agreed_on": pair.mentor_agreed_on}
        initial |= {f"member_{member.pk}": member.agreed_on for member in self.members}
        super().__init__(*args, initial=initial, **kwargs)
        self.helper.form_action = reverse("pairs:agreement_update", args=[pair.pk])
        self.fields["mentor_agreed_on"].label = f"{pair.mentor_entry.person.short_name}, наставник"
        for member in self.members:
            self.fields[f"member_{member.pk}"] = RussianDateField(
                required=False, label=f"{member.person.short_name}, наставляемый"
            )

    @property
    def members_agreed_on(self):
        return {member.pk: self.cleaned_data[f"member_{member.pk}"] for member in self.members}


class MemberForm(StyledFormMixin, forms.Form):
    """One more mentee from a day on."""

    submit_text = "Добавить"
    mentee_entry = forms.ModelChoiceField(MenteeEntry.objects.none(), label="Наставляемый")
    starts_on = RussianDateField(label="С какого дня")
    agreed_on = RussianDateField(
        label="Письменное согласие от",
        required=False,
        help_text="Обязательно, если стороны уже согласны или пара закреплена приказом.",
    )

    def __init__(self, *args, entries, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mentee_entry"].queryset = entries


class MoveForm(forms.Form):
    """The reason of a move; what it needs is said by the workflow table."""

    reason = forms.ModelChoiceField(EndReason.objects.all(), required=False)
    comment = forms.CharField(max_length=300, required=False)
