"""New figures put into a report that people have edited: their words stay, numbers move."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_NUMBER = re.compile(r"(?<![\w.,№-])\d+(?![\w,]|\.\d)")
LIKE = 0.6


@dataclass(frozen=True)
class Merged:
    """The text with new figures, and lines of people in which they could not be placed."""

    text: str
    left: tuple[str, ...] = ()


def merge(written: str, current: str, fresh: str) -> Merged:
    """Bring `current`, begun as `written`, to `fresh`.

    A line that stands as it was written becomes the new one. In a line people have changed, a
    number is replaced when the old one stands in it once; else the line stays and is told.
    """
    if not current.strip() or current.strip() == written.strip():
        return Merged(fresh)
    if not written:
        return Merged(f"{fresh}\n{current}".strip())
    becomes, appended = _new_lines(written.splitlines(), fresh.splitlines())
    untouched = set(becomes)
    lines: list[str] = []
    left: list[str] = []
    for line in current.splitlines():
        origin = line if line in becomes else _origin(line, becomes, untouched, current)
        if origin is None:
            lines.append(line)
            continue
        untouched.discard(origin)
        if line == origin:
            lines += becomes[origin]
            continue
        moved = _renumbered(line, origin, becomes[origin])
        lines.append(line if moved is None else moved)
        left += [line] if moved is None else []
    return Merged("\n".join([*lines, *appended]), tuple(left))


def _new_lines(old: Sequence[str], new: Sequence[str]) -> tuple[dict[str, list[str]], list[str]]:
    """What each old line becomes, and new lines that come after everything."""
    becomes: dict[str, list[str]] = {line: [] for line in old}
    first: list[str] = []
    shapes = ([_shape(line) for line in old], [_shape(line) for line in new])
    for _, a, b, c, d in SequenceMatcher(None, *shapes, autojunk=False).get_opcodes():
        block, fresh = old[a:b], list(new[c:d])
        if len(block) == len(fresh):
            for line, made in zip(block, fresh, strict=True):
                becomes[line] = becomes[line] or [made]
        elif block:
            becomes[block[0]] += fresh
        elif a:
            becomes[old[a - 1]] += fresh
        else:
            first += fresh
    return becomes, first


def _shape(line: str) -> str:
    """A line without its numbers: «– 55 / 33 %» and «– 57 / 34 %» are one line."""
    return _NUMBER.sub("#", line)


def _origin(
    line: str, becomes: dict[str, list[str]], untouched: set[str], current: str
) -> str | None:
    """The written line a changed one came from: the most alike of those not seen any more."""
    standing = set(current.splitlines())
    missing = [old for old in becomes if old in untouched and old not in standing]
    rated = [(SequenceMatcher(None, line, old).ratio(), old) for old in missing]
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= LIKE else None


def _renumbered(line: str, origin: str, made: list[str]) -> str | None:
    """The changed line with the numbers of the new one; None where they find no place."""
    if len(made) != 1 or _shape(made[0]) != _shape(origin):
        return None
    pairs = zip(_NUMBER.findall(origin), _NUMBER.findall(made[0]), strict=True)
    changed = {old: new for old, new in pairs if old != new}
    standing = _NUMBER.findall(line)
    if any(standing.count(old) != 1 for old in changed):
        return None
    return _NUMBER.sub(lambda found: changed.get(found[0], found[0]), line)
