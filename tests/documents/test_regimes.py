import json

import pytest

from mentorship.documents.regimes import (
    ACTS,
    Regime,
    place_of,
    regime_of,
    standard_basis,
    standard_preamble,
)
from mentorship.organizations.models import Organization


@pytest.mark.parametrize(
    ("genitive", "place"),
    [
        ("МОУ гимназии №7", "МОУ гимназии №7"),
        ("МБОУ лицея № 3", "МБОУ лицее № 3"),
        ("Школы № 5", "Школе № 5"),
        ("МБДОУ детского сада № 2", "МБДОУ детском саду № 2"),
        ("", "организации «Родник»"),
    ],
)
def test_place_stands_in_the_prepositional(genitive, place):
    assert place_of(Organization(short_name="Родник", short_name_genitive=genitive)) == place


@pytest.mark.parametrize(
    ("regime", "named", "foreign"),
    [(Regime.PUPILS, "№ Р-145", "АЗ-1128/08"), (Regime.TEACHERS, "№ АЗ-1128/08", "Р-145")],
)
def test_acts_of_two_regimes_are_never_mixed(regime, named, foreign):
    texts = [standard_basis(regime), standard_preamble(regime)]

    assert [named in text for text in texts] == [True, True]
    assert [foreign in text for text in texts] == [False, False]


def test_every_act_has_its_source_and_the_day_of_the_check():
    reference = json.loads(ACTS.read_text())

    assert {frozenset(act) for act in reference["acts"].values()} == {
        frozenset({"instrumental", "source", "checked_on"})
    }
    assert {code for codes in reference["bases"].values() for code in codes} == set(
        reference["acts"]
    )


def test_unknown_regime_of_a_draft_reads_as_pupils():
    assert regime_of({"regime": "both"}) is regime_of({}) is Regime.PUPILS
