from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django import forms

from mentorship.core.forms import RussianDateField
from roadmaps.deadlines import Kind
from roadmaps.deadlines.scanner import FIRST_YEAR, LAST_YEAR
from roadmaps.questions import Answer, Question
from roadmaps.readings import Reading, dates_by_hand
from roadmaps.wording import reading_in_words

LEAVE, DATES, UNDATED = "", "dates", "undated"
ANSWERED = (
    "Часть сроков тем временем уточнил другой сотрудник: они больше не под вопросом, ваш выбор по "
    "ним не записан. Остальное ниже – проверьте и сохраните ещё раз."
)


def said_of(proposal: Reading) -> str:
    words = reading_in_words(proposal.windows, proposal.recurrence, proposal.deadline_kind)
    return f"{words} (весь период карты)" if proposal.deadline_kind == Kind.PERIOD else words


@dataclass(frozen=True)
class AskedRow:
    """A question with the fields that answer it."""

    question: Question
    choice: forms.BoundField
    starts_on: forms.BoundField
    due_on: forms.BoundField
    mark: forms.BoundField


class DeadlinesForm(forms.Form):
    """All doubtful deadlines at once: a proposed reading, typed dates, or «без даты» for each."""

    def __init__(self, *args, questions: list[Question], **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self._ask(question)

    def _ask(self, question):
        key, about = question.key, f"{question.number} {question.title}".strip()[:80]
        proposed = [(str(place), said_of(each)) for place, each in enumerate(question.proposals)]
        choices = [*proposed, (DATES, "другие даты"), (UNDATED, "без даты"), (LEAVE, "решу позже")]
        self.fields[f"choice_{key}"] = forms.ChoiceField(
            label=f"Срок мероприятия «{about}»",
            choices=choices,
            required=False,
            initial=LEAVE,
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        )
        for side, words in (("starts", "начало"), ("due", "окончание")):
            self.fields[f"{side}_{key}"] = RussianDateField(
                label=f"{words.capitalize()} «{about}»", required=False
            )
            self.fields[f"{side}_{key}"].widget.attrs["class"] = "form-control"
        self.fields[f"mark_{key}"] = forms.CharField(
            required=False, initial=question.mark, widget=forms.HiddenInput
        )

    def rows(self) -> Iterator[AskedRow]:
        for question in self.questions:
            sides = ("choice", "starts", "due", "mark")
            yield AskedRow(question, *(self[f"{side}_{question.key}"] for side in sides))

    def show_what_stands(self):
        """After a clash the choices stay; the next save is measured against the new deadlines."""
        self.data = self.data.copy()
        for question in self.questions:
            self.data[f"mark_{question.key}"] = question.mark

    def clean(self):
        cleaned = super().clean()
        if any(name.startswith("choice_") and self.data[name] for name in self._strange()):
            self.add_error(None, ANSWERED)
        for question in self.questions:
            if self._chosen(question.key) == DATES:
                self._check_dates(question.key)
        return cleaned

    def _strange(self) -> set[str]:
        """Fields of questions that are asked no more: somebody else has answered them."""
        return set(self.data) - set(self.fields)

    def _chosen(self, key) -> str:
        """Typed dates speak for themselves, whether or not their button is pressed."""
        choice = self.cleaned_data.get(f"choice_{key}") or LEAVE
        typed = any(self.cleaned_data.get(f"{side}_{key}") for side in ("starts", "due"))
        return DATES if typed and choice == LEAVE else choice

    def _check_dates(self, key):
        starts_on, due_on = (self.cleaned_data.get(f"{side}_{key}") for side in ("starts", "due"))
        if {f"starts_{key}", f"due_{key}"} & self.errors.keys():
            return
        if not starts_on and not due_on:
            self.add_error(f"due_{key}", "Укажите начало или окончание.")
        elif starts_on and due_on and due_on < starts_on:
            self.add_error(f"due_{key}", "Срок заканчивается раньше, чем начинается.")
        for side, day in (("starts", starts_on), ("due", due_on)):
            if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
                self.add_error(
                    f"{side}_{key}", f"Год {day.year} вне пределов {FIRST_YEAR}–{LAST_YEAR}."
                )

    def answers(self) -> dict[int, Answer]:
        """What was decided, by key; questions left for later are not in it."""
        decided = {}
        for question in self.questions:
            choice = self._chosen(question.key)
            if choice != LEAVE:
                mark = self.cleaned_data.get(f"mark_{question.key}", "")
                decided[int(question.key)] = Answer(self._reading(question, choice), mark)
        return decided

    def _reading(self, question: Question, choice: str) -> Reading:
        if choice == UNDATED:
            return dates_by_hand(question.text, None, None)
        if choice == DATES:
            days: list[date | None] = [
                self.cleaned_data.get(f"{side}_{question.key}") for side in ("starts", "due")
            ]
            again = question.proposals[0].recurrence if question.proposals else ""
            return dates_by_hand(question.text, *days, recurrence=again)
        return question.proposals[int(choice)]
