from django import forms
from django.urls import reverse
from django.utils import timezone

from mentorship.core.forms import RussianDateField, StyledFormMixin
from roadmaps.editing.forms import PlaceField, code_of, long_text, tell_columns
from roadmaps.models import Task
from roadmaps.parsing import RoadmapError, parsed_from_json
from roadmaps.positions import place_of
from roadmaps.services import LONGEST_TITLE, plan_mark, report_mark
from roadmaps.uploads import LARGEST_FILE, parse_upload

LONGEST_TEXT = 1_000_000  # characters
ACCEPTED = ".txt,.tsv,.csv,.docx,.xlsx,.xls,.ods,.html,.htm"


class RoadmapImportForm(StyledFormMixin, forms.Form):
    """Step one of the import: a pasted table or a file, and the period of the plan."""

    submit_text = "Показать, что получится"

    text = forms.CharField(
        label="Таблица дорожной карты",
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Скопируйте таблицу в Word или Excel вместе с заголовками столбцов и вставьте.",
    )
    file = forms.FileField(
        label="файл (вместо таблицы)",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text="Word (.docx), Excel (.xlsx), текст (.txt, .tsv) или HTML, до 10 МБ.",
    )
    title = forms.CharField(
        label="Название",
        required=False,
        max_length=LONGEST_TITLE,
        help_text="Можно не заполнять, если название стоит над таблицей.",
    )
    starts_on = RussianDateField(
        label="Период с", help_text="К нему относятся сроки «в течение всего периода реализации»."
    )
    ends_on = RussianDateField(label="по")
    mark_reported_done = forms.BooleanField(
        label="Отметить выполненными мероприятия, у которых есть отчёт об исполнении",
        required=False,
    )

    def __init__(self, *args, draft=None, **kwargs):
        self.draft = draft
        self.parsed = None
        self.source_name = ""
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Период заканчивается раньше, чем начинается.")
        if not self.errors:
            self.read_source(cleaned)
        return cleaned

    def read_source(self, cleaned):
        """Parse what was given; the message of a refusal stands at the field it came from."""
        text, file = cleaned.get("text", ""), cleaned.get("file")
        try:
            self.parsed = self.parsed_source(text, file)
        except RoadmapError as error:
            self.add_error("file" if file else "text", str(error))
            return
        cleaned["title"] = cleaned.get("title") or self.parsed.title[:LONGEST_TITLE]
        if not cleaned["title"]:
            self.add_error("title", "Над таблицей нет названия: напишите его здесь.")

    def parsed_source(self, text, file):
        if file:
            self.source_name = file.name
            return parse_upload(file.read(LARGEST_FILE + 1), file.name)
        if text.strip():
            # A pasted page may be as hostile as a file: it is read by the same limited child.
            return parse_upload(text.encode(), "")
        if self.draft:
            self.source_name = self.draft.source_name
            return parsed_from_json(self.draft.parsed)
        raise RoadmapError("Вставьте таблицу дорожной карты или выберите файл.")


class TaskReportForm(StyledFormMixin, forms.Form):
    """How a task goes. `seen` is the mark of the report the writer had in front of them."""

    submit_text = "Сохранить отчёт"

    progress = forms.ChoiceField(
        label="Состояние", choices=Task.Progress.choices, widget=forms.RadioSelect
    )
    done_on = RussianDateField(
        label="Дата выполнения",
        required=False,
        help_text="Для выполненного. Если не указать, запишется сегодняшняя.",
    )
    report_text = forms.CharField(
        label="Отчёт об исполнении",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="Что сделано, номера и даты приказов, ссылки. Фамилии детей не нужны.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, task, **kwargs):
        now = {name: getattr(task, name) for name in ("progress", "done_on", "report_text")}
        super().__init__(*args, initial=now | {"seen": report_mark(task)}, **kwargs)
        self.helper.form_action = reverse("roadmaps:task_report", args=[task.pk])

    def show_what_stands(self, task):
        """After a clash the typed text stays; the next save is measured against the new row."""
        self.data = self.data.copy()
        self.data["seen"] = report_mark(task)

    def clean(self):
        cleaned = super().clean()
        is_done = cleaned.get("progress") == Task.Progress.DONE
        if is_done and not cleaned.get("done_on") and "done_on" not in self.errors:
            cleaned["done_on"] = timezone.localdate()
        return cleaned


class TaskForm(StyledFormMixin, forms.Form):
    """What the plan says of a task; dates typed here override the reading of the deadline."""

    DATED = frozenset({"deadline_text", "starts_on", "due_on"})

    number = forms.CharField(label="Номер", required=False, max_length=40)
    title = forms.CharField(label="Мероприятие", widget=forms.Textarea(attrs={"rows": 3}))
    deadline_text = forms.CharField(
        label="Срок, как в плане",
        required=False,
        help_text="Изменённый текст будет прочитан заново.",
    )
    starts_on = RussianDateField(label="Начало по календарю", required=False)
    due_on = RussianDateField(
        label="Срок по календарю",
        required=False,
        help_text="Изменённые здесь даты важнее прочитанных; текст срока останется как в плане.",
    )
    responsible = forms.CharField(
        label="Ответственный", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    expected_result = forms.CharField(
        label="Результат, вид документа", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    heading = long_text("Подзаголовок", required=False)
    content = long_text("Содержание", rows=4, required=False)
    place = PlaceField(required=False)
    # The mark of the plan's words the writer had in front of them.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, task, **kwargs):
        names = [name for name in self.base_fields if name not in ("seen", "place")]
        now = {name: getattr(task, name) for name in names}
        now |= {"seen": plan_mark(task), "place": code_of(place_of(task))}
        super().__init__(*args, initial=now, **kwargs)
        tell_columns(self, task.section.roadmap)
        self.fields["place"].show(task.section.roadmap, without=task)

    def show_what_stands(self, task):
        """After a clash the typed text stays; the next save is measured against the new row."""
        self.data = self.data.copy()
        self.data["seen"] = plan_mark(task)

    def changes(self):
        """Arguments of `update_task`; dates only if they were changed by hand."""
        names = ["number", "title", "deadline_text", "responsible", "expected_result"]
        names += [name for name in ("heading", "content") if name in self.fields]
        typed = {name: self.cleaned_data[name] for name in names}
        if "place" in self.changed_data:
            typed["place"] = self.cleaned_data["place"]
        typed["seen"] = self.cleaned_data["seen"] or None
        if {"starts_on", "due_on"} & set(self.changed_data):
            typed["dates"] = self.cleaned_data["starts_on"], self.cleaned_data["due_on"]
        return typed


class EvidenceForm(StyledFormMixin, forms.Form):
    submit_text = "Приложить"

    file = forms.FileField(
        label="Файл", help_text="PDF, DOCX, XLSX, PPTX, ODT, ODS, JPG или PNG, до 10 МБ."
    )
    name = forms.CharField(
        label="Название", required=False, max_length=255, help_text="Пусто – возьмём имя файла."
    )
