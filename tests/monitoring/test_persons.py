import pytest

from monitoring.persons import names_in
from tests.factories.organizations import InstitutionFactory


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Отличилась ИВАНОВА А.Б. из школы", ["ИВАНОВА А.Б."]),
        ("А.Б. ИВАНОВА и Петрова-Водкина В. Г.", ["А.Б. ИВАНОВА", "Петрова-Водкина В. Г."]),
        ("Куратор Иванова Анна, наставник Павел Сидоренко", ["Иванова Анна", "Павел Сидоренко"]),
        ("Благодарим Анну Борисовну и Ивановой Марии", ["Анну Борисовну", "Ивановой Марии"]),
        ("СОШ им. А. С. Пушкина, гимназия имени Героя Советского Союза Ивана Панфилова", []),
        ("На улице Юрия Гагарина и площади А. С. Пушкина", []),
        ("Итогов Всероссийской олимпиады. Омская область, Краснов Яр; Из Ростова Дону", []),
        ("Вера в успех, Роман «Отцы и дети», МБОУ СОШ № 3, ФГБОУ ВО", []),
    ],
)
def test_names_are_told_from_places_and_honours(text, found):
    school = InstitutionFactory.build(parent=None, name="МБОУ «СОШ № 1»", short_name="СОШ № 1")

    assert names_in(text, school) == found
