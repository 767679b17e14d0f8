from crispy_forms.layout import Submit
from django import forms

from mentorship.core.forms import RussianDateField, StyledFormMixin
from roadmaps.editing.services import WHY, head_mark, is_worked_on, section_mark
from roadmaps.models import Roadmap, Section, Task
from roadmaps.positions import Place, end_of
from roadmaps.services import LONGEST_NUMBER, LONGEST_TITLE

FIRST = "первым"
LONGEST_CHOICE = 70


class PlaceField(forms.TypedChoiceField):
    """Sections of a plan as groups, in each «в начале раздела» and «после …» every task."""

    def __init__(self, **kwargs):
        super().__init__(coerce=self.place_from, empty_value=None, label="Место в плане", **kwargs)

    def show(self, roadmap, *, without=None):
        """Offer the places of a plan; `without` the task that is to be moved."""
        sections = Section.objects.filter(roadmap=roadmap).prefetch_related("tasks")
        self.choices = [
            (named(section), list(self.places_in(section, without)))
            for section in sections.order_by("position", "pk")
        ]

    @staticmethod
    def places_in(section, without):
        yield code_of(Place(section.pk)), "в начале раздела"
        for task in section.tasks.all():
            if task != without:
                yield code_of(Place(section.pk, task.pk)), f"после «{called(task)}»"

    @staticmethod
    def place_from(code):
        section, _, after = code.partition("-")
        return Place(int(section), int(after) or None)


def code_of(place):
    return f"{place.section}-{place.after or 0}"


def called(task):
    return shortened(f"{task.number} {task.title}")


def named(section):
    return shortened(f"{section.number} {section.title}") or "Без названия"


def shortened(text):
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_CHOICE else f"{words[:LONGEST_CHOICE].rstrip()}…"


def long_text(label, rows=2, **kwargs):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=20_000, **kwargs)


class NewTaskForm(StyledFormMixin, forms.Form):
    """A task added by hand. Columns this plan does not have are not asked for."""

    submit_text = "Добавить"

    place = PlaceField()
    number = forms.CharField(label="Номер", required=False, max_length=LONGEST_NUMBER)
    heading = long_text("Подзаголовок", required=False)
    title = long_text("Мероприятие", rows=3)
    content = long_text("Содержание", rows=4, required=False)
    deadline_text = forms.CharField(
        label="Срок",
        required=False,
        max_length=2000,
        help_text="Словами, как в плане: «до 20.10.2026», «ежемесячно», «сентябрь – май».",
    )
    responsible = long_text("Ответственный", required=False)
    expected_result = long_text("Результат, вид документа", required=False)

    def __init__(self, *args, roadmap, section=None, **kwargs):
        super().__init__(*args, **kwargs)
        tell_columns(self, roadmap)
        self.fields["place"].show(roadmap)
        last = section or Section.objects.filter(roadmap=roadmap).order_by("position", "pk").last()
        if last:
            self.fields["place"].initial = code_of(end_of(last))
        else:
            del self.fields["place"]
        self.helper.add_input(Submit("more", "Добавить и ещё одно", css_class="btn-plain"))


def tell_columns(form, roadmap):
    """Leave out the columns that no task of the plan has."""
    for name in ("heading", "content"):
        if not Task.objects.filter(section__roadmap=roadmap).exclude(**{name: ""}).exists():
            del form.fields[name]


class SectionForm(StyledFormMixin, forms.Form):
    number = forms.CharField(label="Номер", required=False, max_length=LONGEST_NUMBER)
    title = long_text("Раздел")
    after = forms.TypedChoiceField(
        label="Место в плане", required=False, coerce=int, empty_value=None
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, roadmap, section=None, **kwargs):
        others = list(Section.objects.filter(roadmap=roadmap).order_by("position", "pk"))
        here = others.index(section) if section else len(others)
        now = {"after": others[here - 1].pk if here else ""}
        if section:
            now |= {"number": section.number, "title": section.title, "seen": section_mark(section)}
        super().__init__(*args, initial=now, **kwargs)
        self.section = section
        self.fields["after"].choices = [
            ("", FIRST),
            *((row.pk, f"после «{named(row)}»") for row in others if row != section),
        ]

    def show_what_stands(self):
        """After a clash the typed text stays; the next save is measured against the new row."""
        if self.section and Section.objects.filter(pk=self.section.pk).exists():
            self.section.refresh_from_db()
            self.data = self.data.copy()
            self.data["seen"] = section_mark(self.section)


class PlanForm(StyledFormMixin, forms.Form):
    title = long_text("Название")
    starts_on = RussianDateField(label="Период с")
    ends_on = RussianDateField(
        label="по",
        help_text="Сроки, прочитанные по словам плана, пересчитаются; указанные вручную останутся.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, roadmap, **kwargs):
        self.roadmap = roadmap
        now = {name: getattr(roadmap, name) for name in ("title", "starts_on", "ends_on")}
        super().__init__(*args, initial=now | {"seen": head_mark(roadmap)}, **kwargs)

    def clean_title(self):
        title = " ".join(self.cleaned_data["title"].split())
        if len(title) > LONGEST_TITLE:
            raise forms.ValidationError(f"Название длиннее {LONGEST_TITLE} знаков.")
        return title

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Период заканчивается раньше, чем начинается.")
        return cleaned

    def show_what_stands(self):
        """After a clash the typed text stays; the next save is measured against the new row."""
        self.data = self.data.copy()
        self.data["seen"] = head_mark(Roadmap.objects.get(pk=self.roadmap.pk))


class RemovalForm(StyledFormMixin, forms.Form):
    """Why something leaves the plan; asked for only where people have worked on it."""

    submit_text = "Исключить"

    reason = forms.CharField(
        label="Почему исключается",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Увидят все, кто открывает план.",
        error_messages={"required": WHY},
    )

    def __init__(self, *args, tasks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_worked_on(tasks)
