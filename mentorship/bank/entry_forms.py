from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.forms.models import construct_instance, model_to_dict

from mentorship.bank.affiliations import Category, Standing, standing_on
from mentorship.bank.forms import (
    CONTACT_FIELDS,
    NAME_FIELDS,
    PERSON_FIELDS,
    STANDING_FIELDS,
    BirthField,
    birth_of,
    person_fields,
    set_birth,
)
from mentorship.bank.models import Affiliation, MenteeEntry, MentorEntry, Person
from mentorship.bank.services import find_doubles
from mentorship.bank.topic_forms import TopicsField
from mentorship.core.forms import RussianDateField
from mentorship.core.stale_forms import StaleCheckedForm

# Without a consent only name, class and contact are shown (architecture §4); the birth says who
# has to sign it.
OPEN_FIELDS = frozenset({*NAME_FIELDS, *CONTACT_FIELDS, "birth", "category", "place", "seen"})
OTHER_PERSON = "other"


class EntryForm(StaleCheckedForm):
    """Person, what they are, and the entry in one form; `services.save_entry` saves it whole.

    A new entry of somebody the institution seems to know already asks first who it is.
    """

    birth = BirthField()
    category = forms.ChoiceField(label="Кем является", choices=Affiliation.Category)
    place = forms.CharField(label="Класс или должность", max_length=200, required=False)
    teaching_since = forms.IntegerField(
        label="Педагогический стаж с года", required=False, min_value=1940, max_value=2100
    )
    topics = TopicsField()
    entered_on = RussianDateField(label="Дата вхождения в программу")

    bank_title = ""
    usual_category = Category.PUPIL
    end_fields: tuple[str, ...] = ("left_on", "outcome", "case_link")
    # Fields of a person that nobody of this bank has.
    not_asked: tuple[str, ...] = ()

    def __init__(self, *args, today, is_disclosed=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.doubles = today, []
        known = self.instance.person if self.instance.pk else None
        self.person = known or Person(institution=self.member.organization)
        self.fields |= person_fields(self.member)
        for name in self.not_asked:
            del self.fields[name]
        self.fields["topics"].offer(self.member, self.instance)
        self.initial |= model_to_dict(self.person, PERSON_FIELDS) | self.known_standing(known)
        if known is None:
            self.initial.setdefault("category", self.usual_category)
            for name in self.end_fields:
                del self.fields[name]
        if not is_disclosed:
            self.fields = {n: field for n, field in self.fields.items() if n in OPEN_FIELDS}
        self.helper.layout = self.layout()

    def known_standing(self, person):
        standing = person and standing_on(person, self.today)
        known = model_to_dict(standing, STANDING_FIELDS) if standing else {}
        return known | {"birth": birth_of(person)} if person else known

    def layout(self):
        person = ("same_person", *NAME_FIELDS, "birth", *STANDING_FIELDS, *CONTACT_FIELDS)
        person = [name for name in (*person, "partner") if name in self.fields]
        entry = [name for name in self.fields if name not in person]
        groups = [Fieldset("Человек", *person)]
        return Layout(*groups, *([Fieldset(self.bank_title, *entry)] if entry else []))

    def clean(self):
        super().clean()
        entered, left = self.cleaned_data.get("entered_on"), self.cleaned_data.get("left_on")
        if entered and left and left < entered:
            self.add_error("left_on", "Дата завершения раньше даты вхождения.")
        construct_instance(self, self.person, PERSON_FIELDS)
        if "birth" in self.cleaned_data:
            set_birth(self.person, self.cleaned_data["birth"])
        if self.instance.pk is None and self.person.last_name:
            self.doubles = find_doubles(member=self.member, person=self.person)
        if self.doubles:
            self.ask_who_it_is()

    def ask_who_it_is(self):
        """The question is asked once; its answer comes with the next press of the button."""
        known = {str(person.pk): person for person in self.doubles}
        choices = [(pk, f"Да: {self.described(person)}") for pk, person in known.items()]
        self.fields["same_person"] = forms.ChoiceField(
            label="Такой человек уже есть. Это он?",
            choices=[*choices, (OTHER_PERSON, "Нет, это другой человек")],
            widget=forms.RadioSelect,
        )
        self.helper.layout = self.layout()
        answer = self.data.get(self.add_prefix("same_person"), "")
        if answer in known:
            self.person = known[answer]
        elif answer != OTHER_PERSON:
            self.add_error("same_person", "Выберите, тот ли это человек: двойников не заводим.")

    def described(self, person):
        standing = standing_on(person, self.today)
        return ", ".join(filter(None, [person.full_name, str(standing or "")]))

    @property
    def standing(self):
        """What was typed; None for somebody known, whose card says it already."""
        if self.person in self.doubles:
            return None
        cleaned = self.cleaned_data
        since = cleaned.get("teaching_since", self.initial.get("teaching_since"))
        return Standing(cleaned["category"], cleaned["place"], since)


class MentorForm(EntryForm):
    left_on = RussianDateField(label="Дата завершения программы", required=False)
    case_link = forms.URLField(
        label="Ссылка на кейс или отзыв", required=False, max_length=500, assume_scheme="https"
    )
    capacity = forms.IntegerField(
        label="Сколько наставляемых может вести",
        min_value=1,
        max_value=100,
        error_messages=dict.fromkeys(
            ["min_value", "max_value", "invalid"], "Укажите число наставляемых от 1 до 100."
        ),
    )
    bank_title = "В базе наставников"
    usual_category = Category.TEACHER

    class Meta:
        model = MentorEntry
        fields = (
            "forms",
            "competences",
            "achievements",
            "interests",
            "topics",
            "desired_age",
            "time_resource",
            "capacity",
            "entered_on",
            "left_on",
            "outcome",
            "case_link",
        )
        widgets = {
            "forms": forms.CheckboxSelectMultiple,
            **{
                name: forms.Textarea(attrs={"rows": 3})
                for name in ("competences", "achievements", "interests", "outcome")
            },
        }


class MenteeForm(EntryForm):
    left_on = RussianDateField(label="Дата завершения программы", required=False)
    case_link = forms.URLField(
        label="Ссылка на кейс или отзыв", required=False, max_length=500, assume_scheme="https"
    )
    bank_title = "В базе наставляемых"
    end_fields = ("left_on", "outcome", "case_link", "completion_mark")
    not_asked = ("partner",)

    class Meta:
        model = MenteeEntry
        fields = (
            "form",
            "request",
            "interests",
            "topics",
            "entered_on",
            "left_on",
            "outcome",
            "case_link",
            "completion_mark",
        )
        widgets = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("request", "interests", "outcome")
        }
