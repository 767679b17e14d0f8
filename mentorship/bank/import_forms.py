from django import forms

from mentorship.bank.banks import Bank
from mentorship.bank.importing.opening import LARGEST_FILE
from mentorship.bank.importing.values import Sureness
from mentorship.bank.models import ImportRun
from mentorship.core.forms import StyledFormMixin

MEGABYTE = 1024 * 1024


class ImportForm(StyledFormMixin, forms.Form):
    """A list of either bank as a file or as a pasted table; what was typed stays after an error."""

    submit_text = "Дальше: столбцы"

    file = forms.FileField(
        label="Файл",
        required=False,
        help_text=f"Excel, LibreOffice, Word или CSV, до {LARGEST_FILE // MEGABYTE} МБ "
        "и 10 000 строк.",
    )
    pasted = forms.CharField(
        label="или таблица, скопированная из Word или Excel",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text="Выделите таблицу вместе с заголовками, скопируйте и вставьте сюда.",
    )
    bank = forms.ChoiceField(
        label="Какая это база",
        required=False,
        widget=forms.RadioSelect,
        choices=[("", "Определить по столбцам"), *ImportRun.Bank.choices],
    )

    def clean(self):
        cleaned = super().clean()
        is_given = cleaned.get("file") or cleaned.get("pasted", "").strip()
        if not is_given and not self.errors:
            self.add_error("file", "Выберите файл или вставьте таблицу в поле ниже.")
        return cleaned

    @property
    def source(self):
        """What was given, as the services take it; a file goes before a pasted table."""
        uploaded = self.cleaned_data.get("file")
        return {
            "content": uploaded.read() if uploaded else None,
            "pasted": "" if uploaded else self.cleaned_data["pasted"],
            "filename": uploaded.name if uploaded else "",
            "bank": self.cleaned_data["bank"] or None,
        }


class TableForm(forms.Form):
    """Which table of the file, which bank, and where its headings stand (0: nowhere)."""

    sheet = forms.IntegerField(min_value=0)
    bank = forms.ChoiceField(required=False, choices=[("", ""), *ImportRun.Bank.choices])
    header_row = forms.IntegerField(required=False, min_value=0, max_value=10_000)

    def choice(self, header_number):
        """As the services take it; the row that stands already is no new choice."""
        cleaned = self.cleaned_data
        row = cleaned["header_row"]
        return {
            "sheet": cleaned["sheet"],
            "bank": Bank(cleaned["bank"]) if cleaned["bank"] else None,
            "header_row": None if row == header_number else row,
        }


class ColumnsForm(forms.Form):
    """A select for each column of the table; a column of special data has none."""

    def __init__(self, *args, columns, choices, mapping, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns = columns
        for column in columns:
            if not column["refused"]:
                self.fields[self.name_of(column)] = forms.ChoiceField(
                    label=f"Что в столбце «{column['heading'] or column['letter']}»",
                    required=False,
                    choices=[("", "— не загружать —"), *choices],
                    initial=mapping.get(str(column["position"]), ""),
                    widget=forms.Select(attrs={"class": "form-select"}),
                )

    @staticmethod
    def name_of(column):
        return f"column_{column['position']}"

    @property
    def rows(self):
        """Columns with their fields; a refused one goes with its reason instead."""
        return [
            (
                column | {"why": Sureness(column["sureness"]).label},
                None if column["refused"] else self[self.name_of(column)],
            )
            for column in self.columns
        ]

    @property
    def dropped(self):
        """Headings of the file whose columns are not loaded, as is proposed or chosen now."""
        return [
            column["heading"]
            for column in self.columns
            if column["heading"] and (column["refused"] or not self[self.name_of(column)].value())
        ]

    @property
    def mapping(self):
        return {
            column["position"]: self.cleaned_data[self.name_of(column)] or None
            for column in self.columns
            if not column["refused"]
        }
