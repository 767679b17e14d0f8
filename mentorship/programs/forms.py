"""Forms of a program and of the lines of its plan."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from mentorship.core.forms import RussianDateField, StyledFormMixin, StyledModelForm
from mentorship.core.stale_forms import StaleCheckedForm
from mentorship.pairs.models import Pair
from mentorship.programs.models import (
    Activity,
    Difficulty,
    MentorReport,
    Program,
    ProgramTemplate,
)
from mentorship.programs.models.plans import TEXTS

# What a new program says where no template is taken, until somebody says it better.
USUAL = {
    "technologies": "беседы, консультации, совместная работа, разбор ситуаций",
    "mode": "очно, встречи не реже одного раза в месяц",
    "monitoring": "анкетирование сторон в начале и в конце программы, отметки о встречах, итоговый "
    "отчёт наставника",
}

NO_TEMPLATE = "Для этой формы наставничества шаблонов нет: напишите цель, план составите дальше."
NO_PAIR = "Выбирать не из чего: у каждой действующей пары программа уже есть, или таких пар нет."


class BeginForm(StyledFormMixin, forms.Form):
    """A program in one step: the pair, a ready template, the period."""

    submit_text = "Составить программу"

    pair = forms.ModelChoiceField(
        Pair.objects.none(),
        label="Пара или группа",
        empty_label="Выберите пару",
        error_messages={"required": "Выберите пару."},
    )
    template = forms.ModelChoiceField(
        ProgramTemplate.objects.none(),
        label="Готовый шаблон",
        required=False,
        empty_label="без шаблона",
        help_text="План переносится в срок пары: дни – рабочие. Всё можно изменить.",
    )
    goal = forms.CharField(
        label="Цель",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Если пусто, цель берётся из шаблона.",
    )
    starts_on = RussianDateField(label="Начало")
    ends_on = RussianDateField(label="Окончание")

    def __init__(self, *args: Any, member: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pair: Any = self.fields["pair"]
        pair.queryset = pairs_without_program(member)
        pair.label_from_instance = lambda row: f"{row.label}, {row.form}"
        template: Any = self.fields["template"]
        template.queryset = ProgramTemplate.objects.in_use_by(member).select_related(
            "form", "organization"
        )
        template.label_from_instance = lambda row: f"{row.title} ({row.form}; {row.keeper})"
        self.offer_one_form()

    def offer_one_form(self) -> None:
        """Of a pair named in the address its templates only, of a template its pairs only."""
        asked: Pair | None = self.initial.get("pair")
        taken: ProgramTemplate | None = self.initial.get("template")
        pair: Any = self.fields["pair"]
        template: Any = self.fields["template"]
        if asked:
            template.queryset = template.queryset.filter(form=asked.form_id)
            template.help_text = template.help_text if template.queryset else NO_TEMPLATE
        elif taken:
            pair.queryset = pair.queryset.filter(form=taken.form_id)
        if not pair.queryset:
            pair.help_text = NO_PAIR

    def clean(self) -> Any:
        found: Any = super().clean()
        refuse_backward(self)
        if not found.get("template") and not found.get("goal"):
            self.add_error("goal", "Напишите цель или выберите шаблон.")
        return found


class ReasonMixin:
    """After the approval a change is a correction: its day and its reason are asked for."""

    def ask_reason(self, program: Program) -> None:
        fields: Any = self.fields  # type: ignore[attr-defined]
        if program.is_draft:
            return
        fields["dated_on"] = RussianDateField(
            label="Исправление действует с", initial=timezone.localdate()
        )
        fields["reason"] = forms.CharField(
            label="Причина исправления",
            max_length=300,
            help_text="Программа утверждена: причина и исправление останутся на странице.",
        )

    @property
    def correction(self) -> dict[str, Any]:
        cleaned: Any = self.cleaned_data  # type: ignore[attr-defined]
        day: date | None = cleaned.get("dated_on")
        return {"reason": cleaned.get("reason", ""), "dated_on": day}

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the row alone."""
        cleaned: Any = self.cleaned_data  # type: ignore[attr-defined]
        names: Any = self._meta.fields  # type: ignore[attr-defined]
        return {name: cleaned[name] for name in names}


