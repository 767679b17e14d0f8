import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from mentorship.bank.models import Affiliation, MentoringForm
from mentorship.core.forms import StyledFormMixin, StyledModelForm
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.models import Headcount
from mentorship.organizations.school_year import SchoolYear
from monitoring.indicators.stated import stated_percent
from monitoring.models import Indicator
from monitoring.operands import FigureKey, headcount_key

YEARS = range(2015, 2041)
AGE_DAYS = [
    ("age", "на 31 декабря учебного года"),
    ("age_september", "на 1 сентября"),
    ("age_entry", "на день вхождения в программу"),
]
OF_TEACHERS = f"headcount:{Headcount.Category.TEACHER.value}"
HEADCOUNTS = [
    (f"headcount:{code}", f"численность: {label}") for code, label in Headcount.Category.choices
]


class IndicatorForm(StyledModelForm):
    """A version: what is counted, what it is divided by, the years it holds for, its source."""

    submit_text = ""
    counted = forms.ChoiceField(label="Числитель: что считается")
    categories = forms.MultipleChoiceField(
        label="Только категории", choices=Affiliation.Category.choices, required=False
    )
    mentoring_forms = forms.MultipleChoiceField(label="Только формы наставничества", required=False)
    age_from = forms.IntegerField(label="Возраст от", min_value=0, max_value=120, required=False)
    age_to = forms.IntegerField(label="Возраст до", min_value=0, max_value=120, required=False)
    age_day = forms.ChoiceField(label="Возраст считается", choices=AGE_DAYS, required=False)
    experience_to = forms.IntegerField(
        label="Педагогический стаж до, лет", min_value=0, max_value=60, required=False
    )
    divided_by = forms.ChoiceField(label="Знаменатель")
    base_from = forms.IntegerField(
        label="Численность: возраст от", min_value=0, max_value=120, required=False
    )
    base_to = forms.IntegerField(
        label="Численность: возраст до", min_value=0, max_value=120, required=False
    )
    base_experience = forms.IntegerField(
        label="Численность: стаж до, лет", min_value=0, max_value=60, required=False
    )
    valid_from = forms.IntegerField(
        label="С учебного года",
        min_value=YEARS[0],
        max_value=YEARS[-1],
        help_text="2026 – это 2026/2027. Прежние годы остаются с прежней редакцией.",
    )

    class Meta:
        model = Indicator
        fields = ("title", "short_title", "formula", "source", "valid_from", "valid_to")
        help_texts = {
            "source": "Приказ, письмо или решение, из которого взят показатель.",
            "valid_to": "Пусто – действует и дальше.",
        }

    field_order = (
        "title", "short_title", "formula", "counted", "categories", "mentoring_forms", "age_from",
        "age_to", "age_day", "experience_to", "divided_by", "base_from", "base_to",
        "base_experience", "valid_from", "valid_to", "source",
    )  # fmt: skip

    def __init__(self, *args: Any, year: SchoolYear, **kwargs: Any) -> None:
        before = kwargs.get("instance")
        told = {"valid_from": year.first} | (_told(before) if before else {})
        kwargs["initial"] = told | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        figures = [(figure.code, figure.title) for figure in FIGURES]
        fields["counted"].choices = [("", "выберите"), *figures]
        fields["divided_by"].choices = [("", "выберите"), *HEADCOUNTS, *figures]
        fields["mentoring_forms"].choices = MentoringForm.objects.values_list("code", "title")

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for least, most in (("age_from", "age_to"), ("base_from", "base_to")):
            low, high = told.get(least), told.get(most)
            if (low is None) != (high is None):
                self.add_error(most if high is None else least, "Укажите обе границы возраста.")
            elif low is not None and low > high:
                self.add_error(most, "Верхняя граница меньше нижней.")
        if (
            told.get("valid_to")
            and told.get("valid_from")
            and told["valid_to"] < told["valid_from"]
        ):
            self.add_error("valid_to", "Последний год раньше первого.")
        if not self.errors:
            self._check_operands(told)
        return told

    def _check_operands(self, told: dict[str, Any]) -> None:
        key = FigureKey.parsed(self.numerator)
        lacking = [cut for cut, _ in key.where if cut not in FIGURES[key.code].dimensions]
        if lacking:
            field = {"category": "categories", "form": "mentoring_forms"}.get(
                lacking[0], "age_from"
            )
            self.add_error(field, f"У величины «{FIGURES[key.code].title}» такого разреза нет.")
        if told["base_experience"] is not None and told["divided_by"] != OF_TEACHERS:
            self.add_error("base_experience", "Стаж указывается только у педагогов.")

    @property
    def numerator(self) -> str:
        told = self.cleaned_data
        where = {
            "category": ",".join(told["categories"]),
            "form": ",".join(told["mentoring_forms"]),
            told["age_day"] or "age": _range(told["age_from"], told["age_to"]),
            "experience": _range(0, told["experience_to"]),
        }
        return str(
            FigureKey(told["counted"], tuple((c, text) for c, text in where.items() if text))
        )

    @property
    def denominator(self) -> str:
        told = self.cleaned_data
        base = told["divided_by"]
        if not base.startswith("headcount:"):
            return base
        experience, ages = told["base_experience"], _range(told["base_from"], told["base_to"])
        parts = [base, ages, "" if experience is None else f"experience-{experience}"]
        return ":".join(filter(None, parts))

    @property
    def version_fields(self) -> dict[str, Any]:
        """Fields of the version that the form describes."""
        own = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return own | {"numerator": self.numerator, "denominator": self.denominator}


