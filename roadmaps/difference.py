"""What a new table would change in a roadmap that is there, task by task, before it is written."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from roadmaps.models import Occurrence, Roadmap, Task
from roadmaps.parsing import ParsedRoadmap, ParsedTask

ALIKE = 80  # of 100: the same measure in other words
ALIKE_WITH_NUMBER = 55  # the same, when the printed numbers are equal too
MOST_COMPARED = 250_000  # pairs of titles; beyond, only equal numbers are compared
UNTITLED = "(без названия)"
PRINTED = {
    "number": "Номер",
    "title": "Мероприятие",
    "heading": "Подзаголовок",
    "content": "Содержание",
    "deadline_text": "Срок",
    "responsible": "Ответственный",
    "expected_result": "Результат",
}


class ChangeKind(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"
    SAME = "same"


@dataclass(frozen=True)
class FieldChange:
    title: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """One task of the new table, of the roadmap, or of both; `section` is where it would stand."""

    kind: ChangeKind
    section: str
    row: ParsedTask | None = None
    task: Task | None = None
    fields: tuple[FieldChange, ...] = ()
    has_report: bool = False
    keeps_report: bool = False  # the table reports otherwise; what is written here stays

    @property
    def key(self) -> str:
        """The name of the change in a form: «r12» for a row, «t7» for a task that is gone."""
        return f"r{self.row.row}" if self.row else f"t{self.task.pk if self.task else ''}"

    @property
    def title(self) -> str:
        return title_of(self.row) if self.row else self.task.title if self.task else ""

    @property
    def number(self) -> str:
        return self.row.number if self.row else self.task.number if self.task else ""


def title_of(row: ParsedTask) -> str:
    return row.title or UNTITLED


def tasks_to_compare(roadmap: Roadmap) -> list[Task]:
    """Tasks in order, each with `evidence_count`, as many statements for any number of them."""
    tasks = Task.objects.filter(section__roadmap=roadmap).with_evidence_count()
    return list(tasks.select_related("section").order_by("section__position", "position", "pk"))


def compare(parsed: ParsedRoadmap, tasks: list[Task]) -> list[Change]:
    """Changes in the order of the new table; tasks that it does not have stand at the end."""
    rows = [(row, section) for section in parsed.sections for row in section.tasks]
    pairs = _matched([row for row, _ in rows], tasks)
    homes = _homes(parsed, tasks, pairs)
    said = set(
        Occurrence.objects.filter(task__in=tasks)
        .exclude(state=Occurrence.State.PLANNED)
        .values_list("task", flat=True)
    )
    found = [
        _change(row, section.title, pairs.get(row.row), said, homes.get(section.row))
        for row, section in rows
    ]
    matched = {task.pk for task in pairs.values()}
    gone = [task for task in tasks if task.pk not in matched]
    return found + [
        Change(
            kind=ChangeKind.GONE,
            section=task.section.title,
            task=task,
            has_report=_has_report(task, said),
        )
        for task in gone
    ]


def counterparts(parsed: ParsedRoadmap, tasks: list[Task]) -> dict[int, int]:
    """The section of the roadmap that each section of the table is, by its row: sections that
    share a task or a title are the same, under whatever name."""
    rows = [row for section in parsed.sections for row in section.tasks]
    return _homes(parsed, tasks, _matched(rows, tasks))


def _homes(parsed: ParsedRoadmap, tasks: list[Task], pairs: dict[int, Task]) -> dict[int, int]:
    titles = {task.section_id: _line(task.section.title) for task in tasks}
    votes: list[tuple[int, int, int]] = []
    for section in parsed.sections:
        shared = Counter(pairs[row.row].section_id for row in section.tasks if row.row in pairs)
        for key, title in titles.items():
            weight = shared[key] + 1000 * (title == _line(section.title))
            votes += [(-weight, section.row, key)] if weight else []
    homes: dict[int, int] = {}
    for _, row, key in sorted(votes):
        if row not in homes and key not in homes.values():
            homes[row] = key
    return homes


def _change(
    row: ParsedTask, section: str, task: Task | None, said: set[int], home: int | None
) -> Change:
    if task is None:
        return Change(kind=ChangeKind.ADDED, section=section, row=row)
    fields = tuple(_fields(row, section, task, home))
    reported_anew = _line(row.report_text) not in ("", _line(task.report_text))
    return Change(
        kind=ChangeKind.CHANGED if fields else ChangeKind.SAME,
        section=section,
        row=row,
        task=task,
        fields=fields,
        has_report=_has_report(task, said),
        keeps_report=reported_anew and bool(task.report_text),
    )


def _fields(row: ParsedTask, section: str, task: Task, home: int | None) -> Iterator[FieldChange]:
    """Cells that differ; a section under another name is no change of its tasks."""
    for name, title in PRINTED.items():
        old, new = getattr(task, name), title_of(row) if name == "title" else getattr(row, name)
        if _line(old) != _line(new):
            yield FieldChange(title, old, new)
    if task.section_id != home:
        yield FieldChange("Раздел", task.section.title, section)
    if row.report_text and not task.report_text:
        yield FieldChange("Исполнение", "", row.report_text)


def _has_report(task: Task, said: set[int]) -> bool:
    """Whether people have worked on the task: a report, a state, a file, a turn ticked off."""
    begun = task.progress != Task.Progress.PLANNED
    evidence = getattr(task, "evidence_count", 0)
    return bool(task.report_text or begun or evidence or task.pk in said)


def _matched(rows: list[ParsedTask], tasks: list[Task]) -> dict[int, Task]:
    """The task that each row is, by the row: equal words first, then likeness."""
    pairs: dict[int, Task] = {}
    keys: list[tuple[Callable[[ParsedTask], Hashable], Callable[[Task], Hashable]]] = [
        (
            lambda row: (row.number, _line(title_of(row)), _line(row.responsible)),
            lambda task: (task.number, _line(task.title), _line(task.responsible)),
        ),
        (
            lambda row: (row.number, _line(title_of(row))),
            lambda task: (task.number, _line(task.title)),
        ),
        (lambda row: _line(title_of(row)), lambda task: _line(task.title)),
    ]
    for of_row, of_task in keys:
        waiting: dict[Hashable, list[Task]] = defaultdict(list)
        for task in _unmatched(tasks, pairs):
            waiting[of_task(task)].append(task)
        for row in rows:
            if row.row not in pairs and waiting[of_row(row)]:
                pairs[row.row] = waiting[of_row(row)].pop(0)
    return _with_alike(rows, tasks, pairs)


def _with_alike(
    rows: list[ParsedTask], tasks: list[Task], pairs: dict[int, Task]
) -> dict[int, Task]:
    """Adds rows and tasks left over whose titles are alike, the most alike first."""
    left = [row for row in rows if row.row not in pairs]
    free = _unmatched(tasks, pairs)
    compares_all = len(left) * len(free) <= MOST_COMPARED
    scored = []
    for row in left:
        for task in free:
            is_numbered = bool(row.number) and row.number == task.number
            if is_numbered or compares_all:
                score = fuzz.ratio(_line(title_of(row)), _line(task.title))
                if score >= (ALIKE_WITH_NUMBER if is_numbered else ALIKE):
                    scored.append((-score - 10 * is_numbered, row.row, task.pk, task))
    taken: set[int] = set()
    for _, row_number, key, task in sorted(scored, key=lambda found: found[:3]):
        if row_number not in pairs and key not in taken:
            pairs[row_number] = task
            taken.add(key)
    return pairs


def _unmatched(tasks: list[Task], pairs: dict[int, Task]) -> list[Task]:
    taken = {task.pk for task in pairs.values()}
    return [task for task in tasks if task.pk not in taken]


def _line(text: str) -> str:
    return " ".join(text.split()).casefold()


def mark_of(roadmap: Roadmap, tasks: list[Task]) -> str:
    """A short mark of the roadmap as it stands, to notice that somebody has changed it since."""
    names = [*PRINTED, "pk", "section_id", "progress", "report_text", "position"]
    rows = [[getattr(task, name) for name in names] for task in tasks]
    told = f"{roadmap.title}|{roadmap.starts_on}|{roadmap.ends_on}|{rows}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]
