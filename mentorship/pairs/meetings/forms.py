from datetime import date

from django import forms
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.core.forms import (
    RussianDateField,
    RussianTimeField,
    StyledFormMixin,
    StyledModelForm,
)
from mentorship.pairs.meetings import directions, rules
from mentorship.pairs.meetings.series import days_of_series, read_periods
from mentorship.pairs.models import Meeting, OwnDirection

DAYS_WORDS = "Например: 28.10.2024 – 04.11.2024, 09.05.2025."


class PickMembers(forms.CheckboxSelectMultiple):
    """Ticks in a row; an error in the summary leads to the group of them."""

    def id_for_label(self, id_, index=None):
        return id_ if index is None else super().id_for_label(id_, index)


class HeldMixin(forms.Form):
    """What every entry of a held meeting asks: direction from both lists, and who came.

    Who came is asked of a group; the only mentee of a pair came, or it was no meeting.
    """

    def set_up(self, meeting, members, choices):
        # The pair as the page read it: the service puts the locked one into the meeting.
        self.meeting, self.members, self.pair = meeting, members, meeting.pair
        direction = self.fields["direction"]
        direction.choices = [directions.ASKED, *choices]
        direction.initial = self.initial.setdefault("direction", meeting.direction_code)
        if len(members) > 1:
            self.fields["came"] = forms.MultipleChoiceField(
                label="Кто пришёл",
                choices=[(str(m.pk), m.person.short_name) for m in members],
                initial=[str(pk) for pk in self.present()],
                required=False,
                widget=PickMembers,
            )

    def present(self):
        if self.meeting.pk is None or self.meeting.held_on is None:
            return [member.pk for member in self.members]
        return [mark.member_id for mark in self.meeting.attendances.all() if mark.came]

    @property
    def came(self):
        """Members who came; None: all of the pair."""
        if "came" not in self.fields:
            return None
        return [int(pk) for pk in self.cleaned_data["came"]]

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day:
            said(rules.held_problems(self.meeting.pair, day, timezone.localdate()))
        return day

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        if minutes is not None:
            said(rules.minutes_problems(minutes))
        return minutes

    def clean_came(self):
        came = self.cleaned_data["came"]
        said([] if came else rules.attendance_problems((), ()))
        return came


def said(problems):
    if problems:
        raise forms.ValidationError(problems)


def direction_field(**kwargs):
    return forms.ChoiceField(
        label="Направление", error_messages={"required": "Выберите направление."}, **kwargs
    )


class MeetingForm(HeldMixin, StyledModelForm):
    """A meeting that was held; one short form with today's date."""

    submit_text = "Записать встречу"
    held_on = RussianDateField(label="Дата встречи")
    direction = direction_field()

    class Meta:
        model = Meeting
        fields = ("held_on", "stage", "minutes", "format", "summary")
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}

    field_order = ("held_on", "stage", "direction", "minutes", "came", "format", "summary")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        meeting = self.instance
        members = list(rules.members_on(meeting.pair, meeting.day))
        self.set_up(meeting, members, directions.offered_to(meeting.pair.institution_id, meeting))
        self.order_fields(self.field_order)

    def _post_clean(self):
        super()._post_clean()
        directions.put_direction(self.instance, self.cleaned_data.get("direction", ""))


class RowMeetingForm(HeldMixin):
    """The same in one row: of the table of many pairs, and of the sheet under a pair's button.

    In the table a row without a day is not filled in: it is passed over unless it was changed.
    """

    held_on = RussianDateField(label="Дата", required=False)
    direction = direction_field(required=False)
    minutes = forms.IntegerField(label="Минут", required=False, min_value=0)

    def __init__(self, *args, meeting, members, choices, **kwargs):
        super().__init__(*args, prefix=f"p{meeting.pair_id}", **kwargs)
        self.initial = {"held_on": meeting.held_on, "minutes": meeting.minutes}
        # The template draws the row itself: nothing gives its controls their look.
        for name, look in (("held_on", "control"), ("direction", "select"), ("minutes", "control")):
            self.fields[name].widget.attrs["class"] = f"form-{look} {name}"
        self.set_up(meeting, members, choices)

    @property
    def came_field(self):
        """The ticks, None of a pair with one mentee."""
        return self["came"] if "came" in self.fields else None

    @property
    def is_filled(self):
        return bool(self.cleaned_data.get("held_on"))

    def clean(self):
        cleaned = super().clean()
        if "held_on" in self.errors:
            return cleaned
        if not cleaned.get("held_on"):
            if self.has_changed():
                self.add_error("held_on", "Укажите дату встречи.")
            return cleaned
        for name, words in (("direction", "Выберите направление."), ("minutes", "Укажите минуты.")):
            if name not in self.errors and not cleaned.get(name):
                self.add_error(name, words)
        return cleaned

    def filled_meeting(self):
        """The meeting as typed; for a valid and filled row."""
        self.meeting.held_on = self.cleaned_data["held_on"]
        self.meeting.minutes = self.cleaned_data["minutes"]
        directions.put_direction(self.meeting, self.cleaned_data["direction"])
        return self.meeting


