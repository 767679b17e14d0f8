"""The table of criteria as a region rewrites it: a next version, with its own source."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from crispy_forms.layout import Fieldset, Layout
from django import forms

from mentorship.core.forms import StyledFormMixin
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import QualityTable
from monitoring.quality.tables import GREATEST_MARK, Level, level_problems
from monitoring.workbooks.forms import years_around

LINES = forms.Textarea(attrs={"rows": 2})
MORE_LEVELS = 1
OWN = "own-{}"


class Difference(NamedTuple):
    label: str
    saved: str
    typed: str


class TableForm(StyledFormMixin, forms.Form):
    """Criteria by their section, levels by their bounds; what is emptied is taken off."""

    submit_text = ""

    # The table whose criteria the page has, and the newest one that was looked at.
    base = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label="Название таблицы", max_length=200)
    first_year = forms.TypedChoiceField(label="Действует с учебного года", coerce=int)
    source = forms.CharField(
        label="Источник", max_length=500, help_text="Приказ, письмо, методические рекомендации."
    )

    def __init__(self, *args: Any, table: QualityTable, year: SchoolYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        self.helper.form_tag = False
        years: Any = self.fields["first_year"]
        years.choices, years.initial = years_around(year), year.first
        self.fields["title"].initial = table.title
        self.fields["base"].initial = self.fields["seen"].initial = table.pk
        parts = [
            Fieldset("Таблица", "base", "seen", "title", "first_year", "source", css_class="part")
        ]
        for number, section in enumerate(table.sections):
            names = list(self._section(number, section))
            parts.append(Fieldset(f"Критерий {number + 1}", *names, css_class="part"))
        parts.append(Fieldset("Уровни", *self._levels(), css_class="part"))
        self.helper.layout = Layout(*parts)

    def _section(self, number: int, section: Mapping[str, Any]) -> Iterator[str]:
        yield self._text(f"section-{number}", "Название", section["title"], is_required=True)
        for place, criterion in enumerate(section["criteria"], start=1):
            yield self._text(
                f"criterion-{criterion['code']}", f"Показатель {place}", criterion["text"]
            )
        yield self._text(f"more-{number}", "Ещё показатель", "")

    def _levels(self) -> Iterator[str]:
        levels = [*self.table.levels, *({} for _ in range(MORE_LEVELS))]
        for number, level in enumerate(levels):
            label = f"Уровень {number + 1}" if level else "Ещё уровень"
            yield self._text(f"level-{number}", label, level.get("title", ""), most=60)
            for side, words in (("least", "от, баллов"), ("most", "до, баллов")):
                name = f"{side}-{number}"
                self.fields[name] = forms.IntegerField(
                    label=words, min_value=0, required=False, initial=level.get(side)
                )
                yield name

    def _text(
        self, name: str, label: str, initial: str, *, is_required: bool = False, most: int = 500
    ) -> str:
        widget = None if most < 500 or is_required else LINES
        self.fields[name] = forms.CharField(
            label=label, initial=initial, required=is_required, max_length=most, widget=widget
        )
        return name

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        criteria = [row for section in self.sections for row in section["criteria"]]
        if not criteria:
            raise forms.ValidationError("Нужен хотя бы один показатель.")
        for number in self._named_levels():
            for side in ("least", "most"):
                if told.get(f"{side}-{number}") is None:
                    self.add_error(f"{side}-{number}", "Укажите границу уровня.")
        if not self.errors:
            levels = [Level(**level) for level in self.levels]
            for problem in level_problems(levels, GREATEST_MARK * len(criteria)):
                self.add_error(None, problem)
        return told

    def _named_levels(self) -> list[int]:
        numbers = range(len(self.table.levels) + MORE_LEVELS)
        return [number for number in numbers if self.cleaned_data.get(f"level-{number}")]

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Sections with the criteria that have a text; a new one has no rule of proposals."""
        told, found = self.cleaned_data, []
        for number, section in enumerate(self.table.sections):
            kept = [
                row | {"text": told[f"criterion-{row['code']}"]}
                for row in section["criteria"]
                if told.get(f"criterion-{row['code']}")
            ]
            if more := told.get(f"more-{number}"):
                kept.append({"code": self._new_code(number), "text": more})
            if kept:
                found.append({"title": told.get(f"section-{number}", ""), "criteria": kept})
        return found

    def _new_code(self, number: int) -> str:
        """A code no criterion of the region has had: versions count on."""
        return OWN.format(f"{self.cleaned_data.get('seen', self.table.pk)}-{number}")

    @property
    def levels(self) -> list[dict[str, Any]]:
        told = self.cleaned_data
        codes = [level["code"] for level in self.table.levels]
        return [
            {
                "code": codes[number] if number < len(codes) else OWN.format(number),
                "title": told[f"level-{number}"],
                "least": told[f"least-{number}"],
                "most": told[f"most-{number}"],
            }
            for number in self._named_levels()
        ]

    def differences(self, saved: QualityTable, year: SchoolYear) -> list[Difference]:
        """Where what was typed is not what somebody has saved meanwhile, in words."""
        theirs = TableForm(table=saved, year=year)
        told = {"source": saved.source, "first_year": saved.first_year}
        told = {name: field.initial for name, field in theirs.fields.items()} | told
        labels = {name: str(field.label) for name, field in (theirs.fields | self.fields).items()}
        pairs = [
            (labels[name], _words(told.get(name)), _words(self.data.get(name)))
            for name in labels
            if name not in ("base", "seen")
        ]
        return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]

    @property
    def version_fields(self) -> dict[str, Any]:
        own = {name: self.cleaned_data[name] for name in ("title", "first_year", "source")}
        return own | {"sections": self.sections, "levels": self.levels}


def _words(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())
