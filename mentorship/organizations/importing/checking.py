"""Rows of a list of organizations by themselves: what their cells say, what is wrong in them."""

import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug

from mentorship.core.cells import clean_text
from mentorship.core.inn import check_inn
from mentorship.core.spreadsheets.contents import Cell
from mentorship.core.spreadsheets.lists import CheckedRow, ListRow, RowChecker
from mentorship.organizations.importing.columns import ORGANIZATION_COLUMNS, PEOPLE
from mentorship.organizations.models import Organization

_EMAIL = re.compile(r"[^\s<>,;:()«»]+@[^\s<>,;:()«»]+")
# Order matters: a college is «профессиональная», a kindergarten may be «общеобразовательный».
_TYPES = (
    ("kindergarten", r"\bдетск\w* сад|\bсад\b|\bд с\b|\b[мг]?[бак]?доу\b|\bдошкольн|\bясли"),
    ("college", r"\bколледж|\bтехникум|\bучилищ|\bпрофессиональн|\bспо\b"),
    (
        "supplementary",
        r"\bдополнит|\bу?дод\b|\b[мг][бак]у до\b|\bцдт\b|\bддт\b|\bтворчеств|\bд?юсш\b"
        r"|\bстанци\w* юн|\bспортивн\w* школ|\bшкол\w* искусств|\bмузыкальн\w* школ",
    ),
    ("school", r"\bшкол|\bсош\b|\bоош\b|\bнош\b|\bлице|\bгимнази|\bобщеобразов|\bинтернат"),
)
_KNOWN_TYPES = tuple((kind, re.compile(words)) for kind, words in _TYPES)


def type_in(text: str) -> str:
    """The type of institution a text names; empty when it names none."""
    plain = " ".join(re.sub(r"[^а-яa-z0-9]+", " ", text.lower().replace("ё", "е")).split())
    return next((kind for kind, words in _KNOWN_TYPES if words.search(plain)), "")


class OrganizationChecker(RowChecker):
    """Values of a row by themselves; a municipality left out is that of the row above."""

    def __init__(self, headings: dict[str, str]) -> None:
        super().__init__(ORGANIZATION_COLUMNS, headings)
        self.above = ""

    def check(self, row: ListRow) -> CheckedRow:
        checked = self.begin(row)
        self.above = self.text("municipality", 150) or self.above
        if self.above:
            checked.values["municipality"] = self.above
        name, short_name = self.text("name", 400), self.text("short_name", 150)
        if not name and "name" not in row.cells:
            self.say("name", "Наименование не указано.")
        elif not short_name and len(name) > 150:
            self.say("short_name", "Полное наименование длиннее 150 знаков: укажите краткое.")
        self.text("locality", 150)
        self.text("address", 300)
        self.read("code", read_code)
        self.read("inn", lambda cell: check_inn(clean_text(cell)))
        self.read_type(name)
        checked.values["people"] = list(filter(None, map(self.read_person, PEOPLE)))
        return checked

    def read(self, code: str, reader: Callable[[Cell], str]) -> None:
        if value := self.cell(code, reader):
            self.checked.values[code] = value

    def read_type(self, name: str) -> None:
        said = self.cell("type", clean_text) or ""
        kind = type_in(said) or type_in(name)
        if said and not type_in(said):
            self.say(
                "type",
                f"Тип «{said[:40]}» не известен: школа, колледж, детский сад или "
                "организация дополнительного образования.",
            )
        elif kind:
            self.checked.values["type"] = kind
            if not said:
                label = Organization.Type(kind).label
                self.warn("type", f"Тип не указан, по наименованию это {label}.")
        elif name:
            self.say("type", "Тип не указан, а по наименованию его не понять.")

    def read_person(self, role: str) -> dict[str, str] | None:
        """Who is to be invited in a role: name and address may stand in one cell or in two."""
        cells = [self.cell(f"{role}_{part}", clean_text) or "" for part in ("name", "email")]
        found = _EMAIL.search(" ".join(cells))
        name = _EMAIL.sub("", cells[0]).strip(" ,;:()")[:200]
        if found is None:
            if name:
                self.warn(f"{role}_email", f"У «{name[:60]}» нет почты: пригласить не получится.")
            elif cells[1]:
                self.warn(f"{role}_email", f"«{cells[1][:60]}» – не почта.")
            return None
        email = found[0].lower()
        try:
            validate_email(email)
        except ValidationError:
            self.warn(f"{role}_email", f"«{email[:60]}» – не почта.")
            return None
        return {"role": role, "email": email, "name": name}


def read_code(cell: Cell) -> str:
    code = clean_text(cell).lower()
    try:
        validate_slug(code)
    except ValidationError:
        raise ValueError(f"Код «{code[:40]}»: только латинские буквы, цифры и дефис.") from None
    if len(code) > 50:
        raise ValueError("Код длиннее 50 знаков.")
    return code
