"""What keeps a note from being issued, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitoring.models import Note
from monitoring.notes.names import problems_in
from monitoring.persons import names_in

NAMELESS = "здесь похоже на имя человека: «{}». Выше организации имён в справках не бывает"


@dataclass(frozen=True)
class Obstacle:
    """A trouble of a section, in words that begin with its title."""

    place: str
    text: str
    url: str = ""

    def __str__(self) -> str:
        return f"«{self.place}»: {self.text}"


def obstacles_of(note: Note) -> list[Obstacle]:
    """Marks that cannot be read, and above the institution what reads like a name."""
    found = list(_of_sections(note))
    if not note.organization.is_institution:
        found += _of_advice(note)
    return found


def _of_sections(note: Note) -> Iterator[Obstacle]:
    for section in note.sections.all():
        if section.is_left_out:
            continue
        url = section.get_absolute_url()
        for problem in dict.fromkeys(problems_in(section.text, note.organization)):
            yield Obstacle(section.title, problem, url)
        if not note.organization.is_institution:
            for name in names_in(section.text, note.organization):
                yield Obstacle(section.title, NAMELESS.format(name), url)


def _of_advice(note: Note) -> Iterator[Obstacle]:
    for name in names_in(note.correction, note.organization):
        yield Obstacle("Причина исправления", NAMELESS.format(name))
    rows = note.recommendations.in_force().select_related("institution")
    for row in rows:
        for name in names_in(row.text, row.institution):
            yield Obstacle("Рекомендации", NAMELESS.format(name), row.get_absolute_url())
