"""What a plan says, frozen: the content of a version, and reading it back."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from roadmaps.models import Roadmap, Section


@dataclass(frozen=True)
class TaskText:
    """What is printed of a task. Marks and reports are no part of the plan, nor are read dates."""

    key: int
    number: str
    title: str
    heading: str
    content: str
    deadline_text: str
    responsible: str
    expected_result: str


@dataclass(frozen=True)
class SectionText:
    key: int
    number: str
    title: str
    tasks: tuple[TaskText, ...]

    @property
    def label(self) -> str:
        """«4. Отбор и обучение», without a number «Отбор и обучение»."""
        number = self.number.strip().rstrip(".")
        return f"{number}. {self.title}".strip(". ") if number else self.title


PRINTED = tuple(name for name in TaskText.__dataclass_fields__ if name != "key")


def content_of(roadmap: Roadmap) -> list[dict[str, Any]]:
    """The plan as it stands now, ready to be stored; the keys are those of the rows."""
    sections = Section.objects.filter(roadmap=roadmap).prefetch_related("tasks")
    return [
        asdict(
            SectionText(
                key=section.pk,
                number=section.number,
                title=section.title,
                tasks=tuple(
                    TaskText(key=task.pk, **{name: getattr(task, name) for name in PRINTED})
                    for task in section.tasks.all()
                ),
            )
        )
        for section in sections.order_by("position", "pk")
    ]


def sections_of(content: list[dict[str, Any]]) -> tuple[SectionText, ...]:
    """The stored content read back."""
    return tuple(
        SectionText(
            key=row["key"],
            number=row["number"],
            title=row["title"],
            tasks=tuple(TaskText(**task) for task in row["tasks"]),
        )
        for row in content
    )


def tasks_of(sections: Sequence[SectionText]) -> Iterator[TaskText]:
    for section in sections:
        yield from section.tasks
