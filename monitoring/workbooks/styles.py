"""What cell styles of a workbook say: which show a number as a day, which wrap their text.

It runs inside the limited child, so it imports nothing of Django.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mentorship.core.row_heights import USUAL_SIZE
from monitoring.workbooks.package import WORKBOOK, Element, Package, child_of, children_of

# Numbers of the formats that every workbook has and that show a day or a time.
BUILTIN_DATES = frozenset({*range(14, 23), *range(45, 48)})
_SAID = re.compile(r'"[^"]*"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_DATED = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)


@dataclass(frozen=True)
class Styles:
    """Numbers of styles: `dates` show a number as a day, `wrapping` those that wrap their text.

    Of these the size of the font, in points.
    """

    dates: frozenset[int] = frozenset()
    wrapping: Mapping[int, float] = field(default_factory=dict)


def styles_of(package: Package) -> Styles:
    """What is read from the workbook's part of styles; nothing where it has none."""
    paths = [path for kind, path in package.related(WORKBOOK).values() if kind == "styles"]
    if not paths or paths[0] not in package.parts:
        return Styles()
    tree = package.tree(paths[0])
    own = {row.get("numFmtId"): row.get("formatCode") for row in children_of(tree, "numFmts")}
    sizes = [_size(font) for font in children_of(tree, "fonts")]
    looks = children_of(tree, "cellXfs")
    formats = [look.get("numFmtId", "0") for look in looks]
    return Styles(
        frozenset(
            place
            for place, number in enumerate(formats)
            if (is_date_format(own[number]) if own.get(number) else int(number) in BUILTIN_DATES)
        ),
        {
            place: sizes[font] if (font := int(look.get("fontId", 0))) < len(sizes) else USUAL_SIZE
            for place, look in enumerate(looks)
            if _wraps(look)
        },
    )


def is_date_format(code: str) -> bool:
    """Whether the first part of a format, its words and colors apart, has a letter of a date."""
    return _DATED.search(_SAID.sub("", code.partition(";")[0])) is not None


def _size(font: Element) -> float:
    size = child_of(font, "sz")
    return float(size.get("val", USUAL_SIZE)) if size is not None else USUAL_SIZE


def _wraps(look: Element) -> bool:
    alignment = child_of(look, "alignment")
    return alignment is not None and alignment.get("wrapText") in ("1", "true")
