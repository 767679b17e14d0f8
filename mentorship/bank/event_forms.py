from django import forms

from mentorship.bank.models import Event, EventSession, Person
from mentorship.core.forms import RussianDateField, RussianTimeField, StyledModelForm


class EventForm(StyledModelForm):
    starts_on = RussianDateField(label="Дата")
    ends_on = RussianDateField(
        label="По", required=False, help_text="Если мероприятие идёт несколько дней."
    )
    starts_time = RussianTimeField(label="Начало", required=False)
    materials_link = forms.URLField(
        label="Материалы",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Ссылка на программу, презентации, публикацию, страницу сообщества.",
    )

    class Meta:
        model = Event
        fields = (
            "kind",
            "title",
            "starts_on",
            "ends_on",
            "starts_time",
            "place",
            "program",
            "materials_link",
            "result",
            "is_shared",
        )
        widgets = {
            "program": forms.Textarea(attrs={"rows": 5}),
            "result": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "result": "Без имён участников: результат каждого записывается в его строке списка."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Выберите вид"), *Event.Kind.choices]
        if self.member.organization.is_institution:
            del self.fields["is_shared"]
        if not self.instance.pk:
            del self.fields["result"]

    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Мероприятие заканчивается раньше, чем начинается.")


class SessionForm(StyledModelForm):
    submit_text = "Добавить занятие"

    held_on = RussianDateField(label="Дата")
    time = RussianTimeField(label="Начало", required=False)

    class Meta:
        model = EventSession
        fields = ("held_on", "time", "title", "hours")


class PeopleForm(forms.Form):
    """Ticked people of those who may be put on the list."""

    people = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(),
        error_messages={"required": "Отметьте хотя бы одного человека."},
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = candidates
