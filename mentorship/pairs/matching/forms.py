from django import forms

from mentorship.bank.models import MenteeEntry, MentorEntry, MentoringForm
from mentorship.core.forms import StyledFormMixin
from mentorship.pairs.matching.reasons import REASONS
from mentorship.pairs.matching.settings import MOST_POINTS
from mentorship.pairs.matching.switches import SWITCHES
from mentorship.pairs.matching.words import LEVELS, level_of
from mentorship.pairs.models import FreeTime, Ruling

# The greatest number the database keeps as a key.
LARGEST_KEY = 2**63 - 1


class RunForm(StyledFormMixin, forms.Form):
    """What is matched: all forms at once, or one; pairs, or groups."""

    submit_text = "Подобрать"

    form = forms.ModelChoiceField(
        MentoringForm.objects.all(),
        label="Форма наставничества",
        required=False,
        empty_label="Все формы сразу",
    )
    groups = forms.BooleanField(
        label="Составить группы",
        required=False,
        help_text="Двое и больше наставляемых с общей темой у одного наставника. Группы "
        "составляются приближённо: подбор скажет, насколько он может отличаться от лучшего.",
    )


class SettingsForm(StyledFormMixin, forms.Form):
    """Weights in words, the rules that may be turned off, and the threshold."""

    submit_text = ""

    threshold = forms.IntegerField(
        label="Не предлагать ниже, баллов",
        min_value=0,
        max_value=MOST_POINTS,
        help_text="Пары с меньшей суммой не предлагаются: наставляемый остаётся в листе ожидания.",
    )

    def __init__(self, *args, settings, **kwargs):
        initial = {"threshold": settings.threshold} | settings.weights | settings.switches
        super().__init__(*args, initial=initial, **kwargs)
        self.helper.form_tag = False
        for reason in REASONS:
            numbers = sorted({*LEVELS, settings.weights[reason.code]})
            self.fields[reason.code] = forms.TypedChoiceField(
                label=reason.title,
                help_text=reason.question,
                choices=[(number, level_of(number)) for number in numbers],
                coerce=int,
            )
        for switch in SWITCHES:
            self.fields[switch.code] = forms.BooleanField(
                label=switch.title, help_text=switch.question, required=False
            )

    @property
    def values(self):
        """Arguments of `save_settings`."""
        found = self.cleaned_data
        return {
            "weights": {reason.code: found[reason.code] for reason in REASONS},
            "switches": {switch.code: found[switch.code] for switch in SWITCHES},
            "threshold": found["threshold"],
        }

    @property
    def reasons(self):
        return [self[reason.code] for reason in REASONS]

    @property
    def rules(self):
        return [self[switch.code] for switch in SWITCHES]


class DeclineForm(forms.Form):
    reason = forms.CharField(label="Причина", max_length=300)


class CompareForm(forms.Form):
    """Two runs of the year to put side by side."""

    first = forms.IntegerField(min_value=1, max_value=LARGEST_KEY)
    second = forms.IntegerField(min_value=1, max_value=LARGEST_KEY)

    def __init__(self, *args, runs, **kwargs):
        super().__init__(*args, **kwargs)
        self.runs = runs

    def clean(self):
        """Both runs are read in one statement."""
        found = super().clean()
        known = self.runs.in_bulk(set(found.values()))
        self.chosen = [known[pk] for pk in found.values() if pk in known]
        if len(known) == 1 or set(found.values()) - known.keys():
            raise forms.ValidationError("Выберите два разных подбора, чтобы сравнить их.")
        return found


class RulingForm(StyledFormMixin, forms.Form):
    """Two people by hand: always together, or never proposed."""

    submit_text = "Записать решение"

    mentee = forms.ModelChoiceField(MenteeEntry.objects.none(), label="Наставляемый")
    mentor = forms.ModelChoiceField(MentorEntry.objects.none(), label="Наставник")
    kind = forms.ChoiceField(label="Решение", choices=Ruling.Kind)
    reason = forms.CharField(
        label="Почему",
        max_length=300,
        required=False,
        help_text="Обязательно, если их нельзя предлагать вместе. Видит только куратор.",
    )

    def __init__(self, *args, mentees, mentors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mentee"].queryset, self.fields["mentor"].queryset = mentees, mentors


class FreeTimeForm(StyledFormMixin, forms.Form):
    """Halves of the days of a week; none ticked means that nothing is known."""

    submit_text = "Сохранить"
    slots = forms.TypedMultipleChoiceField(
        label="Когда может встречаться",
        choices=FreeTime.SLOTS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
