import django_filters
from crispy_forms.helper import FormHelper
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from mentorship.bank.affiliations import latest_on
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
        people = Person.objects.visible_to(self.member).order_by()
        for word in search_key(value).split():
            named = people.filter(search_text__contains=word).values("pk")
            # A union, not an OR: each half goes by its own index.
            entries = entries.filter(person__in=named.union(self.placed(word)))
        return entries

    def placed(self, word):
        """People by a part of their class or position on the year's day."""
        letters = "".join(filter(str.isalnum, word))
        standing = Affiliation.objects.visible_to(self.member).order_by()
        if not letters:
            return standing.none().values("person")
        found = standing.alias(key=letters_of("place")).filter(key__contains=letters)
        day = self.school_year.counted_on(timezone.localdate())
        latest = Subquery(latest_on(day).values("pk")[:1])
        return found.filter(pk=latest).values("person")

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