def link_field():
    return forms.URLField(
        label="Ссылка для подключения", required=False, max_length=500, assume_scheme="https"
    )


class PlanForm(StyledModelForm):
    """One meeting ahead, or a series of them."""

    WEEKS = (("0", "не повторять"), ("1", "каждую неделю"), ("2", "каждые две недели"))
    submit_text = "Запланировать"

    planned_for = RussianDateField(label="Дата первой встречи")
    time = RussianTimeField(label="Начало", required=False)
    weeks = forms.ChoiceField(label="Повторять", choices=WEEKS, required=False)
    until = RussianDateField(label="Повторять до", required=False)
    left_out = forms.CharField(
        label="Кроме дней",
        required=False,
        max_length=500,
        help_text=f"Каникулы и праздники системе не известны: укажите их здесь. {DAYS_WORDS}",
    )
    direction = direction_field(required=False)
    link = link_field()

    class Meta:
        model = Meeting
        fields = ("planned_for", "time", "minutes", "stage", "format", "place", "link")

    field_order = ("planned_for", "time", "minutes", "weeks", "until", "left_out", "stage")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        pair = self.instance.pair
        self.fields["until"].initial = pair.ends_on
        choices = directions.offered_to(pair.institution_id)
        self.fields["direction"].choices = [("", "решится позже"), *choices]
        self.fields["direction"].initial = self.instance.direction_code
        self.order_fields(self.field_order)

    def clean_planned_for(self):
        day, pair = self.cleaned_data["planned_for"], self.instance.pair
        said(rules.planned_problems(pair, day, timezone.localdate()))
        return day

    def clean_minutes(self):
        said(rules.minutes_problems(self.cleaned_data["minutes"]))
        return self.cleaned_data["minutes"]

    def clean_left_out(self):
        try:
            return read_periods(self.cleaned_data["left_out"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self):
        cleaned = super().clean()
        if {"planned_for", "until", "left_out"} & self.errors.keys():
            return cleaned
        until = min(cleaned.get("until") or date.max, self.instance.pair.ends_on)
        weeks = int(cleaned.get("weeks") or 0)
        try:
            self.days = days_of_series(cleaned["planned_for"], until, weeks, cleaned["left_out"])
        except ValueError as error:
            self.add_error("until", str(error))
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        directions.put_direction(self.instance, self.cleaned_data.get("direction") or "")


class PlanChangeForm(StyledModelForm):
    """Another day, time or place of a planned meeting."""

    submit_text = "Перенести"
    planned_for = RussianDateField(label="Дата")
    time = RussianTimeField(label="Начало", required=False)
    link = link_field()

    class Meta:
        model = Meeting
        fields = ("planned_for", "time", "minutes", "format", "place", "link")

    def clean_minutes(self):
        said(rules.minutes_problems(self.cleaned_data["minutes"]))
        return self.cleaned_data["minutes"]


class CancelForm(StyledFormMixin, forms.Form):
    """Why a planned meeting will not be."""

    submit_text = "Отменить встречу"
    reason = forms.CharField(
        label="Причина отмены", max_length=200, help_text="Без подробностей о здоровье."
    )
    with_later = forms.BooleanField(
        label="Отменить и все следующие запланированные встречи этой пары", required=False
    )


class OwnDirectionForm(StyledModelForm):
    """The name of a school's own direction."""

    class Meta:
        model = OwnDirection
        fields = ("title",)


class HappenedForm(forms.Form):
    """The mentee's answer: yes or no."""

    link = forms.CharField(widget=forms.HiddenInput)
    happened = forms.TypedChoiceField(
        label="Встреча состоялась?",
        choices=(("yes", "Да"), ("no", "Нет")),
        coerce=lambda value: value == "yes",
        error_messages={"required": "Выберите «да» или «нет»."},
    )


def save_or_say(form, save):
    """Run a service; its refusal becomes an error of the form, and None is given."""
    try:
        return save()
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None
