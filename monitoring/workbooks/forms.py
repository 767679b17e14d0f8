from typing import Any

from django import forms

from mentorship.core.forms import StyledFormMixin
from mentorship.organizations.school_year import SchoolYear
from monitoring.workbooks.manual import ManualField, WrongValueError
from monitoring.workbooks.reading import LARGEST

FIRST_YEAR = 2015


class _YearField(forms.TypedChoiceField):
    """A school year by its first calendar year."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=lambda value: SchoolYear(int(value)), **kwargs)


class WorkbookForm(StyledFormMixin, forms.Form):
    """The next version of a form: a new file, or the last one copied."""

    submit_text = "Завести редакцию"

    year = _YearField(label="Действует с учебного года")
    file = forms.FileField(
        label="Книга Excel (.xlsx)",
        required=False,
        help_text="Без файла редакция повторит предыдущую; её книгу можно скачать и исправить.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args: Any, year: SchoolYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["year"]
        chosen.choices, chosen.initial = years_around(year), year.first

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError("Форма больше 2 МБ: уменьшите рисунки и удалите листы.")
        return file


class FormUploadForm(WorkbookForm):
    submit_text = "Загрузить и проверить"
    field_order = ["title", "source", "year", "file"]

    title = forms.CharField(label="Название формы", max_length=200)
    source = forms.CharField(
        label="Откуда форма",
        max_length=300,
        help_text="Письмо, приказ или адрес сайта: так видно, что форма не придумана.",
    )
    file = forms.FileField(
        label="Книга Excel (.xlsx)",
        help_text="До 2 МБ, без макросов. Имена пишутся в ячейках: {{ organization.name }}.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class ManualForm(StyledFormMixin, forms.Form):
    """The cells of a form that people fill, in the order of the workbook."""

    submit_text = "Скачать заполненную книгу"

    def __init__(self, *args: Any, entered: dict[str, ManualField], rows: Any, **kwargs: Any):
        self.entered = entered
        super().__init__(*args, **kwargs)
        for key, field in entered.items():
            self.fields[key] = _typed(field, rows.get(key.partition("@")[2], ""))
        # The helper was made before the fields were there.
        self.helper.layout = self.helper.build_default_layout(self)

    def clean(self) -> dict[str, Any]:
        for key, field in self.entered.items():
            try:
                field.cleaned(self.cleaned_data.get(key))
            except WrongValueError as error:
                self.add_error(key, str(error))
        return self.cleaned_data


def _typed(field: ManualField, row: str) -> forms.Field:
    label = f"{field.label}: {row}" if row else field.label
    told = field.told.removeprefix("вручную: ")
    # Without a title the hint is the label already.
    help_text = told if field.title else told.partition(". ")[0]
    shared: dict[str, Any] = {
        "label": label[:1].upper() + label[1:],
        "help_text": help_text[:1].upper() + help_text[1:],
        "required": False,
    }
    if field.type == "choice":
        choices = [("", "не выбрано"), *((choice, choice) for choice in field.choices)]
        return forms.ChoiceField(choices=choices, **shared)
    if field.is_number:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        return forms.CharField(widget=widget, max_length=40, **shared)
    if field.type == "date":
        widget = forms.TextInput(attrs={"placeholder": "дд.мм.гггг"})
        return forms.CharField(widget=widget, max_length=40, **shared)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), **shared)


def years_around(year: SchoolYear) -> list[tuple[int, str]]:
    """School years a form may begin with, the latest first."""
    return [(first, str(SchoolYear(first))) for first in range(year.first + 2, FIRST_YEAR - 1, -1)]
