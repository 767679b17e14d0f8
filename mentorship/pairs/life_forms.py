"""Forms of the life of a pair: its draft, another mentor, the trial, the end."""

from django import forms
from django.utils import timezone

from mentorship.bank.models import MentorEntry
from mentorship.core.forms import RussianDateField, StyledFormMixin
from mentorship.pairs.models import EndReason, MentoringKind, RoleVariant, TrialAnswer
from mentorship.surveys.answer_fields import BigRadioSelect

OWN_WORDS = "Причина своими словами"


class VariantField(forms.ModelChoiceField):
    """Role variants, those of one form once it is known."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Ролевая модель")
        kwargs.setdefault("empty_label", "Не указана")
        super().__init__(RoleVariant.objects.select_related("form"), required=False, **kwargs)

    def of_form(self, form):
        self.queryset = RoleVariant.objects.filter(form=form)


class KindField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Вид наставничества")
        kwargs.setdefault("empty_label", "Не указан")
        super().__init__(MentoringKind.objects.all(), required=False, **kwargs)


class DraftForm(StyledFormMixin, forms.Form):
    """What may change in a draft: not its people nor its form."""

    kind = KindField()
    variant = VariantField()
    starts_on = RussianDateField(label="Начало")
    ends_on = RussianDateField(label="Окончание")
    topic = forms.CharField(label="Направление", max_length=300, required=False)
    title = forms.CharField(
        label="Название группы", max_length=200, required=False, help_text="Только для группы."
    )

    def __init__(self, *args, pair, **kwargs):
        names = ("kind", "variant", "starts_on", "ends_on", "topic", "title")
        initial = {name: getattr(pair, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["variant"].of_form(pair.form)


class ReasonForm(StyledFormMixin, forms.Form):
    """A reason of the list, with words of one's own or in place of it."""

    action = ""
    reason = forms.ModelChoiceField(
        EndReason.objects.none(), label="Причина", required=False, empty_label="Выберите причину"
    )
    comment = forms.CharField(label=OWN_WORDS, max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = EndReason.objects.of(self.action)

    def clean(self):
        super().clean()
        if not (self.cleaned_data.get("reason") or self.cleaned_data.get("comment")):
            self.add_error("reason", "Выберите причину или укажите её своими словами.")
        return self.cleaned_data


class MemberRemoveForm(ReasonForm):
    """The last day of a mentee in the group, and why."""

    submit_text = "Вывести из группы"
    action = "remove"
    last_day = RussianDateField(label="Последний день в группе")
    field_order = ("last_day", "reason", "comment")


class MentorField(forms.ModelChoiceField):
    """«Седых Надежда Алексеевна – ведёт 1 из 3», of another school with its name."""

    def label_from_instance(self, obj):
        school = "" if obj.is_own else f", {obj.institution.short_name}"
        return f"{obj.person.full_name}{school} – ведёт {obj.load} из {obj.capacity}"


class SubstitutionForm(ReasonForm):
    """Another mentor from a day on, with the written agreement."""

    submit_text = "Записать замену"
    action = "substitute"
    mentor_entry = MentorField(MentorEntry.objects.none(), label="Новый наставник")
    starts_on = RussianDateField(label="С какого дня ведёт пару")
    agreed_on = RussianDateField(label="Письменное согласие нового наставника от")
    field_order = ("mentor_entry", "starts_on", "agreed_on", "reason", "comment")

    def __init__(self, *args, mentors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mentor_entry"].queryset = mentors


class TrialForm(StyledFormMixin, forms.Form):
    """What one side said to the curator after the trial meeting."""

    submit_text = "Записать ответ"
    word = forms.ChoiceField(
        label="Готовность работать в паре",
        choices=TrialAnswer.Word.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите ответ."},
    )
    answered_on = RussianDateField(label="Дата ответа", initial=timezone.localdate)
    remark = forms.CharField(
        label="Примечание",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Видит только куратор. Не пишите о здоровье и диагнозах.",
    )


class TrialLinkForm(forms.Form):
    """The same question to the person, on a phone; `link` ties the page to its link."""

    WORDS = (
        (TrialAnswer.Word.YES, "Да"),
        (TrialAnswer.Word.UNSURE, "Пока не знаю"),
        (TrialAnswer.Word.NO, "Нет"),
    )
    link = forms.CharField(widget=forms.HiddenInput)
    word = forms.ChoiceField(
        label="Вы готовы работать в этой паре?",
        choices=WORDS,
        widget=BigRadioSelect,
        error_messages={"required": "Выберите ответ."},
    )
    remark = forms.CharField(
        label="Что важно сказать куратору", max_length=500, required=False, widget=forms.Textarea
    )


class ClosingForm(StyledFormMixin, forms.Form):
    """Results of everybody for the banks, and words about what was not done."""

    submit_text = ""
    comment = forms.CharField(
        label="Почему что-то не сделано",
        max_length=300,
        required=False,
        help_text="Нужно, если в списке есть невыполненное. Останется в истории пары.",
    )

    def __init__(self, *args, entries, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        self.entries = {self.name_of(entry): entry for entry in entries}
        for name, entry in self.entries.items():
            self.fields[name] = forms.CharField(
                label=entry.person.short_name,
                initial=entry.outcome,
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @staticmethod
    def name_of(entry):
        return f"{entry._meta.model_name}_{entry.pk}"

    @property
    def outcomes(self):
        return {entry: self.cleaned_data[name] for name, entry in self.entries.items()}

    @property
    def results(self):
        return [self[name] for name in self.entries]
