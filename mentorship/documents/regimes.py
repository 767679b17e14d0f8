"""The two regimes of mentoring, their words and their acts; a document keeps to one (domain §0)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models

from mentorship.organizations.models import Organization

ACTS = Path(settings.BASE_DIR) / "mentorship" / "reference" / "acts.json"
# «в гимназии», «в лицее»: the prepositional of the head words of institutions, by their genitive.
_PREPOSITIONAL = {
    "школы": "школе",
    "лицея": "лицее",
    "колледжа": "колледже",
    "техникума": "техникуме",
    "училища": "училище",
    "учреждения": "учреждении",
    "сада": "саду",
    "детского": "детском",
    "центра": "центре",
    "комплекса": "комплексе",
    "интерната": "интернате",
    "школы-интерната": "школе-интернате",
    "дворца": "дворце",
    "дома": "доме",
}


class Regime(models.TextChoices):
    """Codes as those of the forms of mentoring."""

    PUPILS = "pupils", "целевая модель наставничества обучающихся (Р-145)"
    TEACHERS = "teachers", "система наставничества педагогических работников (АЗ-1128/08)"


@dataclass(frozen=True)
class RegimeWords:
    """How a regime's subject is called: in the genitive, the accusative, and shortly."""

    genitive: str
    accusative: str
    short_genitive: str
    locative: str


WORDS: Mapping[str, RegimeWords] = {
    Regime.PUPILS: RegimeWords(
        genitive="целевой модели наставничества обучающихся",
        accusative="целевую модель наставничества обучающихся",
        short_genitive="целевой модели наставничества",
        locative="целевой модели наставничества обучающихся",
    ),
    Regime.TEACHERS: RegimeWords(
        genitive="системы (целевой модели) наставничества педагогических работников",
        accusative="систему (целевую модель) наставничества педагогических работников",
        short_genitive="системы наставничества",
        locative="системе (целевой модели) наставничества педагогических работников",
    ),
}


def regime_of(fields: Mapping[str, Any]) -> Regime:
    """The regime chosen in a document's fields; a slip in a stored draft reads as pupils."""
    kept = fields.get("regime")
    return Regime(kept) if kept in Regime.values else Regime.PUPILS


def standard_basis(regime: Regime) -> str:
    """The acts of a regime in the instrumental: what follows «В соответствии с»."""
    acts = _reference()["acts"]
    return ", ".join(acts[code]["instrumental"] for code in _reference()["bases"][regime.value])


def standard_preamble(regime: Regime) -> str:
    """The whole stating part of an order of a municipality or a region (S000)."""
    return str(_reference()["preambles"][regime.value])


def place_of(organization: Organization) -> str:
    """«МОУ гимназии №7» as it stands after «в»: a first guess, to be corrected by hand."""
    return " ".join(_prepositional(word) for word in organization.genitive.split(" "))


def _prepositional(word: str) -> str:
    found = _PREPOSITIONAL.get(word.lower())
    if found is None:
        return word
    return found.capitalize() if word.istitle() else found


@cache
def _reference() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(ACTS.read_text())
    return kept
