from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.utils import timezone

from mentorship.core.forms import RussianDateField, StyledFormMixin
from mentorship.documents.batches.offers import Offer, Row
from mentorship.documents.forms import KindForm, plain


class BatchForm(StyledFormMixin, forms.Form):
    """Which rows, and whether their documents are registered at once."""

    submit_text = ""

    rows = forms.MultipleChoiceField(
        label="Для кого",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одну строку."},
    )
    register_at_once = forms.BooleanField(
        label="Сразу зарегистрировать",
        required=False,
        help_text="Номера подряд присвоит система. Без отметки получатся проекты, "
        "которые можно проверить и поправить.",
    )
    dated_on = RussianDateField(label="Дата документов", required=False)

    def __init__(self, *args: Any, rows: Sequence[Row], may_register: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        choice: Any = self.fields["rows"]
        choice.choices = [
            (row.key, f"{row.label} ({row.remark})" if row.remark else row.label) for row in rows
        ]
        choice.initial = [row.key for row in rows if not row.remark]
        self.fields["dated_on"].initial = timezone.localdate
        if not may_register:
            del self.fields["register_at_once"], self.fields["dated_on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("register_at_once") and not cleaned.get("dated_on"):
            self.add_error("dated_on", "Укажите дату, которой зарегистрировать документы.")
        return cleaned


class TypedBatchForm(BatchForm):
    """Rows with words of their own: those that are filled are chosen, the others are not made."""

    def __init__(
        self,
        *args: Any,
        rows: Sequence[Row],
        offer: Offer,
        asked: KindForm,
        known: Mapping[str, Mapping[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, rows=rows, **kwargs)
        self._rows, self._offer = rows, offer
        self.headings = [str(asked.fields[name].label) for name in offer.typed]
        last = {name: field for name, field in self.fields.items() if name != "rows"}
        shared = {name: asked.fields[name] for name in offer.shared}
        for name, is_needed in offer.shared.items():
            shared[name].required = is_needed
        self.fields = {**shared, **self._own(asked, known), **last}

    def _own(
        self, asked: KindForm, known: Mapping[str, Mapping[str, Any]]
    ) -> dict[str, forms.Field]:
        found = {}
        for row in self._rows:
            for name in self._offer.typed:
                field = deepcopy(asked.fields[name])
                field.required, field.initial = False, known.get(row.key, {}).get(name)
                field.label = f"{row.label}: {field.label}"
                field.widget.attrs |= {"class": "form-control", "aria-label": field.label}
                found[f"{name}-{row.key}"] = field
        return found

    @property
    def lines(self) -> list[tuple[Row, list[tuple[str, forms.BoundField]]]]:
        """The rows of the table: who, and under each heading what is typed."""
        return [
            (
                row,
                [
                    (head, self[f"{name}-{row.key}"])
                    for head, name in zip(self.headings, self._offer.typed, strict=True)
                ],
            )
            for row in self._rows
        ]

    @property
    def common(self) -> list[forms.BoundField]:
        """What is typed once for all rows, and how they are registered."""
        names = [*self._offer.shared, "register_at_once", "dated_on"]
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        filled = {row.key: self._typed(row, cleaned) for row in self._rows}
        cleaned["rows"] = [key for key, values in filled.items() if values]
        if not cleaned["rows"] and not self.errors:
            self.add_error(None, "Заполните хотя бы одну строку: документы будут только по ним.")
        shared = {name: plain(cleaned.get(name)) for name in self._offer.shared}
        cleaned["typed"] = {key: shared | values for key, values in filled.items() if values}
        return cleaned

    def _typed(self, row: Row, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """What was typed for a row, nothing where it is left empty; half a row is an error."""
        values = {name: plain(cleaned.get(f"{name}-{row.key}")) for name in self._offer.typed}
        lacking = [name for name, value in values.items() if not value]
        if len(lacking) == len(values):
            return {}
        for name in lacking:
            key = f"{name}-{row.key}"
            if key not in self.errors:
                self.add_error(key, "Заполните строку целиком или оставьте её пустой.")
        return {} if lacking else values
