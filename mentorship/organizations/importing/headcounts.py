"""A list of headcounts: its rows checked, compared with those entered already, written."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any

from mentorship.core.cells import clean_text, to_date, to_whole
from mentorship.core.spreadsheets.contents import Cell
from mentorship.core.spreadsheets.lists import CheckedRow, ListRow, RowChecker, letters
from mentorship.organizations.importing.columns import HEADCOUNT_COLUMNS, WHOSE_COLUMNS
from mentorship.organizations.importing.plans import Outcome, RowPlan
from mentorship.organizations.models import Headcount, Membership, Organization

FIRST_DAY = dt.date(2015, 1, 1)
OLDEST, LONGEST_EXPERIENCE, MOST = 100, 60, 10_000_000
YOUNG_TEACHER = 3  # full years of teaching: a young specialist (Р-145)
WHOSE = tuple(column.code for column in WHOSE_COLUMNS)
KEY = ("category", "age_from", "age_to", "experience_to")
_CATEGORIES = (
    (Headcount.Category.ENTERPRISE, re.compile(r"предприят|юридическ|работодат")),
    (Headcount.Category.TEACHER, re.compile(r"учител|педагог|преподават|воспитател|специалист")),
    (
        Headcount.Category.PUPIL,
        re.compile(r"учени|обуча|учащ|школьник|воспитанник|дет[еи]|подростк|студент"),
    ),
)
_LEGAL_FORM = re.compile(
    r"\b(?:[мгчо]?[бка]?(?:д?оу|нош|уд?о)|[мг][бак]у(?: до)?|гбпоу|[мг][бка]пу|фгб\w+)\b"
    r"|\b(?:муниципальн|государственн|областн|районн|бюджетн|казенн|автономн|частн)\w*\b"
    r"|\b(?:обще|дошкольн\w* )?(?:образовательн\w*) (?:учреждени|организаци)\w*|\bучреждени\w*"
)
_AGES = re.compile(r"(\d{1,2})\s*[-–—]\s*(\d{1,2})")
_EXPERIENCE = re.compile(r"стаж\D{0,12}(\d{1,2})")


class HeadcountChecker(RowChecker):
    """Values of a row; ages and experience may stand in the words of the category too."""

    def __init__(self, headings: dict[str, str], *, today: dt.date, source: str) -> None:
        super().__init__(HEADCOUNT_COLUMNS, headings)
        self.today, self.source = today, source

    def check(self, row: ListRow) -> CheckedRow:
        checked = self.begin(row)
        for code in WHOSE:
            self.text(code, 400)
        self.read_day()
        self.read_who()
        value = self.needed("value", to_whole)
        if value is not None and value > MOST:
            self.say("value", "Численность слишком велика: проверьте число.")
        checked.values["value"] = value
        if not self.text("source", 200):
            checked.values["source"] = self.source
        return checked

    def needed(self, code: str, read: Any) -> Any:
        if code not in self.row.cells:
            self.say(code, f"Не указано: {self.titles[code].lower()}.")
            return None
        return self.cell(code, read)

    def read_day(self) -> None:
        day = self.needed("as_of", lambda cell: to_date(cell, today=self.today))
        if day and not FIRST_DAY <= day <= self.today:
            self.say("as_of", f"Дата {day:%d.%m.%Y} – не прошедший день: проверьте год.")
        elif day:
            self.checked.values["as_of"] = day.isoformat()

    def read_who(self) -> None:
        words = (self.needed("category", clean_text) or "").lower().replace("ё", "е")
        category = category_in(words)
        if words and category is None:
            self.say(
                "category",
                f"Категория «{words[:40]}» не известна: ученики, педагоги или предприятия.",
            )
            return
        ages = self.cell("ages", read_ages) if "ages" in self.row.cells else ages_in(words)
        low, high = ages or (None, None)
        self.checked.values |= {
            "category": category,
            "age_from": low,
            "age_to": high,
            "experience_to": self.experience(words, category),
        }

    def experience(self, words: str, category: str | None) -> int | None:
        years = self.cell("experience_to", to_whole)
        if years is None and (said := _EXPERIENCE.search(words)):
            years = int(said[1])
        if years is None and "молод" in words:
            years = YOUNG_TEACHER
        if years is not None and category != Headcount.Category.TEACHER:
            self.say("experience_to", "Стаж указывается только у педагогов.")
        elif years is not None and years > LONGEST_EXPERIENCE:
            self.say("experience_to", f"Стаж {years} лет не похож на настоящий.")
        return years


def category_in(text: str) -> str | None:
    """The category that a cell or a heading names."""
    plain = text.lower().replace("ё", "е")
    return next((category for category, stems in _CATEGORIES if stems.search(plain)), None)


def tells_bounds(text: str) -> bool:
    """Whether a heading narrows a category: by ages or by experience."""
    return ages_in(text) is not None or "стаж" in text.lower() or "молод" in text.lower()


def ages_in(text: str) -> tuple[int, int] | None:
    found = _AGES.search(text)
    return (int(found[1]), int(found[2])) if found else None


def read_ages(cell: Cell) -> tuple[int, int] | None:
    """«10–19» or «15 - 19 лет»; ValueError for upside down, and for what Excel made a date of."""
    if isinstance(cell, dt.date):
        raise ValueError("Excel принял возраст за дату: сделайте ячейку текстовой и впишите 10–19.")
    text = clean_text(cell)
    ages = ages_in(text)
    if ages is None:
        raise ValueError(f"Возраст «{text[:40]}» не прочитан: напишите его так: 10–19.")
    if not ages[0] <= ages[1] <= OLDEST:
        raise ValueError(f"Возраст «{text[:40]}»: верхняя граница меньше нижней или больше 100.")
    return ages


class HeadcountPlanner:
    """Plans rows for the member's own institution, or for those below their organization."""

    def __init__(
        self, member: Membership, rows: Iterable[CheckedRow], headings: dict[str, str]
    ) -> None:
        self.member, self.rows = member, list(rows)
        self.titles = {column.code: column.heading for column in HEADCOUNT_COLUMNS} | headings
        self.institutions = list(Organization.objects.visible_to(member).institutions())
        self.by_code = {node.code: node for node in self.institutions}
        self.indexes = [
            (read, _indexed(self.institutions, read, fields))
            for read, fields in (
                (_figures, ("inn",)),
                (letters, ("name", "short_name")),
                (bare_name, ("name", "short_name")),
            )
        ]
        sound = [row for row in self.rows if not row.is_refused]
        days = {dt.date.fromisoformat(row.values["as_of"]) for row in sound}
        entered = Headcount.objects.filter(organization__in=self.institutions, as_of__in=days)
        self.entered = {key_of_headcount(row): row for row in entered}
        self.taken: dict[Any, int] = {}

    def plan(self) -> list[RowPlan]:
        return [self.plan_row(row) for row in self.rows]

    def plan_row(self, row: CheckedRow) -> RowPlan:
        values = row.values
        plan = RowPlan(row, title=next((values[code] for code in WHOSE if code in values), ""))
        if row.is_refused:
            return plan
        institution = self.institution_of(plan)
        if institution is None:
            return plan
        new = Headcount(
            organization=institution,
            as_of=dt.date.fromisoformat(values["as_of"]),
            **{name: values[name] for name in KEY},
        )
        plan.title = f"{institution}: {str(new).rpartition(':')[0].lower()}"
        key = key_of_headcount(new)
        if key in self.taken:
            text = f"Эта численность уже есть в файле, строка {self.taken[key]}."
            return plan.refuse(self.titles["value"], text)
        self.taken[key] = row.number
        plan.target = self.entered.get(key, new)
        for name in ("value", "source"):
            plan.put(name, values[name])
        return plan.settle()

    def institution_of(self, plan: RowPlan) -> Organization | None:
        """By code, ИНН or name; in an institution a row without any speaks of itself."""
        said = [(code, text) for code in WHOSE if (text := plan.row.values.get(code))]
        own = self.member.organization
        if not said and own.is_institution:
            return own
        if not said:
            plan.refuse(self.titles["code"], "Не указана организация: код, ИНН или наименование.")
            return None
        found = next((node for _, text in said if (node := self.named(text))), None)
        if found is None:
            where = (
                "это не ваша организация" if own.is_institution else "её нет на вашей территории"
            )
            code, text = said[0]
            plan.refuse(self.titles[code], f"Организация «{text[:60]}»: {where}.")
        return found

    def named(self, said: str) -> Organization | None:
        """The one institution of this code, ИНН or name.

        Namesakes, and branches with the ИНН of their head, are told apart by codes only. «Озёрская
        СОШ» is «МБОУ «Озёрская СОШ»» where no other one is called so.
        """
        if found := self.by_code.get(said.lower()):
            return found
        for read, index in self.indexes:
            fitting = index.get(read(said), set())
            if len(fitting) == 1:
                return next(iter(fitting))
        return None


def bare_name(name: str) -> str:
    """A name by its letters without the legal form: «МБОУ», «муниципальное … учреждение»."""
    return letters(_LEGAL_FORM.sub(" ", name.lower().replace("ё", "е")))


def _figures(text: str) -> str:
    return "".join(text.split())


def _indexed(
    institutions: Iterable[Organization], read: Callable[[str], str], fields: Iterable[str]
) -> dict[str, set[Organization]]:
    found: dict[str, set[Organization]] = {}
    for node in institutions:
        for key in filter(None, (read(getattr(node, name)) for name in fields)):
            found.setdefault(key, set()).add(node)
    return found


def key_of_headcount(row: Headcount) -> tuple[Any, ...]:
    return (row.organization_id, row.as_of, *(getattr(row, name) for name in KEY))


def write_headcounts(plans: Iterable[RowPlan]) -> None:
    """Write everything the plans say; the caller holds the transaction."""
    ready = list(plans)
    new = [plan.target for plan in ready if plan.outcome == Outcome.CREATED]
    changed = [plan.target for plan in ready if plan.outcome == Outcome.UPDATED]
    Headcount.objects.bulk_create(new, batch_size=500)
    Headcount.objects.bulk_update(changed, ["value", "source"], batch_size=500)
