"""Lists typed as rows, made into the workbooks that the readers give."""

from mentorship.core.spreadsheets.contents import Sheet, Workbook

ORGANIZATIONS = ("Муниципалитет", "Тип", "Полное наименование", "Краткое", "Код", "ИНН")
HEADCOUNTS = ("Код организации", "На дату", "Категория", "Возраст", "Стаж до, лет", "Численность")


def book(*rows, heading=ORGANIZATIONS):
    width = max(map(len, [heading, *rows]))
    whole = tuple((*row, *(None,) * (width - len(row))) for row in [heading, *rows])
    return Workbook("xlsx", (Sheet("Лист1", whole),))
