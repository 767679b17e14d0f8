"""Forms of templates and practices."""

from typing import Any

from django import forms

from mentorship.core.forms import RussianDateField, StyledFormMixin, StyledModelForm
from mentorship.core.stale_forms import StaleCheckedForm
from mentorship.programs.content import title_of
from mentorship.programs.models import Activity, Practice, Program, ProgramTemplate
from mentorship.programs.models.plans import TEXTS
from mentorship.programs.practices import PLAN

# What a practice shows unless the curator chooses otherwise: never the diagnosis of somebody.
OFFERED = [name for name in TEXTS if name != "difficulties"]


class NewTemplateForm(StyledModelForm):
    submit_text = "Создать черновик"

    class Meta:
        model = ProgramTemplate
        fields = ("title", "form")


class TemplateForm(StaleCheckedForm):
    """The heading of a template and the texts of its content."""

    checked_on = RussianDateField(label="Дата проверки")
    kind = forms.ChoiceField(label="Вид", choices=Program.Kind.choices)
    weeks = forms.IntegerField(
        label="Сколько недель длится",
        min_value=1,
        max_value=60,
        help_text="Сроки мероприятий растянутся на срок пары.",
    )

    class Meta:
        model = ProgramTemplate
        fields = ("title", "form", "source", "checked_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        content = kwargs["instance"].content
        kwargs["initial"] = {name: content[name] for name in ("kind", "weeks", *TEXTS)}
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            field: Any = Program._meta.get_field(name)
            self.fields[name] = field.formfield(
                required=name == "goal", widget=forms.Textarea(attrs={"rows": 3})
            )

    @property
    def heading(self) -> dict[str, Any]:
        names: Any = self._meta.fields
        return {name: self.cleaned_data[name] for name in names}

    @property
    def texts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "weeks", *TEXTS)}


class ProblemLineForm(StyledFormMixin, forms.Form):
    title = forms.CharField(label="Затруднение", max_length=300)
    goal = forms.CharField(label="Цель работы с ним", max_length=300, required=False)

    def __init__(self, *args: Any, content: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ActivityLineForm(StyledFormMixin, forms.Form):
    title = forms.CharField(label="Мероприятие, задание", max_length=300)
    week = forms.IntegerField(
        label="На какой неделе программы", min_value=1, max_value=60, required=False
    )
    planned_result = forms.CharField(label="Планируемый результат", max_length=300, required=False)
    problem = forms.ChoiceField(label="Какое затруднение снимает", required=False)
    part = forms.ChoiceField(
        label="Часть плана", choices=[("", "не указана"), *Activity.Part.choices], required=False
    )

    def __init__(self, *args: Any, content: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        problem: Any = self.fields["problem"]
        found = [(row["key"], row["title"]) for row in content["problems"]]
        problem.choices = [("", "не указано"), *found]


LINE_FORMS: dict[str, Any] = {"problems": ProblemLineForm, "activities": ActivityLineForm}


class PracticeForm(StaleCheckedForm):
    """A practice in words; of a program only what is chosen here goes with it."""

    link = forms.URLField(
        label="Ссылка",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Описание на сайте организации, если оно есть.",
    )

    class Meta:
        model = Practice
        fields = ("title", "form", "description", "result", "link")
        widgets = {
            "description": forms.Textarea(attrs={"rows": 5}),
            "result": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "description": "Для кого, что делали и как. Без имён и фамилий.",
        }

    def __init__(self, *args: Any, program: Program | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if program is None:
            return
        titles = [(name, title_of(name)) for name in TEXTS]
        self.fields["sections"] = forms.MultipleChoiceField(
            label="Что из программы показать",
            choices=[(PLAN, "затруднения, цели и план мероприятий"), *titles],
            initial=[PLAN, *OFFERED],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="Перед публикацией проверяется, что имён участников пары в тексте нет.",
        )

    @property
    def values(self) -> dict[str, Any]:
        names: Any = self._meta.fields
        return {name: self.cleaned_data[name] for name in names}
