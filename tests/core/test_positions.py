import pytest

from mentorship.core.names import Case
from mentorship.core.positions import decline_position

ACCUSATIVES = """
заместитель директора по воспитательной работе|заместителя директора по воспитательной работе
Директор|Директора
директор, учитель истории|директора, учителя истории
руководитель кафедры/учитель физики|руководителя кафедры/учителя физики
учитель физики, химии|учителя физики, химии
классный руководитель 5 «А» класса|классного руководителя 5 «А» класса
Педагог-психолог|Педагога-психолога
старшая вожатая|старшую вожатую
заведующий библиотекой|заведующего библиотекой
Заведующая хозяйством|Заведующую хозяйством
исполняющий обязанности директора|исполняющего обязанности директора
и. о. директора|и. о. директора
врио директора|врио директора
ведущий специалист отдела|ведущего специалиста отдела
рабочий по обслуживанию здания|рабочего по обслуживанию здания
ученица 9 «Б» класса|ученицу 9 «Б» класса
обучающийся 10 класса|обучающегося 10 класса
контактное лицо|контактное лицо
молодой специалист|молодого специалиста
тьютор|тьютора
ЗАМЕСТИТЕЛЬ ДИРЕКТОРА|ЗАМЕСТИТЕЛЯ ДИРЕКТОРА
УВР|УВР
""".strip().splitlines()


@pytest.mark.parametrize("line", ACCUSATIVES)
def test_decline_position_changes_the_head_group_only(line):
    nominative, accusative = line.split("|")

    assert decline_position(nominative, Case.ACCUSATIVE) == accusative


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("nominative", "старший вожатый"),
        ("genitive", "старшего вожатого"),
        ("dative", "старшему вожатому"),
        ("accusative", "старшего вожатого"),
        ("instrumental", "старшим вожатым"),
    ],
)
def test_decline_position_knows_five_cases(case, expected):
    assert decline_position("старший вожатый", case) == expected


def test_decline_position_keeps_spacing():
    assert decline_position("главный  бухгалтер ", "dative") == "главному  бухгалтеру "


def test_decline_position_of_nothing_is_nothing():
    assert decline_position("", "genitive") == ""


def test_decline_position_leaves_a_word_without_the_case():
    assert decline_position("теля", "genitive") == "теля"
