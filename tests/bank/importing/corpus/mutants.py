"""Good files spoilt by chance, the same for the same seed: bytes, parts, XML nodes, cells."""

import random
import re
from functools import cache

from tests.bank.importing.corpus.builders import FORMATS
from tests.bank.importing.corpus.contents import LAYOUTS
from tests.core import hostile

TAG = re.compile(rb"<[^<>]*>")
ODD_VALUES = (
    b"-1", b"0", b"1e400", b"NaN", b"99999999999999999999", b"#REF!", b"", b"\xd0\x90", b"1048577",
    b"2958466", b"true", b"&#0;", b"&lt;", b"16384", b"300000000", b"restart", b"../a", b"-0.5",
)  # fmt: skip
ODD_PLACES = (b"A0", b"XFD1048576", b"ZZZZ9", b"A-1", b"1A", b"a1", b"")
TYPES = (b"s", b"n", b"b", b"e", b"d", b"str", b"inlineStr", b"x")
MAIN_PARTS = re.compile(
    r"xl/(?:workbook|sharedStrings|styles|worksheets/\w+)\.xml|content\.xml|word/document\.xml"
)


@cache
def good_files():
    """Thirty files: every layout in .xlsx, and some in each other format."""
    others = [kind for kind in FORMATS if kind != ".xlsx"]
    files = [FORMATS[".xlsx"](one.rows, one.merged) for one in LAYOUTS.values()]
    for number, layout in enumerate(LAYOUTS.values()):
        files.append(FORMATS[others[number % len(others)]](layout.rows, layout.merged))
    return files[: len(LAYOUTS) + 7]


def mutants(seed, numbers):
    """Yield (number, bytes); the number and the seed are enough to make one again."""
    files = good_files()
    for number in numbers:
        chance = random.Random(f"{seed}/{number}")
        yield number, spoilt(files[number % len(files)], chance)


def spoilt(content, chance):
    if not content.startswith(b"PK"):
        return mutated_bytes(content, chance)
    return chance.choice([mutated_bytes, mutated_part, mutated_nodes, mutated_cells])(
        content, chance
    )


def mutated_bytes(content, chance):
    """Some bytes changed, a piece cut out, doubled, or all after it lost."""
    data = bytearray(content)
    for _ in range(chance.choice([1, 1, 3, 20])):
        first = chance.randrange(len(data))
        piece = slice(first, first + chance.choice([1, 1, 4, 60]))
        change = chance.choice(["byte", "byte", "cut", "double", "end"])
        if change == "byte":
            data[first] = chance.randrange(256)
        elif change == "end" and first > 100:
            del data[first:]
        else:
            data[piece] = b"" if change == "cut" else data[piece] * 2
        data = data or bytearray(b"PK")
    return bytes(data)


def mutated_part(content, chance):
    parts = hostile.parts_of(content)
    name = chance.choice(sorted(parts))
    parts[name] = mutated_bytes(parts[name], chance) if parts[name] else b"?"
    return hostile.packed(parts)


def mutated_nodes(content, chance):
    """Tags of a part lost, doubled, swapped or closed too early."""

    def change(data):
        tags = [match.span() for match in TAG.finditer(data)]
        for _ in range(chance.choice([1, 2, 5])):
            (a, b), (c, d) = sorted(chance.sample(tags, 2))
            kind = chance.choice(["lose", "double", "swap", "span"])
            if kind == "lose":
                return data[:a] + data[b:]
            if kind == "double":
                return data[:b] + data[a:b] * 50 + data[b:]
            if kind == "swap":
                return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]
            data = data[:b] + data[a:d] + data[b:]
            tags = [match.span() for match in TAG.finditer(data)]
        return data

    return with_main_part(content, chance, change)


def mutated_cells(content, chance):
    """Values, types and places of cells made odd, in XML that stays well-formed."""

    def change(data):
        for pattern, values in (
            (rb'(?<= t=")\w+(?=")', TYPES),
            (rb'(?<= r=")[A-Z]+\d+(?=")', ODD_PLACES),
            (rb"(?<=<v>)[^<]*(?=</v>)", ODD_VALUES),
            (rb'(?<==")\d+(?=")', ODD_VALUES),
            (rb'(?<=date-value=")[^"]*(?=")', ODD_VALUES),
            (rb'(?<=w:val=")[^"]*(?=")', ODD_VALUES),
        ):
            spots = [match.span() for match in re.finditer(pattern, data)]
            for first, last in sorted(chance.sample(spots, min(len(spots), 2)), reverse=True):
                data = data[:first] + chance.choice(values) + data[last:]
        return data

    return with_main_part(content, chance, change)


def with_main_part(content, chance, change):
    parts = hostile.parts_of(content)
    names = sorted(name for name in parts if MAIN_PARTS.fullmatch(name))
    name = chance.choice(names)
    parts[name] = change(parts[name])
    return hostile.packed(parts)
