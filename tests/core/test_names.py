from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.core.names import (
    Case,
    FullName,
    decline,
    guess_sex,
    initials_after,
    initials_before,
    search_key,
    sort_key,
    split_full_name,
    with_cyrillic_letters,
)

TABLE = [
    line.split("\t")
    for line in (Path(__file__).parent / "names_in_cases.tsv").read_text("utf-8").splitlines()
]
# Hard names of our own: sex is guessed, forms are genitive, dative, accusative, instrumental.
HARD_NAMES = """
Долгий Семён Ильич|Долгого Семёна Ильича|Долгому Семёну Ильичу|Долгого Семёна Ильича|Долгим Семёном Ильичом
Глухой Пётр Ильич|Глухого Петра Ильича|Глухому Петру Ильичу|Глухого Петра Ильича|Глухим Петром Ильичом
Сова Ирина Павловна|Совы Ирины Павловны|Сове Ирине Павловне|Сову Ирину Павловну|Совой Ириной Павловной
Ворона Ольга Ильинична|Вороны Ольги Ильиничны|Вороне Ольге Ильиничне|Ворону Ольгу Ильиничну|Вороной Ольгой Ильиничной
Воронина Ольга Ильинична|Ворониной Ольги Ильиничны|Ворониной Ольге Ильиничне|Воронину Ольгу Ильиничну|Ворониной Ольгой Ильиничной
Кузнец Илья Ильич|Кузнеца Ильи Ильича|Кузнецу Илье Ильичу|Кузнеца Илью Ильича|Кузнецом Ильёй Ильичом
Блинкрец Лев Ильич|Блинкреца Льва Ильича|Блинкрецу Льву Ильичу|Блинкреца Льва Ильича|Блинкрецем Львом Ильичом
Кравец Олег Ильич|Кравца Олега Ильича|Кравцу Олегу Ильичу|Кравца Олега Ильича|Кравцом Олегом Ильичом
Заяц Артём Олегович|Зайца Артёма Олеговича|Зайцу Артёму Олеговичу|Зайца Артёма Олеговича|Зайцем Артёмом Олеговичем
Соловей Игорь Львович|Соловья Игоря Львовича|Соловью Игорю Львовичу|Соловья Игоря Львовича|Соловьём Игорем Львовичем
Соловей Анна Львовна|Соловей Анны Львовны|Соловей Анне Львовне|Соловей Анну Львовну|Соловей Анной Львовной
Эрлих Генрих Карлович|Эрлиха Генриха Карловича|Эрлиху Генриху Карловичу|Эрлиха Генриха Карловича|Эрлихом Генрихом Карловичем
Рой Артур Львович|Роя Артура Львовича|Рою Артуру Львовичу|Роя Артура Львовича|Роем Артуром Львовичем
Злой Артур Львович|Злого Артура Львовича|Злому Артуру Львовичу|Злого Артура Львовича|Злым Артуром Львовичем
Грач Марк Львович|Грача Марка Львовича|Грачу Марку Львовичу|Грача Марка Львовича|Грачом Марком Львовичем
Козёл Яков Ильич|Козла Якова Ильича|Козлу Якову Ильичу|Козла Якова Ильича|Козлом Яковом Ильичом
Гусь Иван Иванович|Гуся Ивана Ивановича|Гусю Ивану Ивановичу|Гуся Ивана Ивановича|Гусем Иваном Ивановичем
Кац Марк Львович|Каца Марка Львовича|Кацу Марку Львовичу|Каца Марка Львовича|Кацем Марком Львовичем
Габитова Айгуль Маратовна|Габитовой Айгули Маратовны|Габитовой Айгули Маратовне|Габитову Айгуль Маратовну|Габитовой Айгулью Маратовной
Кара-Мурза Лев Ильич|Кара-Мурзы Льва Ильича|Кара-Мурзе Льву Ильичу|Кара-Мурзу Льва Ильича|Кара-Мурзой Львом Ильичом
Сен-Симон Жан-Жак|Сен-Симона Жан-Жака|Сен-Симону Жан-Жаку|Сен-Симона Жан-Жака|Сен-Симоном Жан-Жаком
О’Коннор Патрик|О’Коннора Патрика|О’Коннору Патрику|О’Коннора Патрика|О’Коннором Патриком
фон Бок Фёдор Карлович|фон Бока Фёдора Карловича|фон Боку Фёдору Карловичу|фон Бока Фёдора Карловича|фон Боком Фёдором Карловичем
ИВАНОВА АННА|ИВАНОВОЙ АННЫ|ИВАНОВОЙ АННЕ|ИВАНОВУ АННУ|ИВАНОВОЙ АННОЙ
Иванова (Петрова) Анна|Ивановой (Петровой) Анны|Ивановой (Петровой) Анне|Иванову (Петрову) Анну|Ивановой (Петровой) Анной
Лагунова Н.В.|Лагуновой Н. В.|Лагуновой Н. В.|Лагунову Н. В.|Лагуновой Н. В.
Н. Н. Власова|Н. Н. Власовой|Н. Н. Власовой|Н. Н. Власову|Н. Н. Власовой
Наталья Викторовна Лагунова|Натальи Викторовны Лагуновой|Наталье Викторовне Лагуновой|Наталью Викторовну Лагунову|Натальей Викторовной Лагуновой
Мария|Марии|Марии|Марию|Марией
Алиев Вагиф Мамед-оглы|Алиева Вагифа Мамед-оглы|Алиеву Вагифу Мамед-оглы|Алиева Вагифа Мамед-оглы|Алиевым Вагифом Мамед-оглы
Большая Елена|Большой Елены|Большой Елене|Большую Елену|Большой Еленой
Хорошая Елена|Хорошей Елены|Хорошей Елене|Хорошую Елену|Хорошей Еленой
Лебедь-Иванова Оксана|Лебедь-Ивановой Оксаны|Лебедь-Ивановой Оксане|Лебедь-Иванову Оксану|Лебедь-Ивановой Оксаной
Ким Саша|Ким Саши|Ким Саше|Ким Сашу|Ким Сашей
Smith John|Smith John|Smith John|Smith John|Smith John
""".strip().splitlines()  # noqa: E501 -- one name a line reads as a table


