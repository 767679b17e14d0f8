import pytest

from mentorship.bank.importing.special import (
    has_identity_papers,
    is_special_text,
    key_of,
    reason_against,
    special_kind,
    tells_special,
)

HEALTH = "сведения о здоровье"
CRIME = "сведения о судимости и учёте"
FAITH = "сведения о национальности и вере"
PAPERS = "номера личных документов (паспорт, СНИЛС, полис)"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Диагноз", HEALTH),
        ("Наличие ОВЗ", HEALTH),
        ("Инвалидность (да/нет)", HEALTH),
        ("Группа  ЗДОРОВЬЯ", HEALTH),
        ("Хронические заболевания", HEALTH),
        ("Заключение ПМПК", HEALTH),
        ("Мед. особенности: аллергия", HEALTH),
        ("Физкультурная группа", HEALTH),
        ("Судимость", CRIME),
        ("Состоит на учёте (ВШК, ПДН)", CRIME),
        ("Группа риска", CRIME),
        ("Национальность", FAITH),
        ("Вероисповедание", FAITH),
        ("Паспорт (серия, номер)", PAPERS),
        ("СНИЛС", PAPERS),
        ("Свидетельство о рождении", PAPERS),
        ("ИНН", PAPERS),
        ("Класс", ""),
        ("Группа", ""),
        ("Овзянникова", ""),
        ("Достижения", ""),
        ("Национальный проект", ""),
    ],
)
def test_kind_of_a_special_column(heading, kind):
    assert special_kind(heading) == kind


def test_reason_names_the_kind_and_the_law():
    assert reason_against(HEALTH) == (
        "Здесь сведения о здоровье: система их не хранит (152-ФЗ, ст. 10). "
        "Столбец не прочитан и не сохранён."
    )


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ребёнок с ОВЗ", True),
        ("мама – инвалид", True),
        ("состоит в ПДН", True),
        ("не судим", True),
        ("здоровьесбережение", False),
        ("подсудимость споров", False),
    ],
)
def test_special_words_in_a_text(text, answer):
    assert is_special_text(text) is answer


@pytest.mark.parametrize(
    "text",
    [
        "дружба, есть ОВЗ, ДЦП",
        "У меня диабет",
        "часто болеет, гастрит",
        "астма",
        "ребёнок с ЗПР",
        "подросток на учёте в КДН",
        "задержка речевого развития",
    ],
)
def test_text_tells_of_health_or_a_register(text):
    assert tells_special(text)


@pytest.mark.parametrize(
    "text",
    [
        "подготовка к ОГЭ",
        "астрономия, здоровый образ жизни",
        "болел за «Спартак»",
        "синдром самозванца",
        "рассказы о школе",
        "работа с детьми с ОВЗ и инвалидностью",
        "опыт работы с учащимися с нарушением слуха",
        "профилактика наркозависимости",
        "дети-инвалиды: обучение на дому",
    ],
)
def test_text_of_school_or_of_others_tells_nothing_special(text):
    assert not tells_special(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("СНИЛС 123-456-789 00", True),
        ("паспорт 12 34 567890", True),
        ("серия 1234 № 567890", True),
        ("1234 567890", True),
        ("8 900 123-45-67", False),
        ("кабинет 12, тел. 34-56-78", False),
    ],
)
def test_numbers_of_papers_in_a_text(text, answer):
    assert has_identity_papers(text) is answer


def test_key_forgets_case_marks_and_spaces():
    assert key_of("  Ф.И.О. – РЕБЁНКА:\n(полностью) ") == "фио ребенка полностью"
