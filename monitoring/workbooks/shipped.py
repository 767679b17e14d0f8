"""The report forms that come with the system, drawn once for each version.

Titles, sources and versions stand in `mentorship/reference/report_forms.json`. Nothing here is an
official form: what a form follows is said by its source. A changed layout takes a new version.
"""

import io
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from monitoring.workbooks.shown import NO_VALUE

_EDGE = Side(style="thin", color="8C97A3")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_HEAD = PatternFill("solid", fgColor="E9EEF4")
_A4 = 9

Line = Sequence[Any]
MENTEES, MENTORS = "figure.participants | role=mentee", "figure.participants | role=mentor"
# Of S002: its four indicators first, then those of Р-145 it leaves out.
INDICATORS = ("I1", "I2", "I5", "I6", "I3", "I4")
AGES = (("до 10 лет", "0-9"), ("10–14", "10-14"), ("15–19", "15-19"), ("20–34", "20-34"))


def mark(name: str) -> str:
    return f"{{{{ {name} }}}}"


class Page:
    """One sheet drawn from top to bottom: a title, a head, lines, ready to print on A4."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float], title: str) -> None:
        self.sheet, self.row, self.width = sheet, 0, len(widths)
        for column, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.oddFooter.center.text = "&P из &N"
        self.note(title, bold=True, size=14)

    def note(self, text: str, *, bold: bool = False, size: int = 11) -> None:
        """A line over the whole width."""
        self.row += 1
        cell = self.sheet.cell(self.row, 1, text)
        cell.font, cell.alignment = Font(bold=bold, size=size), Alignment(wrap_text=True)
        self.sheet.merge_cells(
            start_row=self.row, end_row=self.row, start_column=1, end_column=self.width
        )
        lines = -(-len(text) // 110)
        self.sheet.row_dimensions[self.row].height = 1.4 * size * lines

    def head(self, *titles: str) -> None:
        self.row += 1
        self.line(*titles, bold=True)
        for cell in self.sheet[self.row]:
            cell.fill = _HEAD
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)

    def line(self, *values: Any, bold: bool = False) -> None:
        self.row += 1
        for column, value in enumerate(values, 1):
            cell = self.sheet.cell(self.row, column, value)
            cell.border = _BOX
            cell.font = Font(bold=bold)
            cell.alignment = Alignment(vertical="top", wrap_text=True)

    def printed(self) -> None:
        last = get_column_letter(self.width)
        self.sheet.print_area = f"A1:{last}{self.row}"


def targets() -> bytes:
    """The table of indicators and the counts of participants as S002 has them."""
    book = Workbook()
    page = Page(
        _named(book, "Целевые показатели"),
        (6, 70, 28, 11, 13, 8, 9, 12),
        f"Целевые показатели развития модели наставничества: {mark('organization.name')}",
    )
    page.head(
        "№ п/п",
        "Наименование показателя",
        f"Значение показателя к концу {mark('period.dashed')} уч. г.",
        "Числитель",
        "Знаменатель",
        "%",
        "План, %",
        "Отклонение от плана",
    )
    for number, code in enumerate(INDICATORS, 1):
        parts = ("text", "numerator", "denominator", "percent", "plan", "difference")
        name = f"{mark(f'indicator.{code}.title')} ({mark(f'indicator.{code}.formula')})"
        page.line(number, name, *(mark(f"indicator.{code}.{part}") for part in parts))
    page.printed()
    _participant_counts(book)
    return _saved(book)


def _participant_counts(book: Workbook) -> None:
    page = Page(
        book.create_sheet("Количество участников"),
        (70, 16, 16),
        f"Участники программ наставничества, {mark('organization.name')}, {mark('period.dashed')}",
    )
    page.head("Участники пар и групп, закреплённых приказом", "Человек", "")
    for title, name in (
        ("Наставляемые, всего", MENTEES),
        ("из них обучающиеся", f"{MENTEES} | category=pupil"),
        ("из них педагоги", f"{MENTEES} | category=teacher,head"),
        ("Наставники, всего", MENTORS),
        ("из них обучающиеся", f"{MENTORS} | category=pupil"),
        ("из них педагоги организации", f"{MENTORS} | category=teacher,head"),
        ("из них представители внешних СПО", f"{MENTORS} | category=student"),
        ("из них представители предприятий и организаций", f"{MENTORS} | category=employer"),
    ):
        page.line(title, mark(name), "")
    page.line("Доля предприятий и организаций, вошедших в программы, %", mark("indicator.I4.fact"))
    _surveyed_and_trained(page)
    page.row += 1
    page.head("Наставляемые на встречах (строки 21 и 22 отчёта)", "Первая", "Пробная рабочая")
    page.line(
        f"{mark('rows.directions')}{mark('direction.title')}",
        mark("figure.mentees_met | stage=first"),
        mark("figure.mentees_met | stage=trial"),
    )
    row = page.row
    page.line("Всего", f"=SUM(B{row}:B{row})", f"=SUM(C{row}:C{row})", bold=True)
    page.printed()


def _surveyed_and_trained(page: Page) -> None:
    """Rows 7, 12 and 16 of S002: so many people, and their share of all in the organization."""
    page.row += 1
    page.head("Анкетирование и обучение (строки 7, 12 и 16 отчёта)", "Человек", "% от общего числа")
    first = page.row + 1
    pupils, teachers, everybody = first + 8, first + 9, first + 10
    for title, code, base in (
        ("Потенциальные наставляемые обучающиеся, анкеты", "mentee_pupils_surveyed", pupils),
        ("Потенциальные наставляемые педагоги, анкеты", "mentee_teachers_surveyed", teachers),
        ("Потенциальные наставники, анкеты", "mentors_surveyed", everybody),
        ("из них обучающиеся", "mentor_pupils_surveyed", 0),
        ("из них педагоги организации", "mentor_teachers_surveyed", 0),
        ("из них представители внешних СПО", "mentor_students_surveyed", 0),
        ("из них представители предприятий и организаций", "mentor_employers_surveyed", 0),
        ("Наставники, прошедшие обучение", "mentors_trained", everybody),
    ):
        share = _share_of(page.row + 1, base) if base else ""
        page.line(title, mark(f"figure.{code}"), share)
    page.line("Обучающихся в организации", mark("headcount.pupil"), "")
    page.line("Педагогов в организации", mark("headcount.teacher"), "")
    both = f'=IF(COUNT(B{pupils},B{teachers})=2,B{pupils}+B{teachers},"{NO_VALUE}")'
    page.line("Обучающихся и педагогов вместе", both, "")


def _share_of(row: int, base: int) -> str:
    known = f"AND(COUNT(B{row},B{base})=2,B{base}>0)"
    return f'=IF({known},ROUND(100*B{row}/B{base},0),"{NO_VALUE}")'


def participants() -> bytes:
    """Counts by form, role, age and sex, for federal observation; no official form is known."""
    book = Workbook()
    titles = ["Всего", "мужской", "женский", *(title for title, _ages in AGES), "35 и старше"]
    page = Page(
        _named(book, "Участники"),
        (34, 16, *[12] * len(titles)),
        f"Участники программ наставничества по формам, ролям, возрасту и полу: "
        f"{mark('organization.name')}, {mark('period')} учебный год",
    )
    page.note(
        "Возраст – полных лет на 31 декабря. Человек, который участвует в двух формах, в итоговых "
        "строках посчитан один раз. Это не форма федерального наблюдения: числа переносят в неё."
    )
    page.head("Форма наставничества", "Роль", *titles)
    opened, closed = mark("rows.forms"), mark("rows.end")
    page.line(f"{opened}{mark('form.title')}", "наставляемые", *_cuts(MENTEES))
    page.line("", f"наставники{closed}", *_cuts(MENTORS))
    page.sheet.merge_cells(start_row=page.row - 1, end_row=page.row, start_column=1, end_column=1)
    page.line("Все формы", "наставляемые", *_cuts(MENTEES), bold=True)
    page.line("", "наставники", *_cuts(MENTORS), bold=True)
    page.line("", "всего участников", *_cuts("figure.participants"), bold=True)
    page.printed()
    return _saved(book)


def _cuts(name: str) -> list[str]:
    ages = [f"{name} | age={ages}" for _title, ages in AGES]
    cuts = [name, f"{name} | sex=m", f"{name} | sex=f", *ages, f"{name} | age=35-120"]
    return [mark(cut) for cut in cuts]


def final_monitoring() -> bytes:
    """The yearly form in the shape S004 describes: programs carried out and their results."""
    book = Workbook()
    page = Page(
        _named(book, "Итоговый мониторинг"),
        (46, 18, 18, 18, 18, 18),
        "Итоговый мониторинг эффективности реализации целевой модели наставничества, "
        f"{mark('period')} учебный год",
    )
    page.note(f"Организация: {mark('organization.full')}, {mark('organization.municipality')}")
    page.head("1. Программы по формам", "Пар и групп", "Завершено", "Наставников", "Наставляемых")
    page.line(
        f"{mark('rows.forms')}{mark('form.title')}",
        mark("figure.pairs_ordered"),
        mark("figure.pairs_completed"),
        mark(MENTORS),
        mark(MENTEES),
    )
    page.line(
        "Всего",
        mark("figure.pairs_ordered"),
        mark("figure.pairs_completed"),
        mark(MENTORS),
        mark(MENTEES),
        bold=True,
    )
    page.row += 1
    page.head("2. Показатели", "Числитель", "Знаменатель", "Факт, %", "План, %", "Отклонение")
    for code in ("I1", "I2", "I3", "I4", "I5", "I6"):
        parts = ("numerator", "denominator", "fact", "plan", "difference")
        line = [mark(f"indicator.{code}.{part}") for part in parts]
        page.line(mark(f"indicator.{code}.title"), *line)
    _answers(page)
    page.printed()
    return _saved(book)


def _answers(page: Page) -> None:
    """What else is counted, and what the organization writes itself."""
    page.row += 1
    page.head("3. Обучение и мероприятия", "Количество")
    page.line("Наставники, прошедшие обучение", mark("figure.mentors_trained"))
    page.line("Проведено мероприятий", mark("figure.events_held"))
    page.line("Проведено встреч пар и групп", mark("figure.meetings_held"))
    page.row += 1
    page.head("4. Заполняет организация", "Ответ")
    for title, name in (
        (
            "Ссылка на вкладку «Наставничество» на сайте",
            'site | text | required | hint="адрес страницы; нет – так и напишите"',
        ),
        ("Лучшие практики наставничества", 'practices | text | hint="название и суть"'),
        ("Что мешало", "difficulties | text"),
        (
            "Сколько публикаций о наставничестве",
            "publications | integer | required | min=0 | max=1000",
        ),
        ("Предложения", "proposals | text"),
    ):
        page.line(title, mark(f'manual.{name} | title="{title}"'))


def municipal_summary() -> bytes:
    """Results gathered from institutions and summed up for the municipality (S000, 5.4)."""
    book = Workbook()
    columns = (
        ("Наставляемые", MENTEES),
        ("Наставники", MENTORS),
        ("Пар и групп", "figure.pairs_ordered"),
        ("Встреч", "figure.meetings_held"),
    )
    indicators = [
        (f"{mark(f'indicator.{code}.title')}", f"indicator.{code}.fact")
        for code in ("I1", "I2", "I5", "I6")
    ]
    page = Page(
        _named(book, "Сводка"),
        (6, 40, *[14] * len(columns), *[24] * len(indicators)),
        "Внедрение целевой модели наставничества в образовательных организациях: "
        f"{mark('organization.name')}, {mark('period')} учебный год",
    )
    page.note("Числа от 1 до 4 человек скрыты, вместе с теми, по которым их можно вычислить.")
    page.head("№", "Организация", *(title for title, _name in (*columns, *indicators)))
    page.sheet.freeze_panes = f"C{page.row + 1}"
    page.sheet.print_title_rows = f"{page.row}:{page.row}"
    names = [mark(name) for _title, name in (*columns, *indicators)]
    page.line(f"{mark('rows.schools')}{mark('row.number')}", mark("school.name"), *names)
    page.line("", "Всего", *names, bold=True)
    page.printed()
    return _saved(book)


def school_results() -> bytes:
    """What a school states of its year, in the shape of S002: counts, shares, meetings.

    The banks stand beside; rules of `report_checks.json` compare both before it is sent. Counts
    are required; a share is not: who has no pupils of an age has none of their share to state.
    """
    book = Workbook()
    page = Page(
        _named(book, "Итоги"),
        (66, 14, 14, 22),
        f"Итоги реализации целевой модели наставничества: {mark('organization.name')}, "
        f"{mark('period.dashed')}",
    )
    page.head("1. Участники", "Человек", "%", "По данным системы")
    for title, code, counted in (
        (
            "Обучающиеся, прошедшие анкетирование наставляемых",
            "pupils_surveyed",
            "figure.mentee_pupils_surveyed",
        ),
        (
            "Педагоги, прошедшие анкетирование наставляемых",
            "teachers_surveyed",
            "figure.mentee_teachers_surveyed",
        ),
        ("Дети 10–19 лет в роли наставляемых", "children_mentees", "indicator.I1.numerator"),
        ("Подростки 15–19 лет в роли наставников", "teen_mentors", "indicator.I2.numerator"),
    ):
        page.line(title, _people(code, title), _share(code, title), mark(counted))
    for title, code, counted in (
        ("Наставляемые, всего", "mentees", MENTEES),
        ("Наставники, всего", "mentors", MENTORS),
    ):
        page.line(title, _people(code, title), "", mark(counted))
    page.row += 1
    page.head("2. Удовлетворённость", "Довольны", "Опрошены", "%")
    for title, code in (("Наставляемые", "mentees"), ("Наставники", "mentors")):
        satisfied, answered = f"{title}: довольны участием", f"{title}: опрошены"
        page.line(
            title,
            _people(f"{code}_satisfied", satisfied),
            _people(f"{code}_answered", answered),
            _share(f"{code}_satisfied", satisfied),
        )
    page.row += 1
    page.head("3. Численность организации", "Человек", "", "")
    for title, name in (
        ("Обучающиеся, всего", "headcount.pupil"),
        ("Обучающиеся 10–19 лет", "headcount.pupil | age=10-19"),
        ("Обучающиеся 15–19 лет", "headcount.pupil | age=15-19"),
        ("Педагоги", "headcount.teacher"),
    ):
        page.line(title, mark(name), "", "")
    page.row += 1
    page.head("4. Встречи по направлениям", "Первая", "Пробная рабочая", "")
    page.line(
        f"{mark('rows.directions')}{mark('direction.title')}",
        _count("first_meetings", "Первые встречи"),
        _count("trial_meetings", "Пробные рабочие встречи"),
        "",
    )
    row = page.row
    page.line("Всего", f"=SUM(B{row}:B{row})", f"=SUM(C{row}:C{row})", "", bold=True)
    page.printed()
    return _saved(book)


def _count(code: str, title: str) -> str:
    return mark(f'manual.{code} | integer | required | min=0 | max=100000 | title="{title}"')


def _people(code: str, title: str) -> str:
    return mark(
        f'manual.{code} | integer | people | required | min=0 | max=100000 | title="{title}"'
    )


def _share(code: str, title: str) -> str:
    return mark(f'manual.{code}_share | percent | people={code} | title="{title}, %"')


def _named(book: Workbook, title: str) -> Worksheet:
    sheet: Worksheet = book.active
    sheet.title = title
    return sheet


def _saved(book: Workbook) -> bytes:
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


LAYOUTS: dict[str, Callable[[], bytes]] = {
    "targets": targets,
    "participants": participants,
    "final_monitoring": final_monitoring,
    "municipal_summary": municipal_summary,
    "school_results": school_results,
}
