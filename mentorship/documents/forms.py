from datetime import date
from typing import Any

from django import forms
from django.db import models

from mentorship.core.forms import StyledFormMixin
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership


class KindForm(StyledFormMixin, forms.Form):
    """The typed fields of a kind, kept in `Document.fields` as JSON.

    The page draws the `<form>` and its buttons; `initial` comes from the draft.
    """

    submit_text = ""

    def __init__(
        self, *args: Any, member: Membership, document: Document | None = None, **kwargs: Any
    ) -> None:
        self.member, self.document = member, document
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        self.initial = {**(document.fields if document else {}), **self.initial}
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField) and isinstance(self.initial.get(name), str):
                self.initial[name] = date.fromisoformat(self.initial[name])

    def as_fields(self) -> dict[str, Any]:
        """The cleaned values as JSON holds them: dates in ISO, chosen rows by their keys."""
        return {name: _plain(value) for name, value in self.cleaned_data.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet):
        return [row.pk for row in value]
    return value
