from django import forms

from mentorship.core.forms import StyledFormMixin

LARGEST_FILE = 10 * 1024 * 1024


class ListForm(StyledFormMixin, forms.Form):
    """A file, or the same table pasted from Word or Excel."""

    submit_text = "Проверить"
    file = forms.FileField(
        label="Файл", required=False, help_text="Excel (.xlsx, .xls), .ods, .csv, таблица Word."
    )
    text = forms.CharField(
        label="… или вставьте таблицу",
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Скопируйте строки вместе с заголовками.",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError("Файл больше 10 МБ. Оставьте в книге один лист.")
        return file

    def clean(self):
        super().clean()
        given = [bool(self.cleaned_data.get("file")), bool(self.cleaned_data.get("text"))]
        if not self.errors and given.count(True) != 1:
            self.add_error("file", "Выберите файл или вставьте таблицу – что-то одно.")
