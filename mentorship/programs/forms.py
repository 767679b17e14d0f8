from django import forms
from django.utils import timezone

from mentorship.core.forms import RussianDateField, StyledModelForm
from mentorship.pairs.models import Pair
from mentorship.programs.models import Activity, Program


class ProgramForm(StyledModelForm):
    """The program of a pair; the period defaults to the pair's."""

    starts_on = RussianDateField(label="Начало")
    ends_on = RussianDateField(label="Окончание")

    class Meta:
        model = Program
        fields = ("pair", "goal", "difficulties", "expected_results", "starts_on", "ends_on")
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("goal", "difficulties", "expected_results")
        }
        help_texts = {
            "difficulties": "Что показала диагностика: над чем работает пара.",
            "expected_results": "По каким признакам будет видно, что цель достигнута.",
        }
        error_messages = {"pair": {"required": "Выберите пару."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        pair = self.fields["pair"]
        pair.queryset = pairs_for_program(self.member, self.instance)
        pair.label, pair.empty_label = "Пара или группа", "Выберите пару"
        pair.label_from_instance = lambda row: f"{row.label}, {row.form}"

    def clean(self):
        super().clean()
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Дата окончания раньше даты начала.")


class ActivityForm(StyledModelForm):
    """One line of the plan."""

    due_on = RussianDateField(label="Срок", required=False)

    class Meta:
        model = Activity
        fields = ("title", "due_on", "planned_result", "actual_result")


def pairs_for_program(member, program):
    """Own pairs that are going on and have no program yet; the program's own pair stays.

    Nothing is planned for a pair somebody of which has no consent.
    """
    own = Pair.objects.owned_by(member)
    silent = own.without_consent_on(timezone.localdate())
    free = own.going_on().filter(program=None).exclude(pk__in=silent)
    known = own.filter(pk=program.pair_id) if program.pair_id else own.none()
    return (
        (free | known)
        .select_related("mentor_entry__person", "form")
        .prefetch_related("members__person")
    )
