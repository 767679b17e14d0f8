"""Printed numbers of rows: «1.1.», «2», «IV.», «пос. 38», «Раздел 3.»."""

import re
from dataclasses import dataclass

ROMAN = r"[IVXІХ]+"
SECTION_WORD = r"(?:раздел|этап|блок|модуль|направление|часть|глава)"
PLAIN = re.compile(
    rf"(?i:(?:поз|пос|пункт|п|{SECTION_WORD})\b\.?\s*)?(\d{{1,3}}(?:\s*\.\s*\d{{1,3}})*)\s*[.)]*"
)
SECTION_NUMBER = re.compile(rf"(?i:{SECTION_WORD})\s*(?:№\s*)?(?:\d{{1,2}}|{ROMAN})\s*[.):]*")
CAPTION = re.compile(
    rf"(?P<number>{SECTION_NUMBER.pattern}"
    rf"|\d{{1,2}}(?:\.\d{{1,2}})*[.)]|\d{{1,2}}(?:\.\d{{1,2}})+|{ROMAN}[.):])\s+(?P<title>\S.*)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Caption:
    """What may be a heading inside the table: a number, or "", and a text."""

    number: str
    title: str


def parts_of(number: str) -> tuple[int, ...] | None:
    """(2, 10) for «2.10.»; None for Roman and unreadable numbers."""
    match = PLAIN.fullmatch(number.strip())
    return tuple(int(part) for part in match[1].split(".")) if match else None


def is_roman(number: str) -> bool:
    return bool(re.fullmatch(rf"{ROMAN}[.):]*", number.strip()))


def is_number(text: str) -> bool:
    return parts_of(text) is not None or is_roman(text)


def names_section(number: str) -> bool:
    """«IV.» and «Раздел 3» number sections and never tasks."""
    return is_roman(number) or bool(SECTION_NUMBER.fullmatch(number.strip()))


def split_caption(text: str) -> Caption:
    """A heading written in one cell, cut into its number and its text."""
    match = CAPTION.fullmatch(text.strip())
    return Caption(match["number"].strip(), match["title"]) if match else Caption("", text)


def shown(parts: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in parts)