def folded(forms):
    return [form.replace("ё", "е").replace("\N{NO-BREAK SPACE}", " ") for form in forms]


def oblique(name, sex=""):
    declined = decline(name, sex)
    return [declined.form(case) for case in Case if case is not Case.NOMINATIVE]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[1])
def test_decline_gives_every_case_of_the_table(row):
    sex, nominative, *expected = row

    assert folded(oblique(nominative, sex)) == folded(expected)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[1])
def test_decline_guesses_sex_of_the_whole_table(row):
    sex, nominative, *expected = row

    assert (guess_sex(nominative), folded(oblique(nominative))) == (sex, folded(expected))


@pytest.mark.parametrize("line", HARD_NAMES, ids=lambda line: line.split("|")[0])
def test_decline_hard_names(line):
    nominative, *expected = line.split("|")

    assert folded(oblique(nominative)) == folded(expected)


def test_decline_keeps_the_nominative_with_single_spaces():
    assert decline(" Лагунова  Наталья ").nominative == "Лагунова Наталья"


def test_decline_takes_given_sex_over_the_guess():
    assert decline("Ким Саша", "m").genitive == "Кима Саши"


def test_decline_of_nothing_is_nothing():
    assert oblique("  ") == ["", "", "", ""]


def test_form_refuses_unknown_case():
    with pytest.raises(ValueError, match="locative"):
        decline("Мария").form("locative")


