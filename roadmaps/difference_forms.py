from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

from roadmaps.difference import Change, ChangeKind
from roadmaps.renewal import NOT_IN_THE_TABLE, Choice


@dataclass(frozen=True)
class OfferedChange:
    """A change with what the form holds of it."""

    change: Change
    is_taken: bool
    reason: forms.BoundField | None


class DifferenceForm(forms.Form):
    """What to take of a difference. At first all that is new, and of what is gone nothing that
    anybody has reported on."""

    head = forms.BooleanField(label="Взять название и период новой таблицы", required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, changes: list[Change], mark: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.changes = changes
        self.mark = mark
        self.fields["seen"].initial = mark
        offered = [change for change in changes if change.kind is not ChangeKind.SAME]
        self.fields["take"] = forms.MultipleChoiceField(
            label="Что взять",
            required=False,
            choices=[(change.key, change.title) for change in offered],
            initial=[change.key for change in offered if not self._is_kept(change)],
            error_messages={"invalid_choice": "Такой разницы больше нет, она показана заново."},
        )
        for change in offered:
            if change.kind is ChangeKind.GONE and change.has_report:
                self.fields[f"reason_{change.key}"] = forms.CharField(
                    label=f"Почему исключается «{change.title[:80]}»",
                    required=False,
                    max_length=1000,
                )
                self.fields[f"reason_{change.key}"].widget.attrs["class"] = "form-control"

    @staticmethod
    def _is_kept(change):
        return change.kind is ChangeKind.GONE and change.has_report

    def rows(self) -> Iterator[OfferedChange]:
        taken = set(self["take"].value() or [])
        for change in self.changes:
            reason = f"reason_{change.key}"
            field = self[reason] if reason in self.fields else None
            yield OfferedChange(change, change.key in taken, field)

    def show_what_stands(self):
        """After a clash the choice stays; the next save is measured against the new difference."""
        self.data = self.data.copy()
        self.data["seen"] = self.mark

    def clean(self):
        cleaned = super().clean()
        for change in self.changes:
            reason = f"reason_{change.key}"
            if reason not in self.fields or change.key not in cleaned.get("take", []):
                continue
            if not cleaned.get(reason, "").strip():
                message = "Напишите, почему мероприятие исключается: по нему уже есть отчёт."
                self.add_error(reason, message)
        return cleaned

    def choice(self) -> Choice:
        taken = frozenset(self.cleaned_data["take"])
        removed = {
            change.task.pk: self.cleaned_data.get(f"reason_{change.key}") or NOT_IN_THE_TABLE
            for change in self.changes
            if change.kind is ChangeKind.GONE and change.task and change.key in taken
        }
        return Choice(taken, removed, takes_head=self.cleaned_data["head"])
