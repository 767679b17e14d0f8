"""A sheet of quality and the table of levels as XLSX, a sheet as PDF and Word."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse

from mentorship.core.downloads import content_disposition
from mentorship.core.spreadsheets.writing import Column, Table, write_workbook
from mentorship.documents.rendering import pdf_of_many, printed
from mentorship.documents.word import word_file
from monitoring.quality.comparing import NOT_FINISHED, InstitutionLevel, LevelsBelow
from monitoring.quality.results import SWOT

TITLE = "Мониторинг качества программы наставничества"
Row = Mapping[str, Any]


def sheet_workbook(content: Mapping[str, Any]) -> bytes:
    """Three sheets: the criteria, SWOT with the conclusion, the growth of the participants."""
    heading = f"{content['organization']}, {content['program']}, {content['year']} учебный год"
    total = {"section": "", "text": "Всего баллов", "mark": content["score"], "words": ""}
    if content["level"]:
        total["words"] = f"{content['level']['title']} уровень"
    criteria = [
        row | {"section": section["title"]}
        for section in content["sections"]
        for row in section["rows"]
    ]
    growth = [
        line | {"group": group["title"]} for group in content["growth"] for line in group["lines"]
    ]
    swot = [*((SWOT[key], text) for key, text in content["swot"].items())]
    swot.append(("Выводы", content["conclusion"]))
    swot.append(("Источник таблицы", content["table"]["source"]))
    return write_workbook(
        [
            Table("Критерии", _CRITERIA, [*criteria, total], heading),
            Table("SWOT-анализ", _SWOT, swot, heading),
            Table("Рост участников", _GROWTH, growth, heading),
        ]
    )


_CRITERIA: list[Column[Row]] = [
    Column("Критерий", lambda row: row["section"], 34),
    Column("Показатель", lambda row: row["text"], 60),
    Column("Баллы", lambda row: row["mark"], 10),
    Column("Пояснение", lambda row: row["words"], 44),
    Column("Что известно системе", lambda row: row.get("evidence", ""), 60),
    Column("Предложено", lambda row: row.get("proposed"), 12),
]
_SWOT: list[Column[tuple[str, str]]] = [
    Column("Факторы", lambda row: row[0], 26),
    Column("Содержание", lambda row: row[1], 100),
]
_GROWTH: list[Column[Row]] = [
    Column("Кто отвечал", lambda row: row["group"], 34),
    Column("Вид роста", lambda row: row["aspect"], 34),
    Column("Шкала (1–10)", lambda row: row["title"], 60),
    Column("Ответили дважды, чел.", lambda row: _known(row["count"]), 14),
    Column("До, среднее", lambda row: _known(row["before"]), 12, "0.0"),
    Column("После, среднее", lambda row: _known(row["after"]), 12, "0.0"),
    Column("Разница", lambda row: row["difference"] or "скрыто", 12),
]


def _known(number: float | None) -> float | str:
    return "скрыто" if number is None else number


def sheet_text(content: Mapping[str, Any]) -> str:
    """The sheet in the vocabulary of documents: what PDF and Word are made of."""
    counted_on = date.fromisoformat(content["counted_on"])
    values = {"sheet": content, "swot": SWOT, "counted_on": counted_on}
    return printed("documents/quality_sheet/body.html", values)


def sheet_pdf(content: Mapping[str, Any]) -> bytes:
    return pdf_of_many(TITLE, [sheet_text(content)])


def sheet_word(content: Mapping[str, Any]) -> bytes:
    text: Any = sheet_text(content)
    return word_file(text, title=TITLE, author=content["organization"])


def levels_workbook(levels: LevelsBelow, heading: str) -> bytes:
    """Institutions with sums and levels; one without a finished sheet is named, never zero."""
    columns: list[Column[InstitutionLevel]] = [
        Column("Организация", lambda row: row.institution.short_name, 40),
        Column("Муниципалитет", lambda row: str(row.institution.parent or ""), 34),
        Column("Баллов", lambda row: row.result.score if row.result else None, 10),
        Column("Из", lambda row: row.result.greatest if row.result else None, 10),
        Column("Уровень", lambda row: row.result.level_title if row.result else NOT_FINISHED, 20),
        Column("Завершён", lambda row: row.result.finished_on if row.result else None, 14),
    ]
    return write_workbook([Table("Уровни", columns, levels.rows, heading)])


def file_response(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition(name)
    return response