class ProgramForm(ReasonMixin, StaleCheckedForm):
    """The texts of a program and its period."""

    starts_on = RussianDateField(label="Начало")
    ends_on = RussianDateField(label="Окончание")

    class Meta:
        model = Program
        fields = ("kind", "starts_on", "ends_on", *TEXTS)
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in TEXTS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_reason(self.instance)

    def clean(self) -> Any:
        found = super().clean()
        refuse_backward(self)
        return found


class ActivityForm(ReasonMixin, StyledModelForm):
    """One line of the plan."""

    due_on = RussianDateField(label="Срок", required=False)

    class Meta:
        model = Activity
        fields = ("title", "due_on", "planned_result", "difficulty", "part")

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["difficulty"]
        choice.queryset = program.found_difficulties.all()
        choice.empty_label = "не указано"
        if program.kind == Program.Kind.PROGRAM and not self.instance.part:
            del self.fields["part"]
        if not choice.queryset:
            del self.fields["difficulty"]
        self.ask_reason(program)

    @property
    def values(self) -> dict[str, Any]:
        names: Any = self._meta.fields
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


class DifficultyForm(ReasonMixin, StyledModelForm):
    """What the diagnosis found and what is wanted instead."""

    class Meta:
        model = Difficulty
        fields = ("title", "goal")

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_reason(program)


class RemoveForm(ReasonMixin, StyledFormMixin, forms.Form):
    """Taking a line out of an approved plan: its reason."""

    submit_text = "Убрать из плана"

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_reason(program)


class MarkForm(StyledModelForm):
    """What came of an activity: two taps and a line of words."""

    class Meta:
        model = Activity
        fields = ("mark", "actual_result")
        widgets = {"mark": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mark: Any = self.fields["mark"]
        mark.choices = [*Activity.Mark.choices, ("", "без оценки")]


class ReportForm(StaleCheckedForm):
    """The mentor's own words; the plan with its results stands beside."""

    reported_on = RussianDateField(label="Дата отчёта")

    class Meta:
        model = MentorReport
        fields = ("achieved", "remaining", "proposals", "reported_on")
        widgets = {
            name: forms.Textarea(attrs={"rows": 4})
            for name in ("achieved", "remaining", "proposals")
        }

    @property
    def values(self) -> dict[str, Any]:
        names: Any = self._meta.fields
        return {name: self.cleaned_data[name] for name in names}


class CommentForm(forms.Form):
    """The reason of a move."""

    comment = forms.CharField(max_length=300, required=False)


class ResultsForm(StyledFormMixin, forms.Form):
    """What goes back into the bank for one person of the pair: the columns of domain C."""

    submit_text = ""

    outcome = forms.CharField(
        label="Результаты программы", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    case_link = forms.URLField(
        label="Ссылка на кейс или отзыв", required=False, max_length=500, assume_scheme="https"
    )
    completion_mark = forms.CharField(
        label="Отметка о прохождении программы", required=False, max_length=200
    )
    left_on = RussianDateField(
        label="Дата завершения программы",
        required=False,
        help_text="С этой даты человек не стоит в базе; пусто – остаётся.",
    )

    def __init__(self, *args: Any, is_mentor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        if is_mentor:
            del self.fields["completion_mark"]


def refuse_backward(form: Any) -> None:
    """A period runs forward."""
    starts_on, ends_on = form.cleaned_data.get("starts_on"), form.cleaned_data.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        form.add_error("ends_on", "Дата окончания раньше даты начала.")


def pairs_without_program(member: Any) -> Any:
    """Own pairs that are going on and have no program yet.

    Nothing is planned for a pair somebody of which has no consent.
    """
    own = Pair.objects.owned_by(member)
    silent = own.without_consent_on(timezone.localdate())
    free = own.going_on().filter(program=None).exclude(pk__in=silent)
    related = free.select_related("mentor_entry__person", "form")
    return related.prefetch_related("members__person")
