from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator

from mentorship.bank.models import Topic
from mentorship.bank.topics import offered_topics
from mentorship.core.forms import StyledFormMixin, StyledModelForm


class GroupedTopics(ModelChoiceIterator):
    """Topics under the names of their groups; the queryset comes ordered by group."""

    def __iter__(self):
        for group, topics in groupby(self.queryset, key=lambda topic: topic.get_group_display()):
            yield group, [self.choice(topic) for topic in topics]


class TopicChoices(forms.SelectMultiple):
    """The folded catalogue as ticks, with the place above it where suggestions appear."""

    template_name = "bank/_topic_choices.html"
    use_fieldset = True

    def id_for_label(self, id_, index=None):
        return ""


class TopicsField(forms.ModelMultipleChoiceField):
    """Topics of an entry, of those offered to the member and those it has already."""

    widget = TopicChoices
    iterator = GroupedTopics

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Темы")
        kwargs.setdefault("required", False)
        super().__init__(Topic.objects.none(), **kwargs)

    def offer(self, member, entry):
        """Archived topics the entry has stay ticked until they are taken off."""
        topics = offered_topics(member)
        if entry.pk:
            own = Topic.objects.filter(pk__in=entry.topics.values("pk"))
            topics = (topics | own).order_by("group", "title", "pk")
        self.queryset = topics


class TopicForm(StyledModelForm):
    class Meta:
        model = Topic
        fields = ("title", "group", "keywords")
        widgets = {"keywords": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "keywords": (
                "Через запятую. По ним система предложит тему тому, кто пишет своими словами: "
                "«алгебра, геометрия, задачи по математике»."
            )
        }

    def clean_title(self):
        """One title once, over one's own lines and those from above."""
        title = " ".join(self.cleaned_data["title"].split())
        known = Topic.objects.shared_with(self.member).in_use().filter(title__iexact=title)
        if namesake := known.exclude(pk=self.instance.pk).select_related("organization").first():
            raise forms.ValidationError(
                f"Тема «{namesake.title}» уже есть: {namesake.organization.short_name}."
            )
        return title


class TopicMergeForm(StyledFormMixin, forms.Form):
    submit_text = "Объединить"

    into = forms.ModelChoiceField(
        label="С какой темой объединить",
        queryset=Topic.objects.none(),
        empty_label="Выберите тему",
        help_text="Записи перейдут к выбранной теме, эта уйдёт в архив.",
    )

    def __init__(self, *args, member, topic, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = offered_topics(member).exclude(pk=topic.pk)
