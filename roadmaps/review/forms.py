from typing import Any

from django import forms

from mentorship.core.forms import StyledFormMixin
from mentorship.core.keys import keys_of
from roadmaps.review.content import TaskText
from roadmaps.review.services import FIXED
from roadmaps.review.verdicts import Notes

LONGEST_REMARK = 2000


def _remark_field(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )


class ReviewForm(forms.Form):
    """One form for the whole page: a remark to each task shown, one to the plan, the conclusion.

    So any button of the page keeps everything that was typed.
    """

    plan = _remark_field("Замечание ко всей карте")
    comment = _remark_field("Вывод для организации (необязательно)")

    def __init__(self, *args, tasks: list[TaskText], **kwargs):
        super().__init__(*args, **kwargs)
        for task in tasks:
            title = f"{task.number} {task.title}".strip()
            self.fields[f"task_{task.key}"] = _remark_field(f"Замечание: {title}")

    def remark_field(self, key: int):
        """The bound field of a task, or nothing where the page offers none."""
        name = f"task_{key}"
        return self[name] if name in self.fields else None

    def notes(self) -> Notes:
        texts: dict[int | None, str] = {
            int(name.removeprefix("task_")): text
            for name, text in self.cleaned_data.items()
            if name.startswith("task_")
        }
        texts[None] = self.cleaned_data["plan"]
        return Notes(texts, self.keys("withdraw"), self.keys("repeat"))

    def typed(self) -> dict[str, str]:
        """Texts of the fields that the page has sent, as they are: half a word too."""
        return {name: self.data[name] for name in self.fields if name in self.data}

    def keys(self, name: str) -> list[int]:
        """Keys of remarks whose button was pressed."""
        sent: Any = self.data
        return keys_of(sent.getlist(name))


class SubmitForm(StyledFormMixin, forms.Form):
    submit_text = "Отправить на проверку"

    note = forms.CharField(
        label="Что изменено (необязательно)",
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CorrectForm(StyledFormMixin, forms.Form):
    submit_text = "Начать корректировку"

    reason = forms.CharField(
        label="Почему карта корректируется",
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Например: выводы отчёта за первое полугодие. Это увидит методист.",
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Что сделано",
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.TextInput(attrs={"class": "form-control", "placeholder": FIXED}),
    )


class MandatoryForm(forms.Form):
    """Which tasks of the municipal plan every institution has to have."""

    tasks = forms.MultipleChoiceField(
        label="Обязательные мероприятия", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, keys, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tasks"].choices = [(str(key), str(key)) for key in keys]
