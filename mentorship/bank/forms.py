from django import forms
from django.forms.models import fields_for_model, model_to_dict
from django.utils import timezone

from mentorship.bank.affiliations import Standing, standing_on
from mentorship.bank.births import Birth, read_birth
from mentorship.bank.models import Affiliation, Partner, Person
from mentorship.core.forms import RussianDateField, StyledFormMixin
from mentorship.core.stale_forms import StaleCheckedForm

NAME_FIELDS = ("last_name", "first_name", "patronymic", "sex")
CONTACT_FIELDS = ("contacts", "representative_name", "representative_contacts")
STANDING_FIELDS = ("category", "place", "teaching_since")
PERSON_FIELDS = (*NAME_FIELDS, *CONTACT_FIELDS, "partner")


class BirthField(forms.CharField):
    """«2009» or «05.03.2009»; the value is a `Birth`."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Год или дата рождения")
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", "2009 или 05.03.2009. По году считаются показатели.")
        super().__init__(max_length=40, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_birth(text, on=timezone.localdate())
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


def birth_of(person):
    """What the field shows of a person already known."""
    return str(Birth(person.birth_year, person.born_on)) if person.birth_year else ""


def set_birth(person, birth):
    person.born_on = birth.day if birth else None
    person.birth_year = birth.year if birth else None


def person_fields(member):
    """Fields of a person for a form about something else, choices limited to visible rows."""
    fields = fields_for_model(Person, PERSON_FIELDS)
    fields["partner"].queryset = Partner.objects.visible_to(member)
    fields["partner"].help_text = "Только для наставника от предприятия."
    fields["contacts"].help_text = "Телефон или почта для связи."
    fields["sex"].help_text = "Если не указать, определится по имени."
    return fields


class PersonForm(StaleCheckedForm):
    """The card of a person; what they are and the banks have forms of their own."""

    birth = BirthField()

    class Meta:
        model = Person
        fields = PERSON_FIELDS

    def __init__(self, *args, is_disclosed=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.visible_to(self.member)
        self.initial["birth"] = birth_of(self.instance)
        self.order_fields([*NAME_FIELDS, "birth", *CONTACT_FIELDS, "partner"])
        if not is_disclosed:
            del self.fields["partner"]

    def _post_clean(self):
        if "birth" in self.cleaned_data:
            set_birth(self.instance, self.cleaned_data["birth"])
        super()._post_clean()


class StandingForm(StyledFormMixin, forms.Form):
    """A move to another class or position from a day on."""

    category = forms.ChoiceField(label="Кем является", choices=Affiliation.Category)
    place = forms.CharField(label="Класс или должность", max_length=200)
    teaching_since = forms.IntegerField(
        label="Педагогический стаж с года", required=False, min_value=1940, max_value=2100
    )
    since = RussianDateField(label="С какого дня")

    @staticmethod
    def initial_for(person):
        today = timezone.localdate()
        standing = standing_on(person, today)
        known = model_to_dict(standing, STANDING_FIELDS) if standing else {}
        return known | {"since": today}

    @property
    def standing(self):
        cleaned = self.cleaned_data
        return Standing(cleaned["category"], cleaned["place"], cleaned["teaching_since"])


class LeaveForm(StyledFormMixin, forms.Form):
    """The end of an entry: the day and what came of it (both banks get results back, S002 33).

    Without a consent in force the day alone: the outcome is neither shown nor written over.
    """

    submit_text = "Завершить участие"

    left_on = RussianDateField(label="Дата завершения программы")
    outcome = forms.CharField(
        label="Результаты программы", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, is_disclosed, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_disclosed:
            del self.fields["outcome"]
