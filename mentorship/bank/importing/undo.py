"""An import taken back whole, while nothing depends on it; else it is said what does."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Count
from django.utils import timezone
from pghistory.models import Event
from psycopg2.extras import DateRange

from mentorship.bank.banks import BANKS, Bank
from mentorship.bank.importing.opening import refuse_strangers
from mentorship.bank.importing.services import lock
from mentorship.bank.importing.writing import STANDING_FIELDS, plain, standings_of
from mentorship.bank.models import (
    Affiliation,
    DoubleDecision,
    ImportRow,
    ImportRun,
    MentorEntry,
    Person,
)
from mentorship.core.exceptions import DomainError
from mentorship.core.wording import counted
from mentorship.organizations.models import Membership

# What an import makes beside a person, or what is only about imports.
_OWN = frozenset({Affiliation, ImportRow, DoubleDecision, MentorEntry.forms.through})
_EDITED = "сведения изменены после загрузки"
_GONE = "карточка объединена с другой или удалена"


@dataclass(frozen=True)
class Blocker:
    """Why the import cannot be taken back: somebody it brought, and what depends on them."""

    title: str
    url: str
    reasons: tuple[str, ...]


class Undoing:
    """The effects of one run, the last row first."""

    def __init__(self, run: ImportRun) -> None:
        written = run.rows.filter(outcome__in=["created", "updated"]).order_by("-number")
        self.rows = list(written)
        self.effects: list[dict[str, Any]] = [row.effect for row in self.rows]
        self.entry_model: Any = BANKS[Bank(run.bank)].model
        self.people = self.made("person")
        self.entries = self.made("entry")
        self.standings = self.made("standing")

    def made(self, what: str) -> set[int]:
        return {e["made"][what] for e in self.effects if what in e.get("made", {})}

    @property
    def words(self) -> str:
        """What taking the run back would do, for the question before it."""
        changed = len(self.rows) - sum("made" in effect for effect in self.effects)
        gone = [
            (len(self.people), "карточка", "карточки", "карточек"),
            (len(self.entries), "запись в базе", "записи в базе", "записей в базе"),
        ]
        removed = ", ".join(counted(number, *forms) for number, *forms in gone if number)
        words = [f"Удалится: {removed}"] if removed else []
        if changed:
            words.append(
                f"Прежние значения вернутся: {counted(changed, 'строка', 'строки', 'строк')}"
            )
        return ". ".join(words)

    def blockers(self) -> list[Blocker]:
        """Everything that depends on the people and entries of the run, by person."""
        reasons: dict[int, list[str]] = defaultdict(list)
        for pk, words in self._dependants(Person, self.people):
            reasons[pk].append(words)
        for pk, words in self._dependants(self.entry_model, self.entries):
            reasons[self.person_of(pk)].append(words)
        for pk in self._edited():
            reasons[pk].append(_EDITED)
        people = Person.objects.filter(pk__in=reasons).order_by("sort_name", "pk")
        named = [
            Blocker(p.full_name, p.get_absolute_url(), tuple(dict.fromkeys(reasons[p.pk])))
            for p in people
        ]
        return named + self._gone()

    def person_of(self, entry_pk: int) -> int:
        of = next(e["of"] for e in self.effects if e["of"]["entry"] == entry_pk)
        return int(of["person"])

    def _gone(self) -> list[Blocker]:
        left = set(Person.objects.filter(pk__in=self.people).values_list("pk", flat=True))
        entries = set(self.entry_model.objects.filter(pk__in=self.entries).values_list("pk"))
        entries_left = {pk for (pk,) in entries}
        return [
            Blocker(f"Строка {row.number}", "", (_GONE,))
            for row in reversed(self.rows)
            if row.effect.get("made", {}).get("person", 0) in self.people - left
            or row.effect.get("made", {}).get("entry", 0) in self.entries - entries_left
        ]

    def _dependants(
        self, model: type[models.Model], pks: Collection[int]
    ) -> Iterator[tuple[int, str]]:
        """Rows of any room that point at these, whatever the database would do with them."""
        for relation in _relations(model):
            other: Any = relation.related_model
            name = relation.field.name
            rows = other._base_manager.filter(**{f"{name}__in": pks})
            if other is self.entry_model:
                rows = rows.exclude(pk__in=self.entries)
            words = other._meta.verbose_name_plural
            for pk, number in rows.values_list(name).annotate(n=Count("pk")).order_by(name):
                yield pk, f"{words}: {number}"

    def _edited(self) -> Iterator[int]:
        """People brought by the run who do not stand as it wrote them."""
        yield from _changed_since(Person, self.people)
        for pk in _changed_since(self.entry_model, self.entries):
            yield self.person_of(pk)
        places = Affiliation.objects.filter(person__in=self.people)
        changed = _changed_since(Affiliation, self.standings)
        later = places.exclude(pk__in=self.standings) | places.filter(pk__in=changed)
        yield from later.values_list("person", flat=True)
        forms = _forms_of(self.entries) if self.entry_model is MentorEntry else {}
        for effect in self.effects:
            entry = effect.get("made", {}).get("entry")
            if "forms" in effect and entry and forms.get(entry, []) != effect["forms"][1]:
                yield effect["of"]["person"]

    def take_back(self) -> list[str]:
        """Undo every row; gives in words what was changed since and therefore stays."""
        kept = _restore_standings(self.effects)
        kept += _restore_fields(self.entry_model, "entry", self.effects)
        kept += _restore_fields(Person, "person", self.effects)
        kept += _restore_forms([e for e in self.effects if e["of"]["entry"] not in self.entries])
        MentorEntry.forms.through.objects.filter(
            mentorentry__in=self.entries if self.entry_model is MentorEntry else ()
        ).delete()
        self.entry_model.objects.filter(pk__in=self.entries).delete()
        Affiliation.objects.filter(pk__in=self.standings).delete()
        Person.objects.filter(pk__in=self.people).delete()
        return sorted(set(kept))


@transaction.atomic
def undo_import(*, member: Membership, run: ImportRun) -> ImportRun:
    """Take an import back whole; DomainError when something depends on what it brought.

    Values it changed are put back where nobody has changed them since. Safe to run twice.
    """
    refuse_strangers(member, run)
    lock(run.institution_id)
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state == ImportRun.State.UNDONE:
        return run
    if run.state != ImportRun.State.CONFIRMED or not run.rows.exists():
        raise DomainError("Отменить можно только недавнюю завершённую загрузку.")
    undoing = Undoing(run)
    if blockers := undoing.blockers():
        raise DomainError(
            f"Загрузку нельзя отменить: от неё уже зависят другие записи ({len(blockers)}). "
            "Они перечислены на странице загрузки."
        )
    run.counts |= {"kept": undoing.take_back()}
    run.state, run.undone_at, run.undone_by = run.State.UNDONE, timezone.now(), member
    run.rows.all().delete()
    run.save(update_fields=["counts", "state", "undone_at", "undone_by"])
    return run


def _relations(model: type[models.Model]) -> Iterator[Any]:
    """What points at a model from anywhere, the change log and the import itself left out."""
    for relation in model._meta.get_fields(include_hidden=True):
        points = relation.auto_created and not relation.concrete and not relation.many_to_many
        other: Any = relation.related_model
        if points and other not in _OWN and not issubclass(other, Event):
            yield relation


def _changed_since(model: Any, pks: Collection[int]) -> list[int]:
    """Rows that do not stand as they were inserted: the change log remembers how."""
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    events = model.pgh_event_model.objects.filter(pgh_obj__in=pks, pgh_label="insert")
    inserted = {pk: values for pk, *values in events.values_list("pgh_obj_id", *names)}
    rows = model.objects.filter(pk__in=pks).values_list("pk", *names)
    return [pk for pk, *values in rows if values != inserted.get(pk)]


def _restore_fields(model: Any, what: str, effects: list[dict[str, Any]]) -> list[str]:
    changed = [(e["of"][what], e[what]) for e in effects if what in e]
    rows = model.objects.in_bulk([pk for pk, _ in changed])
    kept: list[str] = []
    touched: set[str] = set()
    for pk, fields in changed:
        for name, (before, after) in fields.items():
            field = model._meta.get_field(name)
            if pk in rows and plain(getattr(rows[pk], field.attname)) == after:
                setattr(rows[pk], field.attname, field.to_python(before))
                touched.add(name)
            else:
                kept.append(str(field.verbose_name))
    if touched:
        model.objects.bulk_update(rows.values(), sorted(touched), batch_size=500)
    return kept


def _forms_of(entries: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    links = MentorEntry.forms.through.objects.filter(mentorentry__in=entries)
    for entry, form in links.order_by("mentoringform").values_list("mentorentry", "mentoringform"):
        found[entry].append(form)
    return found


def _restore_forms(effects: list[dict[str, Any]]) -> list[str]:
    changed = {e["of"]["entry"]: e["forms"] for e in effects if "forms" in e}
    now = _forms_of(changed)
    same = [pk for pk, (_, after) in changed.items() if now.get(pk, []) == after]
    through = MentorEntry.forms.through
    through.objects.filter(mentorentry__in=same).delete()
    through.objects.bulk_create(
        through(mentorentry_id=pk, mentoringform_id=form) for pk in same for form in changed[pk][0]
    )
    return ["формы наставничества"] if len(same) < len(changed) else []


def _restore_standings(effects: list[dict[str, Any]]) -> list[str]:
    changed = {e["of"]["person"]: e["standings"] for e in effects if "standings" in e}
    now: dict[int, list[Affiliation]] = defaultdict(list)
    for one in Affiliation.objects.filter(person__in=changed):
        now[one.person_id].append(one)
    kept: list[str] = []
    dropped: list[int] = []
    rewritten: list[Affiliation] = []
    for person, (before, after) in changed.items():
        if standings_of(now[person]) != after:
            kept.append("класс или должность")
            continue
        for one in now[person]:
            if str(one.pk) in before:
                rewritten.append(_as_before(one, before[str(one.pk)]))
            else:
                dropped.append(one.pk)
    Affiliation.objects.filter(pk__in=dropped).delete()
    Affiliation.objects.bulk_update(rewritten, STANDING_FIELDS, batch_size=500)
    return kept


def _as_before(affiliation: Affiliation, values: list[Any]) -> Affiliation:
    affiliation.category, affiliation.place, affiliation.teaching_since, period = values
    lower, upper = (date.fromisoformat(day) if day else None for day in period)
    affiliation.period = DateRange(lower, upper)
    return affiliation