def _range(least: int | None, most: int | None) -> str:
    return "" if least is None or most is None else f"{least}-{most}"


def _told(indicator: Indicator) -> dict[str, Any]:
    """The parts of the form that the two operands of a version say."""
    key = FigureKey.parsed(indicator.numerator)
    where = dict(key.where)
    day = next((code for code, _ in AGE_DAYS if code in where), "age")
    least, _, most = where.get(day, "").partition("-")
    told: dict[str, Any] = {
        "counted": key.code,
        "categories": where.get("category", "").split(",") if "category" in where else [],
        "mentoring_forms": where.get("form", "").split(",") if "form" in where else [],
        "age_from": least,
        "age_to": most or least,
        "age_day": day,
        "experience_to": where.get("experience", "").rpartition("-")[2],
        "divided_by": indicator.denominator,
    }
    if base := headcount_key(indicator.denominator):
        told |= {
            "divided_by": f"headcount:{base.category}",
            "base_from": base.age_from,
            "base_to": base.age_to,
            "base_experience": base.experience_to,
        }
    return told


class StatedForm(StyledFormMixin, forms.Form):
    """What a report says of each indicator, as it is written there, and which report it is."""

    submit_text = "Записать"

    source = forms.CharField(
        label="Из какого отчёта",
        max_length=300,
        help_text="Например: отчёт об исполнении дорожной карты за 2022-2023 уч. год.",
    )
    # The texts by code that the page showed.
    seen = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, indicators: Sequence[Indicator], hints: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_field = {f"stated_{row.code}": row for row in indicators}
        for name, row in self.by_field.items():
            self.fields[name] = forms.CharField(
                label=f"{row.code}. {row.short_title[:1].upper()}{row.short_title[1:]}",
                max_length=100,
                required=False,
                help_text=hints.get(row.code, ""),
            )
        self.order_fields([*self.by_field, "source"])

    def clean_seen(self) -> dict[str, str]:
        seen = self.cleaned_data["seen"]
        return {str(k): str(v) for k, v in seen.items()} if isinstance(seen, dict) else {}

    def look_again(self, kept: Mapping[str, str]) -> None:
        """Let the same page be saved once more, now that its editor is shown what is `kept`."""
        self.data = {**{name: self.data[name] for name in self.data}, "seen": json.dumps(kept)}

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.by_field:
            if told.get(name) and stated_percent(told[name]) is None:
                self.add_error(name, "Укажите процент от 0 до 100, например «55 – 51 %».")
        return told

    @property
    def texts(self) -> dict[Indicator, str]:
        return {row: self.cleaned_data[name] for name, row in self.by_field.items()}
