"""Form fields of questions: on the page of the link (big targets), and on the curator's desk."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms

from mentorship.bank.models import Topic
from mentorship.surveys.answers import LONGEST_CONTACT
from mentorship.surveys.questions import LONGEST_TEXT, SCALE, Field, Kind, Question

WORDS_OF = {"yes": True, "no": False}
# Not the empty value: nothing is chosen before somebody chooses.
UNSURE = "unsure"
# What the bank keeps in one short line is written in one.
_SHORT = {Field.PLACE: 200, Field.TIME_RESOURCE: 200, Field.DESIRED_AGE: 100}
_LONGEST = {Kind.NAME: 200, Kind.CONTACT: LONGEST_CONTACT, Kind.DATE: 40, Kind.TEXT: LONGEST_TEXT}
_HINTS = {
    Kind.DATE: "Например: 05.03.2009 или 2009.",
    Kind.NAME: "Полностью, например: Иванова Мария Петровна.",
    Kind.CONTACT: "Номер телефона или адрес электронной почты.",
}
Choices = Sequence[tuple[Any, Any]]


class ScaleSelect(forms.RadioSelect):
    """Ten radio buttons in a row; two rows of five on a narrow phone."""

    template_name = "surveys/widgets/scale.html"


class BigRadioSelect(forms.RadioSelect):
    template_name = "surveys/widgets/choices.html"


class BigCheckboxes(forms.CheckboxSelectMultiple):
    template_name = "surveys/widgets/choices.html"


def topic_choices(topics: Iterable[Topic]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Topics under the names of their groups; the answer keeps the words, not the row."""
    ordered = sorted(topics, key=lambda topic: (topic.group, topic.title))
    return [
        (Topic.Group(group).label, [(topic.title, topic.title) for topic in members])
        for group, members in groupby(ordered, key=lambda topic: topic.group)
    ]


def field_of(
    question: Question, topics: Choices, *, on_paper: bool, people: Choices = ()
) -> forms.Field:
    """The field of a question; its cleaned value is what is kept as the answer."""
    common: dict[str, Any] = {
        "label": question.text,
        "required": question.required,
        "help_text": question.hint or _HINTS.get(Kind(question.kind), ""),
    }
    if question.kind == Kind.SCALE:
        return _scale(common, on_paper)
    if question.kind == Kind.YES_NO:
        return _yes_no(common, question, on_paper)
    if question.kind in (Kind.ONE_OF, Kind.SEVERAL_OF, Kind.TOPICS):
        return _choice(common, question, topics)
    if question.kind == Kind.MENTORS:
        return forms.MultipleChoiceField(choices=people, widget=BigCheckboxes, **common)
    attrs = {"class": "form-control", "autocomplete": "off"}
    longest = _LONGEST[Kind(question.kind)]
    widget: forms.Widget = forms.TextInput(attrs=attrs)
    if question.field in _SHORT:
        longest = min(longest, _SHORT[Field(question.field)])
    elif question.kind == Kind.TEXT:
        widget = forms.Textarea(attrs=attrs | {"rows": 3})
    return forms.CharField(max_length=longest, widget=widget, **common)


def _scale(common: dict[str, Any], on_paper: bool) -> forms.Field:
    numbers = [(number, str(number)) for number in SCALE]
    common["help_text"] = common["help_text"] or "1 – совсем нет, 10 – полностью."
    return forms.TypedChoiceField(
        choices=[("", "–"), *numbers] if on_paper else numbers,
        coerce=int,
        empty_value=None,
        widget=forms.Select if on_paper else ScaleSelect,
        **common,
    )


def _yes_no(common: dict[str, Any], question: Question, on_paper: bool) -> forms.Field:
    skip = ("", "не ответил") if on_paper else (UNSURE, "не знаю")
    nothing = [] if question.required else [skip]
    return forms.TypedChoiceField(
        choices=[("yes", "да"), ("no", "нет"), *nothing],
        coerce=WORDS_OF.get,
        empty_value=None,
        widget=forms.RadioSelect if on_paper else BigRadioSelect,
        **common,
    )


def _choice(common: dict[str, Any], question: Question, topics: Choices) -> forms.Field:
    if question.kind == Kind.ONE_OF:
        options = [(option, option) for option in question.options]
        return forms.ChoiceField(choices=options, widget=BigRadioSelect, **common)
    several: Choices = [(option, option) for option in question.options]
    offered = topics if question.kind == Kind.TOPICS else several
    return forms.MultipleChoiceField(choices=offered, widget=BigCheckboxes, **common)
