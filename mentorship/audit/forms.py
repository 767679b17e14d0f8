from datetime import datetime, time, timedelta

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from mentorship.accounts.models import User
from mentorship.audit.models import Reading
from mentorship.core.forms import RussianDateField, StyledFormMixin
from mentorship.organizations.models import Membership


def readers_of(member):
    """Everybody who works, or ever worked, in the member's institution."""
    colleagues = Membership.objects.visible_to(member)
    return User.objects.filter(pk__in=colleagues.values("user")).order_by("full_name", "pk")


def start_of(day):
    """The first moment of a day in the time zone of the region."""
    return timezone.make_aware(datetime.combine(day, time.min))


class ReadingFilter(forms.Form):
    """Filters of the log: who, what, from day to day; kept in the address."""

    user = forms.ModelChoiceField(
        User.objects.none(), label="Сотрудник", empty_label="Сотрудник: все", required=False
    )
    kind = forms.ChoiceField(
        choices=[
            ("", "Что: карточки и файлы"),
            ("any", "Что: всё со списками"),
            *Reading.Kind.choices,
        ],
        label="Что",
        required=False,
    )
    since = RussianDateField(label="С", required=False)
    until = RussianDateField(label="По", required=False)

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = readers_of(member)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.label_class = "visually-hidden"
        for name, words in (("since", "с дд.мм.гггг"), ("until", "по дд.мм.гггг")):
            self.fields[name].widget.attrs["placeholder"] = words

    def chosen(self, readings):
        """The readings that pass; a field that cannot be read narrows nothing."""
        self.is_valid()
        found = self.cleaned_data
        if user := found.get("user"):
            readings = readings.by(user)
        if since := found.get("since"):
            readings = readings.filter(at__gte=start_of(since))
        if until := found.get("until"):
            readings = readings.filter(at__lt=start_of(until + timedelta(days=1)))
        kind = found.get("kind", "")
        if not kind:
            return readings.disclosing()
        return readings if kind == "any" else readings.filter(kind=kind)


class MomentField(forms.DateTimeField):
    """«12.09.2025 08:00»; a day alone means its beginning."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(
            format="%d.%m.%Y %H:%M", attrs={"placeholder": "дд.мм.гггг чч:мм"}
        )
        formats = ["%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y"]
        super().__init__(widget=widget, input_formats=formats, **kwargs)

    def to_python(self, value):
        """A year nobody means would run over the ends of the calendar."""
        moment = super().to_python(value)
        if moment and not 2000 <= moment.year <= 2100:
            raise forms.ValidationError("Проверьте год.")
        return moment


class IncidentForm(StyledFormMixin, forms.Form):
    """Whose readings, and between which moments: what an inquiry after a leak asks for."""

    submit_text = "Скачать сведения"

    user = forms.ModelChoiceField(User.objects.none(), label="Сотрудник", empty_label=None)
    since = MomentField(label="С какого момента", help_text="Например, 12.09.2025 08:00.")
    until = MomentField(label="По какой момент", help_text="Включительно.")

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = readers_of(member)
        self.helper.form_method = "get"
        self.helper.disable_csrf = True

    def clean(self):
        found = super().clean()
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", "Конец раньше начала: поменяйте моменты местами.")
        return found
