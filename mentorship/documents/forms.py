import re
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone

from mentorship.core.forms import RussianDateField, StyledFormMixin, StyledModelForm
from mentorship.core.names import Case
from mentorship.documents.files import LARGEST_SCAN
from mentorship.documents.models import Document, Layout, UploadedTemplate
from mentorship.organizations.models import Membership

# Neither a name nor a job title has them; a slip would be remembered for every document.
_MARKUP = re.compile(r"[<>{}]")


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
        self._offer_templates()
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField) and isinstance(self.initial.get(name), str):
                self.initial[name] = date.fromisoformat(self.initial[name])

    def _offer_templates(self) -> None:
        """The choice of what the paper is printed from, where the organization has a choice."""
        if self.document is None:
            return
        uploaded = UploadedTemplate.objects.shared_with(self.member).in_use()
        found = uploaded.filter(kind=self.document.kind).select_related("organization")
        if not found:
            return
        self.fields["template"] = forms.ChoiceField(
            label="Печатать",
            required=False,
            choices=[
                ("", "типовым текстом системы"),
                *((row.pk, f"по шаблону: {row.organization.short_name}") for row in found),
            ],
        )

    def as_fields(self) -> dict[str, Any]:
        """The cleaned values as JSON holds them: dates in ISO, chosen rows by their keys."""
        return {name: plain(value) for name, value in self.cleaned_data.items()}


def plain(value: Any) -> Any:
    """A cleaned value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet):
        return [row.pk for row in value]
    return value


class LayoutForm(StyledModelForm):
    class Meta:
        model = Layout
        fields = (
            "above_name",
            "below_name",
            "left",
            "right",
            "top",
            "bottom",
            "font_size",
            "spacing",
            "shows_qr",
        )
        widgets = dict.fromkeys(("above_name", "below_name"), forms.Textarea(attrs={"rows": 3}))


class TemplateForm(StyledFormMixin, forms.Form):
    submit_text = "Загрузить и проверить"

    file = forms.FileField(
        label="Файл Word (.docx) с полями",
        help_text="До 2 МБ, без макросов. Поле пишется в двойных фигурных скобках: {{ номер }}.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )


class RegisterForm(StyledFormMixin, forms.Form):
    """The number from the order book and the date; a counted number is not asked."""

    submit_text = "Зарегистрировать"

    number = forms.CharField(label="Номер", max_length=40)
    dated_on = RussianDateField(label="Дата документа", initial=timezone.localdate)
    # The day that was asked about already: given again, it is meant.
    doubted_on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_counted: bool, hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].help_text = f"{hint} Регистр, пробелы и дефис не важны."
        if is_counted:
            del self.fields["number"]

    def ask_about_the_day(self, doubts: list[str]) -> None:
        """Tell the doubts beside the date once; the same day sent again is taken."""
        day = self.cleaned_data["dated_on"].isoformat()
        if not doubts or self.cleaned_data["doubted_on"] == day:
            return
        # What a browser sent is not to be changed.
        self.data = {name: self.data.get(name) for name in self.data} | {"doubted_on": day}
        again = "Если дата верна, нажмите «Зарегистрировать» ещё раз."
        self.add_error("dated_on", [*doubts, again])


class CancelForm(StyledFormMixin, forms.Form):
    submit_text = "Отменить документ"

    reason = forms.CharField(
        label="Причина отмены",
        max_length=300,
        help_text="Останется в журнале. Номер больше никому не достанется.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NameCorrectionForm(StyledFormMixin, forms.Form):
    """How a name is written in a case; the name and the case themselves are not edited."""

    submit_text = ""

    nominative = forms.CharField(max_length=300, widget=forms.HiddenInput)
    case = forms.TypedChoiceField(choices=Case.choices, coerce=Case, widget=forms.HiddenInput)
    text = forms.CharField(label="Правильная форма", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        self.fields["text"].widget.attrs["autofocus"] = True

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if _MARKUP.search(text):
            raise forms.ValidationError("Похоже, вставлено лишнее: уберите скобки < > { }.")
        return text


class ScanForm(StyledFormMixin, forms.Form):
    submit_text = ""

    scan = forms.FileField(
        label="Скан подписанного документа", help_text="PDF, JPEG или PNG до 10 МБ."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        self.fields["scan"].widget.attrs["accept"] = ".pdf,.jpg,.jpeg,.png"


class SignatureForm(StyledFormMixin, forms.Form):
    submit_text = ""

    signature = forms.FileField(
        label="Электронная подпись (открепленная)",
        help_text="Файл .sig или .p7s до 1 МБ. Подпись ставится вне системы.",
        widget=forms.FileInput(attrs={"accept": ".sig,.p7s,.sgn"}),
    )
    signed = forms.FileField(
        label="Подписанный файл",
        required=False,
        help_text="Не нужен, если подписан PDF или Word, сохранённый здесь.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False

    def clean_signed(self) -> Any:
        file = self.cleaned_data["signed"]
        if file and file.size > LARGEST_SCAN:
            raise forms.ValidationError("Подписанный файл больше 10 МБ.")
        return file


class AcquaintanceForm(StyledFormMixin, forms.Form):
    """The day that is entered for the chosen lines; the lines are checkboxes of the list."""

    submit_text = ""

    day = RussianDateField(label="Дата ознакомления", initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
