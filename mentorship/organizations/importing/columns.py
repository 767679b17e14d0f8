"""Columns of the two lists that are loaded here; the samples are made of the same ones."""

from mentorship.core.spreadsheets.lists import ListColumn

PEOPLE = ("director", "curator", "methodist")

ORGANIZATION_COLUMNS = (
    ListColumn(
        "municipality",
        "Муниципалитет",
        ("муниципалитет", "муниципальн", "район", "округ", "территория"),
        sample="Заозёрный муниципальный округ",
    ),
    ListColumn("type", "Тип", ("тип", "вид организации"), width=18, sample="школа"),
    ListColumn(
        "name",
        "Полное наименование",
        ("полное наименование", "наименование", "организация", "название"),
        is_required=True,
        width=48,
        sample="Муниципальное бюджетное общеобразовательное учреждение «Заозёрная средняя школа»",
    ),
    ListColumn(
        "short_name",
        "Краткое наименование",
        ("краткое наименование", "краткое", "сокращенное"),
        width=28,
        sample="МБОУ «Заозёрная СОШ»",
    ),
    ListColumn("code", "Код", ("код",), width=18),
    ListColumn("inn", "ИНН", ("инн",), width=14, sample="4500000006"),
    ListColumn(
        "locality",
        "Населённый пункт",
        ("населенный пункт", "город село"),
        width=20,
        sample="с. Заозёрное",
    ),
    ListColumn("address", "Адрес", ("адрес", "юридический адрес"), width=28, sample="ул. Новая, 1"),
    ListColumn(
        "director_name",
        "ФИО руководителя",
        ("фио руководител", "фио директор", "руководитель", "директор"),
        sample="Образцова Анна Ивановна",
    ),
    ListColumn(
        "director_email",
        "Почта руководителя",
        ("почта руководител", "почта директор", "e mail руководител", "email руководител"),
        sample="direktor@example.org",
    ),
    ListColumn(
        "curator_name",
        "ФИО куратора",
        ("фио куратор", "куратор"),
        sample="Образцов Пётр Ильич",
    ),
    ListColumn(
        "curator_email",
        "Почта куратора",
        ("почта куратор", "e mail куратор", "email куратор"),
        sample="kurator@example.org",
    ),
    ListColumn(
        "methodist_name",
        "ФИО методиста",
        ("фио методист", "методист", "фио муниципальн"),
        sample="Образцова Ольга Олеговна",
    ),
    ListColumn(
        "methodist_email",
        "Почта методиста",
        ("почта методист", "e mail методист", "email методист", "почта муниципальн"),
        sample="metodist@example.org",
    ),
)

# Whose headcount it is: by any of the three, the code first.
WHOSE_COLUMNS = (
    ListColumn("code", "Код организации", ("код",), width=24),
    ListColumn(
        "name",
        "Организация",
        (
            "организация",
            "наименование",
            "название",
            "полное наименование",
            "краткое наименование",
            "образовательная организация",
            "учреждение",
            "школа",
            "оо",
        ),
        width=36,
    ),
    ListColumn("inn", "ИНН", ("инн",), width=14),
)
AS_OF = ListColumn("as_of", "На дату", ("на дату", "дата"), is_required=True, width=14)
SOURCE = ListColumn("source", "Источник", ("источник", "откуда"))
HEADCOUNT_COLUMNS = (
    *WHOSE_COLUMNS,
    AS_OF,
    ListColumn("category", "Категория", ("категория", "кто"), is_required=True),
    ListColumn("ages", "Возраст", ("возраст",), width=14),
    ListColumn("experience_to", "Стаж до, лет", ("стаж",), width=14),
    ListColumn(
        "value",
        "Численность",
        ("численность", "количество", "число", "всего"),
        is_required=True,
        width=14,
    ),
    SOURCE,
)
