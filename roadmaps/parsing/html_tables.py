"""Rows of a table pasted as HTML."""

from html.parser import HTMLParser

from roadmaps.parsing.lines import Corners, Line, LineKind, lines_of_rows, lines_of_text

PARAGRAPHS = ("p", "li", "div", "h1", "h2", "h3", "h4")


def lines_of_html(text: str) -> list[Line]:
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    before = lines_of_text("".join(reader.before), "\t")
    asides = [Line(0, (line.text,), LineKind.ASIDE, line.after_gap) for line in before]
    return [*asides, *lines_of_rows(reader.rows, merged=reader.merged)]


class _TableReader(HTMLParser):
    """Collects rows of an HTML table; spans of rows and columns leave empty cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.before: list[str] = []
        self.merged: list[Corners] = []
        self._taken: dict[int, int] = {}  # column → rows below that a cell still covers
        self._cell: list[str] | None = None
        self._spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self._skip_taken()
        elif tag in ("td", "th") and self.rows:
            self._close_cell()
            named = dict(attrs)
            self._spans = (_span(named.get("colspan")), _span(named.get("rowspan")))
            self._cell = []
        elif tag == "br":
            self.handle_data("\n")
        elif tag in PARAGRAPHS:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close_cell()
        elif tag in PARAGRAPHS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            return  # Word pastes its style sheet too
        if self._cell is not None:
            self._cell.append(data)
        elif not self.rows:
            self.before.append(data)

    def _end_line(self) -> None:
        written = self.before if self._cell is None else self._cell
        if written and not written[-1].endswith("\n"):
            self.handle_data("\n")

    def _close_cell(self) -> None:
        if self._cell is None:
            return
        columns, rows = self._spans
        if columns > 1 or rows > 1:
            down, across = len(self.rows) - 1, len(self.rows[-1])
            self.merged.append((down, across, down + rows - 1, across + columns - 1))
        for offset in range(columns):
            self._taken[len(self.rows[-1])] = rows - 1
            self.rows[-1].append("".join(self._cell) if offset == 0 else "")
        self._cell = None
        self._skip_taken()

    def _skip_taken(self) -> None:
        row = self.rows[-1]
        while self._taken.get(len(row), 0) > 0:
            self._taken[len(row)] -= 1
            row.append("")


def _span(value: str | None) -> int:
    """A span of 1 to 100 cells, whatever is written."""
    return min(max(int(value), 1), 100) if value and value.isdecimal() else 1
