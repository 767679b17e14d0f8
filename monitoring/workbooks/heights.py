"""Heights of the rows of a filled workbook whose text wraps (`core.row_heights`).

It runs inside the limited child, so it imports nothing of Django.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentorship.core.row_heights import USUAL_HEIGHT, text_height
from monitoring.workbooks.package import Element, cell_text, child_of, children, children_of
from monitoring.workbooks.references import areas_read, column_number
from monitoring.workbooks.styles import Styles

# Of Excel, in digits of the usual font.
USUAL_WIDTH = 8.43


@dataclass(frozen=True)
class Columns:
    """Widths of the columns of a sheet, and how many of them a merged cell goes over."""

    widths: Mapping[int, float]
    usual: float
    merged: Mapping[tuple[int, int], int]

    @classmethod
    def of(cls, sheet: Element) -> "Columns":
        widths = {
            number: float(column.get("width", USUAL_WIDTH))
            for column in children_of(sheet, "cols")
            for number in range(int(column.get("min")), min(int(column.get("max")), 500) + 1)
        }
        merged = {}
        for area in children_of(sheet, "mergeCells"):
            for over in areas_read(area.get("ref"), ""):
                is_low = over.first_row == over.last_row
                # A cell over several rows has room in all of them.
                merged[over.first_row, over.first_column] = (
                    over.last_column - over.first_column + 1 if is_low else 0
                )
        lines = child_of(sheet, "sheetFormatPr")
        usual = lines.get("defaultColWidth", USUAL_WIDTH) if lines is not None else USUAL_WIDTH
        return cls(widths, float(usual), merged)

    def width(self, row: int, column: int) -> float:
        """Of the cell that begins here, with the columns it is merged with; 0 is left alone."""
        over = range(column, column + self.merged.get((row, column), 1))
        return sum(self.widths.get(each, self.usual) for each in over)


def fit_rows(sheet: Element, styles: Styles, texts: Sequence[str]) -> None:
    """Give each row without a height that of its longest text, where it wraps."""
    columns = Columns.of(sheet)
    for row in children_of(sheet, "sheetData"):
        if row.get("ht") is None:
            heights = (_height(cell, columns, styles, texts) for cell in children(row, "c"))
            height = max(heights, default=0.0)
            if height > USUAL_HEIGHT:
                row.set("ht", f"{height:g}")


def _height(cell: Element, columns: Columns, styles: Styles, texts: Sequence[str]) -> float:
    size = styles.wrapping.get(int(cell.get("s", 0)))
    text = cell_text(cell, texts) if size else ""
    if not size or not text:
        return 0
    letters = cell.get("r").rstrip("0123456789")
    row, column = int(cell.get("r")[len(letters) :]), column_number(letters)
    return text_height(text, columns.width(row, column), size)
