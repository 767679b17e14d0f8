import pytest

from roadmaps.cascade.recognising import suggest_address


@pytest.mark.parametrize(
    ("responsible", "recipients", "types"),
    [
        ("ОО", ["institution"], []),
        ("Руководители ОО", ["head"], []),
        ("Сапунова Н.В. Руководители ОО", ["head"], []),
        ("УО, ОО", ["institution"], []),
        ("УО, ОО, кураторы внедрения ЦМН в ОО", ["institution", "curator"], []),
        ("Кураторы внедрения ЦМН в ОО, организации – партнеры", ["curator"], []),
        ("кураторы внедрения целевой модели наставничества в ОО", ["curator"], []),
        ("Заведующие ДОУ", ["head"], ["kindergarten"]),
        ("Школы, детские сады", ["institution"], ["school", "kindergarten"]),
        ("Колледж", ["institution"], ["college"]),
        ("УО", [], []),
        ("Сапунова Н.В.", [], []),
        ("Муниципальный координатор, организации – партнеры", [], []),
        ("", [], []),
    ],
)
def test_addressees_of_the_source_plans_are_recognised(responsible, recipients, types):
    found = suggest_address(responsible)

    assert (list(found.recipients), list(found.institution_types)) == (recipients, types)
    assert bool(found) == bool(recipients)
