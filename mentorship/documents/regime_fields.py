"""Fields that documents of the target model share: the regime, its acts, the place in words."""

from typing import Any

from django import forms

from mentorship.documents.models import Document
from mentorship.documents.regimes import Regime, place_of, regime_of, standard_basis
from mentorship.organizations.models import Organization


class RegimeMixin(forms.Form):
    """The regime decides which acts a document names; own words may replace them."""

    regime = forms.ChoiceField(
        label="Что внедряется", choices=Regime.choices, initial=Regime.PUPILS.value
    )

    field_order = ("regime", "place", "basis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if basis := self.fields.get("basis"):
            basis.required = False
            basis.help_text = (
                "Продолжение слов «В соответствии с …». "
                "Если пусто, войдут акты, на которых держится выбранная модель."
            )


class PlaceMixin(forms.Form):
    """Where the model is introduced, in the prepositional."""

    place = forms.CharField(
        label="Организация после слова «в»",
        max_length=200,
        required=False,
        help_text="Например: «МОУ гимназии № 7». Если пусто, войдёт краткое наименование.",
    )


def regime_values(document: Document) -> dict[str, Any]:
    """`regime`, `place` and `basis` of a context; an empty basis is that of the regime."""
    fields, regime = document.fields, regime_of(document.fields)
    return {
        "regime": regime.value,
        "place": place_in(document.organization, fields.get("place", "")),
        "basis": fields.get("basis", "").strip().rstrip(".") or standard_basis(regime),
    }


def place_in(organization: Organization, typed: str) -> str:
    return " ".join(typed.split()) or place_of(organization)