@given(st.text(max_size=60))
def test_decline_takes_any_text(text):
    declined = decline(text)

    assert len(declined.genitive.split()) == len(declined.nominative.split())


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Лагунова Наталья Викторовна", ("Лагунова", "Наталья", "Викторовна")),
        ("Наталья Викторовна Лагунова", ("Лагунова", "Наталья", "Викторовна")),
        ("Наталья Викторовна", ("", "Наталья", "Викторовна")),
        ("Эль-Хатиб Мохаммед", ("Эль-Хатиб", "Мохаммед", "")),
        ("Алиев Вагиф Мамед оглы", ("Алиев", "Вагиф", "Мамед оглы")),
        ("Н.Н. Власова", ("Власова", "Н.", "Н.")),
        ("Лагунова Н.В.", ("Лагунова", "Н.", "В.")),
        ("фон Бок Фёдор", ("фон Бок", "Фёдор", "")),
        ("Иванова (Петрова) Анна", ("Иванова (Петрова)", "Анна", "")),
        ("Лагунова", ("Лагунова", "", "")),
        ("Мария", ("", "Мария", "")),
        ("", ("", "", "")),
    ],
)
def test_split_full_name(name, parts):
    assert split_full_name(name) == FullName(*parts)


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("Шевченко Никита Ильич", "m"),
        ("Ковальчук Любовь", "f"),
        ("Окуджава Нино Автандиловна", "f"),
        ("Шмидт Эльза", "f"),
        ("Алиева Лейла Мамед кызы", "f"),
        ("Сатпаев Азамат Бауыржан улы", "m"),
        ("Лагунова Н. В.", "f"),
        ("Мельниченко Женя", ""),
        ("Ли Бо", ""),
        ("Smith John", ""),
    ],
)
def test_guess_sex(name, sex):
    assert guess_sex(name) == sex


@pytest.mark.parametrize(
    ("name", "after", "before"),
    [
        ("Лагунова Наталья Викторовна", "Лагунова Н. В.", "Н. В. Лагунова"),
        ("Лагуновой Натальи Викторовны", "Лагуновой Н. В.", "Н. В. Лагуновой"),
        ("Петрова-Водкина Анна-Мария", "Петрова-Водкина А.-М.", "А.-М. Петрова-Водкина"),
        ("Алиев Вагиф Мамед-оглы", "Алиев В. М.", "В. М. Алиев"),
        ("Н.Н.Власова", "Власова Н. Н.", "Н. Н. Власова"),
        ("Хатиб", "Хатиб", "Хатиб"),
        ("Наталья Викторовна", "Наталья Викторовна", "Наталья Викторовна"),
    ],
)
def test_initials(name, after, before):
    joined = initials_after(name), initials_before(name)

    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in joined] == [after, before]


def test_initials_do_not_break_at_the_end_of_a_line():
    assert initials_after("Лагунова Наталья Викторовна") == "Лагунова\xa0Н.\xa0В."


def test_sort_key_folds_case_yo_and_spaces():
    assert sort_key("  Ёлкина\u00a0 АЛЁНА ") == "елкина алена"


def test_sort_key_composes_short_i():
    assert sort_key("Краи\u0306") == sort_key("Край")


@pytest.mark.parametrize("typed", ["Cедова-Вoдкина", "СЕДОВА ВОДКИНА", "Седо́ва\N{EN DASH}Водкина"])
def test_search_key_is_one_however_typed(typed):
    assert search_key(typed) == "седова водкина"


def test_search_key_drops_apostrophes():
    assert search_key("О’Коннор") == search_key("О'Коннор") == "оконнор"


@given(st.text())
def test_keys_are_stable(text):
    assert search_key(search_key(text)) == search_key(text)
    assert sort_key(sort_key(text)) == sort_key(text)


@pytest.mark.parametrize(
    ("written", "read"),
    [("Пeтр", "Петр"), ("Kириллов", "Кириллов"), ("Smith John", "Smith John"), ("Ёлкин", "Ёлкин")],
)
def test_latin_look_alikes_in_a_russian_name_become_russian(written, read):
    assert with_cyrillic_letters(written) == read


def test_letter_without_a_name_is_left_as_it_is():
    assert decline("0 𗀀").dative == "0 𗀀"


@pytest.mark.parametrize("word", ["А2", "М1А", "Б-2"])
def test_capital_with_a_digit_is_declined_in_finite_time(word):
    assert decline(f"{word} Анна Ильинична").nominative == f"{word} Анна Ильинична"
