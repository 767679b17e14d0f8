"""Filters of those who wait and of those who are free: the same forms and topics on both sides."""

import django_filters
from crispy_forms.helper import FormHelper
from django.utils import timezone

from mentorship.bank.models import MenteeTopic, MentoringForm, MentorTopic, Person
from mentorship.bank.topics import offered_topics
from mentorship.core.names import search_key
from mentorship.pairs.waiting import lists
from mentorship.pairs.waiting.supply import NONE

STEPS = [("overdue", "просрочено"), ("nothing", "не назначено"), ("planned", "назначено")]


class MarketFilter(django_filters.FilterSet):
    """By name, form and topic; «не указано» is a choice too, so that every number opens a list."""

    q = django_filters.CharFilter(method="filter_q", label="Поиск")
    form = django_filters.ChoiceFilter(
        choices=[], method="filter_form", label="Форма", empty_label="Форма: все"
    )
    topic = django_filters.ChoiceFilter(
        choices=[], method="filter_topic", label="Тема", empty_label="Тема: все"
    )

    form_field = ""
    topic_rows: type[MenteeTopic] | type[MentorTopic]

    def __init__(self, *args, member, school_year, **kwargs):
        super().__init__(*args, **kwargs)
        self.school_year = school_year
        forms = [(str(form.pk), form.title) for form in MentoringForm.objects.all()]
        topics = [(str(topic.pk), topic.title) for topic in offered_topics(member)]
        nothing = (NONE, "не указано")
        self.filters["form"].extra["choices"] = [*forms, nothing]
        self.filters["topic"].extra["choices"] = [*topics, nothing]
        self.form.helper = FormHelper()
        self.form.helper.form_tag = False
        self.form.helper.disable_csrf = True
        self.form.helper.label_class = "visually-hidden"
        self.form.fields["q"].widget.attrs |= {"placeholder": "Фамилия", "type": "search"}

    def filter_q(self, entries, name, value):
        return entries.filter(person__in=Person.objects.named_like(search_key(value)))

    def filter_form(self, entries, name, value):
        return entries.filter(**{self.form_field: None if value == NONE else value})

    def filter_topic(self, entries, name, value):
        rows = self.topic_rows.objects.filter(entry__in=entries.order_by().values("pk"))
        if value == NONE:
            return entries.exclude(pk__in=rows.values("entry"))
        return entries.filter(pk__in=rows.filter(topic=value).values("entry"))


class WaitingFilter(MarketFilter):
    step = django_filters.ChoiceFilter(
        choices=STEPS,
        method="filter_step",
        label="Следующее действие",
        empty_label="Следующее действие: не важно",
    )
    form_field = "form"
    topic_rows = MenteeTopic

    def filter_step(self, entries, name, value):
        if value == "overdue":
            return lists.with_overdue_action(entries, self.school_year, timezone.localdate())
        nothing = lists.without_next_action(entries, self.school_year)
        if value == "nothing":
            return nothing
        return entries.exclude(pk__in=nothing.order_by().values("pk"))


class PlaceFilter(MarketFilter):
    form_field = "forms"
    topic_rows = MentorTopic
