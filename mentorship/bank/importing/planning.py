"""What a row would do to the bank: compared with what stands there, nothing written yet."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mentorship.bank.affiliations import Category, Standing
from mentorship.bank.banks import BANKS, Bank
from mentorship.bank.companions import Companion
from mentorship.bank.contacts import contacts_text, read_contacts
from mentorship.bank.importing.checking import Forms
from mentorship.bank.importing.columns import heading_of
from mentorship.bank.importing.decisions import Decisions, key_of_row
from mentorship.bank.importing.matching import (
    BankIndex,
    Candidate,
    Known,
    Match,
    Matcher,
    birth_in,
    row_key,
)
from mentorship.bank.importing.values import lost_parts
from mentorship.bank.models import MenteeEntry, MentorEntry, MentoringForm, Person
from mentorship.bank.services import STOPPED, day_of_entering
from mentorship.bank.sheets import forms_text
from mentorship.core.cells import clean_text
from mentorship.core.names import guess_sex
from mentorship.core.spreadsheets.lists import CheckedRow, Message, letters
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear

_ENTRY_TEXTS = {
    Bank.MENTORS: (
        "competences", "achievements", "interests", "desired_age", "time_resource", "outcome",
        "case_link",
    ),
    Bank.MENTEES: ("request", "outcome", "case_link", "completion_mark"),
}  # fmt: skip
# Values that say several things at once.
LISTED = ("competences", "achievements", "interests", "request")
_DATES = ("entered_on", "left_on")
_NAME = ("last_name", "first_name", "patronymic")
_KEYS = ("sort_name", "search_text")


@dataclass
class RowPlan:
    """A row, whom it speaks of, and what would change; `outcome` says it in one word.

    `person` and `entry` are new objects or those of the bank, with their changes set already; the
    values from before stand in the changes, by field. A row with `candidates` is asked about,
    unless there is an `answer` already.
    """

    row: CheckedRow
    outcome: str = "refused"
    person: Person | None = None
    entry: MentorEntry | MenteeEntry | None = None
    person_changes: dict[str, Any] = field(default_factory=dict)
    entry_changes: dict[str, Any] = field(default_factory=dict)
    forms: list[MentoringForm] | None = None
    candidates: list[Candidate] = field(default_factory=list)
    answer: str = ""
    effect: dict[str, Any] = field(default_factory=dict)
    standing: Standing | None = None
    standing_from: date | None = None

    @property
    def changes_anything(self) -> bool:
        changed = self.person_changes or self.entry_changes or self.standing
        return bool(changed) or self.forms is not None


class Planner:
    """Plans all rows of one sheet against one institution's bank."""

    def __init__(
        self,
        institution: Organization,
        bank: Bank,
        rows: Iterable[CheckedRow],
        *,
        headings: dict[str, str],
        year: SchoolYear,
        today: date,
        spelled: Collection[int] = (),
        asks: bool = True,
        answers: Mapping[int, str] | None = None,
    ) -> None:
        """`spelled` are rows whose name and birth are taken though the bank writes them otherwise.

        What was said of doubles before is known from the institution's decisions; unless it
        `asks`, whoever is only alike is another person. Rows with `answers` are not looked for.
        """
        self.institution, self.bank, self.rows = institution, bank, list(rows)
        self.headings, self.spelled = headings, spelled
        self.year, self.today, self.forms = year, today, Forms()
        sound = [row for row in self.rows if not row.is_refused]
        self.index = BankIndex(institution, BANKS[bank], sound, year, year.counted_on(today))
        decisions = Decisions(institution, (key_of_row(row.values) for row in sound))
        said = answers or {}
        self.matches = Matcher(self.index, decisions, sound, asks=asks, answers=said).matches
        stopped = Person.objects.stopped_on(today).filter(pk__in=self.index.known)
        self.stopped = set(stopped.values_list("pk", flat=True))
        self.left_out: set[int] = set()
        self.taken: dict[Any, int] = {}
        self.partners = {letters(p.name): p for p in institution.partners.all()}

    def plan(self) -> list[RowPlan]:
        return [self.plan_row(row) for row in self.rows]

    def plan_row(self, row: CheckedRow) -> RowPlan:
        plan = RowPlan(row)
        if not row.is_refused:
            self.plan_match(plan, self.matches[row.number])
        if plan.outcome == "refused":
            self.left_out.add(row.number)
        return plan

    def plan_match(self, plan: RowPlan, match: Match) -> None:
        row, known = plan.row, match.known
        plan.candidates = [c for c in match.candidates if c.row not in self.left_out]
        plan.answer = match.answer if plan.candidates else ""
        if match.same_row and match.same_row not in self.left_out:
            self.skip(plan, match.same_row)
        elif plan.candidates and not match.answer:
            plan.outcome = "asked"
        elif (first := self.taken_by(row, known)) and match.answer:
            self.skip(plan, first)
        elif first:
            self.refuse(plan, "name", f"Этот человек уже есть в файле, строка {first}.")
        elif known is None:
            self.plan_new(plan)
        elif known.person.pk in self.stopped:
            self.refuse(plan, "name", STOPPED)
        else:
            self.plan_known(plan, known)

    def taken_by(self, row: CheckedRow, known: Known | None) -> int | None:
        """Number of the row that speaks of the same person already; else this one takes them.

        A person who left and came again has two entries: rows of both may stand side by side.
        """
        key: Any
        if known:
            entry = self.entry_of(row, known)
            key = ("entry", entry.pk) if entry else ("person", known.person.pk)
        else:
            key = ("new", row_key(row.values), row.values.get("birth"))
        unborn = ("new", row_key(row.values), None)
        first = self.taken.get(key) or (self.taken.get(unborn) if key[0] == "new" else None)
        self.taken.setdefault(key, row.number)
        return first

    def entry_of(self, row: CheckedRow, known: Known) -> Any:
        """The entry a row is about: of the same day of entering, else the open one, else one of
        the year; nothing when the person comes anew."""
        entered = _day(row.values.get("entered_on"))
        for entry in known.entries:
            if entered and entry.entered_on == entered:
                return entry
        for entry in known.entries:
            if entry.left_on is None:
                return entry
        return next((e for e in known.entries if entered is None and self.is_of_year(e)), None)

    def is_of_year(self, entry: Any) -> bool:
        """`EntryQuerySet.of_year` for an entry already loaded."""
        return entry.entered_on <= self.year.ends_on and entry.left_on >= self.year.starts_on

    def plan_new(self, plan: RowPlan) -> None:
        values = plan.row.values
        if self.index.namesakes(values):
            text = "В базе есть человек с тем же именем и другим годом рождения: будет новый."
            self.warn(plan, "name", text)
        surname, first_name, patronymic = values["name"]
        person = Person(
            institution=self.institution,
            last_name=surname,
            first_name=first_name,
            patronymic=patronymic,
            sex=guess_sex(" ".join(filter(None, values["name"]))),
        )
        plan.person = person
        self.set_person(plan, person)
        person.fill_keys()
        plan.standing = Standing(values["category"], values.get("place", ""))
        self.warn_missing(plan, None)
        self.plan_entry(plan)

    def plan_known(self, plan: RowPlan, known: Known) -> None:
        plan.person = known.person
        if plan.row.number in self.spelled:
            self.set_name(plan, known.person)
        self.set_person(plan, known.person)
        self.set_standing(plan, known.person)
        self.warn_missing(plan, known.person)
        entry = self.entry_of(plan.row, known)
        if entry is None:
            self.plan_entry(plan)
            return
        plan.entry = entry
        self.set_entry(plan, self.index.companions.get(entry.pk, []))
        if entry.left_on and entry.left_on < entry.entered_on:
            self.refuse(plan, "left_on", "Дата завершения раньше даты вхождения в базе.")
            return
        plan.outcome = "updated" if plan.changes_anything else "unchanged"

    def warn_missing(self, plan: RowPlan, known: Any) -> None:
        """What neither the row nor the card says, and some list or figure will miss."""
        values, said = plan.row.values, {message.column for message in plan.row.messages}
        is_known = "birth" in values or (known and known.birth_year)
        if self.bank == Bank.MENTEES and not is_known and self.title_of("birth") not in said:
            text = "Год рождения не указан: в показатели по возрасту не войдёт."
            self.warn(plan, "birth", text)
        category = values["category"] if values["said_by"] or not known else known.category
        has_place = values.get("place") or (known and known.place)
        if category == Category.PUPIL and not has_place:
            text = "Класс не указан: в списки и печать по классам этот обучающийся не попадёт."
            self.warn(plan, "place", text)

    def plan_entry(self, plan: RowPlan) -> None:
        """A new entry; without a date of entering it stands since the day of the upload or of
        the start of the year."""
        entry = BANKS[self.bank].model(institution=self.institution, person=plan.person)
        if "entered_on" not in plan.row.values:
            entry.entered_on = day_of_entering(self.year, self.today)
            # Of a column that is not there at all the notes tell once, not every row.
            if "entered_on" in self.headings:
                text = f"Дата вхождения не указана: будет {entry.entered_on:%d.%m.%Y}."
                self.warn(plan, "entered_on", text)
        plan.entry = entry
        self.set_entry(plan, [])
        left_on = entry.left_on
        if left_on and left_on < entry.entered_on:
            self.refuse(plan, "left_on", "Дата завершения раньше даты вхождения.")
            return
        plan.outcome = "created"

    def set_person(self, plan: RowPlan, person: Person) -> None:
        """Birth and contacts; what the cell says already is left as it is."""
        values = plan.row.values
        if (birth := birth_in(values)) and self.may_set_birth(plan, person, birth.year):
            if birth.day and birth.day != person.born_on:
                _put(person, "born_on", birth.day, plan.person_changes)
            if birth.year != person.birth_year:
                _put(person, "birth_year", birth.year, plan.person_changes)
        if text := values.get("contacts", ""):
            put = _put_own_contacts if self.bank == Bank.MENTORS else _put_both_contacts
            put(person, text, plan.person_changes)
        if person.partner_id is None and (partner := self.partner_in(values.get("place", ""))):
            _put(person, "partner", partner, plan.person_changes)

    def set_name(self, plan: RowPlan, person: Person) -> None:
        """The spelling of the file, where somebody chose it."""
        for name, value in zip(_NAME, plan.row.values["name"], strict=True):
            if value != getattr(person, name):
                _put(person, name, value, plan.person_changes)
        if plan.person_changes:
            keys = {name: getattr(person, name) for name in _KEYS}
            person.fill_keys()
            plan.person_changes |= keys

    def may_set_birth(self, plan: RowPlan, person: Person, year: int) -> bool:
        """Another year of birth is a doubt somebody has answered: the bank's stays, unless told."""
        known = person.birth_year
        return known in (None, year) or plan.row.number in self.spelled

    def partner_in(self, place: str) -> Any:
        """The partner whose name the place of work contains, for mentors from enterprises."""
        key = letters(place) if self.bank == Bank.MENTORS else ""
        return next((p for name, p in self.partners.items() if name and name in key), None)

    def set_standing(self, plan: RowPlan, person: Any) -> None:
        """Another class is a move since 1 September; a category is changed only when it is said."""
        values = plan.row.values
        place = values.get("place", "")
        same_place = not place or letters(place) == letters(person.place or "")
        if same_place and values["said_by"] != "category":
            return
        category = values["category"] if values["said_by"] else person.category
        if same_place and category == person.category:
            return
        plan.standing = Standing(
            category or values["category"], (person.place or "") if same_place else place
        )
        plan.standing_from = max(self.year.starts_on, person.stands_since or self.year.starts_on)

    def set_entry(self, plan: RowPlan, companions: list[Companion]) -> None:
        entry, values = plan.entry, plan.row.values
        for name in _ENTRY_TEXTS[self.bank]:
            if name in values and values[name] != clean_text(getattr(entry, name)):
                self.warn_lost(plan, name, getattr(entry, name))
                _put(entry, name, values[name], plan.entry_changes)
        self.set_capacity(plan, len(companions))
        self.set_dates(plan, entry)
        if values.get("forms") and values["forms_text"] != forms_text(entry, companions):
            self.set_forms(plan)

    def warn_lost(self, plan: RowPlan, name: str, before: str) -> None:
        """A list of the bank that the file says less of: the row tells, nothing is kept of it."""
        if name in LISTED and lost_parts(before, plan.row.values[name]):
            self.warn(plan, name, "В файле не всё, что есть в базе: недостающее пропадёт.")

    def set_capacity(self, plan: RowPlan, taken: int) -> None:
        """How many a mentor can take, never fewer than there are."""
        entry: Any = plan.entry
        capacity = plan.row.values.get("capacity")
        if capacity is None or capacity == entry.capacity:
            return
        if capacity < taken:
            text = f"Наставник уже ведёт {taken}: число мест осталось как было."
            self.warn(plan, "capacity", text)
        else:
            _put(entry, "capacity", capacity, plan.entry_changes)

    def set_dates(self, plan: RowPlan, entry: Any) -> None:
        """What began in an earlier year keeps its beginning: past figures stand on it."""
        for name in _DATES:
            day = _day(plan.row.values.get(name))
            if day is None or day == getattr(entry, name):
                continue
            began = entry.entered_on if entry.pk and name == "entered_on" else None
            if began and began < self.year.starts_on <= day:
                text = f"В базе участие идёт с {began:%d.%m.%Y}: эта дата осталась."
                self.warn(plan, name, text)
            else:
                _put(entry, name, day, plan.entry_changes)

    def set_forms(self, plan: RowPlan) -> None:
        found = [self.forms.by_code[code] for code in plan.row.values["forms"]]
        entry: Any = plan.entry
        if self.bank == Bank.MENTEES:
            if entry.form_id != found[0].pk:
                _put(entry, "form", found[0], plan.entry_changes)
        elif entry.pk is None or {f.pk for f in entry.forms.all()} != {f.pk for f in found}:
            plan.forms = found

    def skip(self, plan: RowPlan, number: int) -> None:
        """Somebody said that another row speaks of the same person."""
        plan.outcome = "skipped"
        self.warn(plan, "name", f"Это тот же человек, что в строке {number}: так отвечено.")

    def refuse(self, plan: RowPlan, code: str, text: str) -> RowPlan:
        self.say(plan, code, text, is_error=True)
        plan.outcome = "refused"
        return plan

    def warn(self, plan: RowPlan, code: str, text: str) -> None:
        self.say(plan, code, text, is_error=False)

    def say(self, plan: RowPlan, code: str, text: str, *, is_error: bool) -> None:
        """Said once: a run is planned again when it is confirmed."""
        message = Message(self.title_of(code), text, is_error)
        if message not in plan.row.messages:
            plan.row.messages.append(message)

    def title_of(self, code: str) -> str:
        return self.headings.get(code) or heading_of(self.bank, code)


def _put(row: Any, name: str, value: Any, changes: dict[str, Any]) -> None:
    changes.setdefault(name, getattr(row, name))
    setattr(row, name, value)


def _put_own_contacts(person: Person, text: str, changes: dict[str, Any]) -> None:
    if text != clean_text(person.contacts):
        _put(person, "contacts", text, changes)


def _put_both_contacts(person: Person, text: str, changes: dict[str, Any]) -> None:
    """Contacts of a mentee and of who represents them; the bank's own wording changes nothing."""
    if text == clean_text(contacts_text(person)):
        return
    read = read_contacts(text)
    for name, value in (
        ("contacts", read.own),
        ("representative_name", read.representative_name),
        ("representative_contacts", read.representative_contacts),
    ):
        if value and value != clean_text(getattr(person, name)):
            _put(person, name, value, changes)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
