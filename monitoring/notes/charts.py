"""Drawings of a note: made once of lines, rectangles and digits, for the page and for Word.

Legible in grey: what is reached is a filled column, what was planned a black line across it.
"""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 640, 150
BOTTOM, TOP = 120, 22
UNKNOWN = "–"
# Dots of the picture for Word in one unit of the drawing: 165 mm at about 290 dots an inch.
SCALE = 3
FILL, LINE = "#bcbcbc", "#000000"
LETTERS = 14


@dataclass(frozen=True)
class Column:
    """A group of the chart: what stands under it, percents of fact and plan, None if unknown."""

    label: str
    fact: int | None
    plan: int | None


@dataclass(frozen=True)
class Rectangle:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Stroke:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 1


@dataclass(frozen=True)
class Words:
    """Digits around `x`, standing on `y`."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Drawing:
    """What is drawn, in the order of drawing; `title` tells it to those who do not see it."""

    title: str
    shapes: Sequence[Rectangle | Stroke | Words] = field(default_factory=list)

    def svg(self) -> SafeString:
        inside = format_html_join("", "{}", ((_svg(shape),) for shape in self.shapes))
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}"'
            ' role="img" aria-label="{}">{}</svg>',
            WIDTH,
            HEIGHT,
            WIDTH,
            HEIGHT,
            self.title,
            inside,
        )

    def png(self) -> bytes:
        """The same as a picture for the Word file."""
        image = Image.new("L", (WIDTH * SCALE, HEIGHT * SCALE), 255)
        pen, letters = ImageDraw.Draw(image), ImageFont.load_default(LETTERS * SCALE)
        for shape in self.shapes:
            _draw(pen, letters, shape)
        output = io.BytesIO()
        image.quantize(16).save(output, "PNG", optimize=True)
        return output.getvalue()

    def encoded(self) -> str:
        return base64.b64encode(self.png()).decode()


def column_chart(title: str, columns: Sequence[Column]) -> Drawing:
    """Percents from 0 to 100 as columns with the plan across them."""
    shapes: list[Rectangle | Stroke | Words] = [
        Stroke(50, BOTTOM, WIDTH - 10, BOTTOM, 1.5),
        Words(24, BOTTOM + 5, "0"),
        Words(24, TOP + 5, "100"),
        Stroke(50, TOP, WIDTH - 10, TOP, 0.5),
    ]
    step = (WIDTH - 70) / max(len(columns), 1)
    for place, column in enumerate(columns):
        shapes += _column(60 + step * (place + 0.5), min(step * 0.45, 56), column)
    return Drawing(title, shapes)


def _column(middle: float, width: float, column: Column) -> list[Rectangle | Stroke | Words]:
    found: list[Rectangle | Stroke | Words] = [Words(middle, BOTTOM + 20, column.label)]
    if column.fact is not None:
        y = _height(column.fact)
        found.append(Rectangle(middle - width / 2, y, width, BOTTOM - y))
        found.append(Words(middle, _beside(y, column.plan), f"{column.fact} %"))
    else:
        found.append(Words(middle, BOTTOM - 6, UNKNOWN))
    if column.plan is not None:
        y = _height(column.plan)
        found.append(Stroke(middle - width * 0.8, y, middle + width * 0.8, y, 2.5))
    return found


def _beside(y: float, plan: int | None) -> float:
    """Where the words of a column stand: over it and clear of the plan, or inside at the top."""
    line = y if plan is None else _height(plan)
    over = min(y, line) if abs(y - line) < LETTERS + 6 else y
    if over - LETTERS - 5 > TOP:
        return over - 5
    inside = y + LETTERS + 4
    return inside if not y < line < inside + 4 else line + LETTERS + 4


def _height(percent: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * min(percent, 100) / 100


def _svg(shape: Rectangle | Stroke | Words) -> SafeString:
    if isinstance(shape, Rectangle):
        place = [f"{n:.1f}" for n in (shape.x, shape.y, shape.width, shape.height)]
        template = '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"/>'
        return format_html(template, *place, FILL, LINE)
    if isinstance(shape, Stroke):
        ends = [f"{n:.1f}" for n in (shape.x1, shape.y1, shape.x2, shape.y2)]
        template = '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"/>'
        return format_html(template, *ends, LINE, shape.width)
    template = '<text x="{}" y="{}" text-anchor="middle" font-size="{}" fill="{}">{}</text>'
    return format_html(template, f"{shape.x:.1f}", f"{shape.y:.1f}", LETTERS, LINE, shape.text)


def _draw(
    pen: ImageDraw.ImageDraw,
    letters: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    shape: Rectangle | Stroke | Words,
) -> None:
    if isinstance(shape, Rectangle):
        box = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
        pen.rectangle([n * SCALE for n in box], fill=FILL, outline=LINE, width=SCALE)
    elif isinstance(shape, Stroke):
        ends = (shape.x1, shape.y1, shape.x2, shape.y2)
        pen.line([n * SCALE for n in ends], fill=LINE, width=max(1, round(shape.width * SCALE)))
    else:
        # The letters that come with the library know digits and no dash.
        said = shape.text.replace(UNKNOWN, "-")
        pen.text((shape.x * SCALE, shape.y * SCALE), said, fill=LINE, font=letters, anchor="ms")
