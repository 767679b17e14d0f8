import django_filters
from crispy_forms.helper import FormHelper
from django.db.models import Exists, OuterRef, Q

from mentorship.bank.companions import COMPANIONS, is_paired
from mentorship.bank.letters import letters_of
from mentorship.bank.models import (
    Affiliation,
    MentorEntry,
    MentoringForm,
    Partner,
    Person,
    Topic,
)
from mentorship.bank.topics import offered_topics
from mentorship.core.names import search_key


class EntryFilter(django_filters.FilterSet):
    """Filters of both bank lists, fed with the already visible rows of `entry_list`."""

    words = django_filters.CharFilter(method="filter_words", label="Поиск")
    form = django_filters.ModelChoiceFilter(
        queryset=MentoringForm.objects.all(),
        method="filter_form",
        label="Форма",
        empty_label="Форма: все",
    )
    topic = django_filters.ModelChoiceFilter(
        queryset=Topic.objects.none(),
        method="filter_topic",
        label="Тема",
        empty_label="Тема: все",
    )
    consent = django_filters.ChoiceFilter(
        choices=[("yes", "Согласие: есть"), ("no", "Согласие: нет")],
        method="filter_consent",
        label="Согласие",
        empty_label="Согласие: любое",
    )
    companion = django_filters.ChoiceFilter(choices=[], method="filter_companion")

    form_field = ""

    def __init__(self, *args, bank, member, school_year, **kwargs):
        super().__init__(*args, **kwargs)
        self.bank, self.member, self.school_year = bank, member, school_year
        self.filters["topic"].queryset = offered_topics(member)
        if len(COMPANIONS.items()):
            title = self.filters["companion"].label = bank.companion
            self.filters["companion"].extra |= {
                "empty_label": f"{title}: не важно",
                "choices": [("yes", f"{title}: есть"), ("no", f"{title}: нет")],
            }
        else:
            del self.filters["companion"]
        if "partner" in self.filters:
            partners = Partner.objects.visible_to(member)
            self.filters["partner"].queryset = partners
        self.form.helper = FormHelper()
        self.form.helper.form_tag = False
        self.form.helper.disable_csrf = True
        self.form.helper.label_class = "visually-hidden"
        self.form.fields["words"].widget.attrs |= {
            "placeholder": "Фамилия, имя или класс",
            "type": "search",
        }

    def filter_words(self, entries, name, value):
        """Every word is a part of the name or of the class: «7а» finds «7 «А»»."""
        people = Person.objects.visible_to(self.member)
        for word in search_key(value).split():
            named = Q(person__in=people.filter(search_text__contains=word).values("pk"))
            entries = entries.filter(named | self.in_place(word))
        return entries

    def in_place(self, word):
        """First by the index who was ever in such a class, then who is on the day."""
        letters = "".join(filter(str.isalnum, word))
        if not letters:
            return Q(pk__in=[])
        ever = Affiliation.objects.visible_to(self.member).alias(key=letters_of("place"))
        holders = ever.filter(key__contains=letters).values("person")
        return Q(person__in=holders) & Q(place_key__contains=letters)

    def filter_form(self, entries, name, value):
        return entries.filter(**{self.form_field: value})

    def filter_topic(self, entries, name, value):
        """Without a consent in force nobody's topic is told, not even by a filter."""
        rows = self.bank.model.topics.through.objects.filter(topic=value, entry=OuterRef("pk"))
        return entries.filter(Exists(rows), is_disclosed=True)

    def filter_consent(self, entries, name, value):
        return entries.filter(is_agreed=value == "yes")

    def filter_companion(self, entries, name, value):
        paired = is_paired(self.bank.code, self.school_year)
        return entries.filter(paired if value == "yes" else ~paired)


class MentorFilter(EntryFilter):
    partner = django_filters.ModelChoiceFilter(
        queryset=Partner.objects.none(),
        field_name="person__partner",
        label="Партнёр",
        empty_label="Партнёр: любой",
    )
    stage = django_filters.ChoiceFilter(
        choices=MentorEntry.Stage.choices,
        method="filter_stage",
        label="Отбор",
        empty_label="Отбор: любой этап",
    )
    form_field = "forms"

    def filter_stage(self, entries, name, value):
        return entries.filter(stage=value, is_disclosed=True)


class MenteeFilter(EntryFilter):
    form_field = "form"
