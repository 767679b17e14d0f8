from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from mentorship.core.forms import RussianDateField, StyledFormMixin
from mentorship.documents.batches.offers import Row


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
