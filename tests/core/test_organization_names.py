import pytest

from mentorship.core.organization_names import genitive_of


@pytest.mark.parametrize(
    ("short_name", "genitive"),
    [
        ("МБОУ «Озёрская СОШ»", "МБОУ «Озёрская СОШ»"),
        ("МОУ гимназия № 7", "МОУ гимназии № 7"),
        ("МБОУ СОШ № 10 с УИОП", "МБОУ СОШ № 10 с УИОП"),
        ("Детский сад № 20 «Югорка»", "Детского сада № 20 «Югорка»"),
        ("Новоалександровский ГО", "Новоалександровского ГО"),
        ("Ханты-Мансийский автономный округ – Югра", "Ханты-Мансийского автономного округа – Югра"),
        ("МБОУ", "МБОУ"),
        ("=1+1", "=1+1"),
        ("", ""),
    ],
)
def test_genitive_of_keeps_abbreviations_and_quotes(short_name, genitive):
    assert genitive_of(short_name) == genitive
