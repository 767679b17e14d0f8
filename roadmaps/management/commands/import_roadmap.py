import json
from datetime import date
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.core.wording import parse_date
from mentorship.organizations.models import Organization
from roadmaps.periods import suggest_period
from roadmaps.services import import_roadmap
from roadmaps.uploads import LARGEST_FILE, parse_upload


class Command(BaseCommand):
    help = "Import a roadmap of an organization from a file with its table; all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="ФАЙЛ")
        parser.add_argument("--organization", required=True, metavar="КОД")
        parser.add_argument("--title", default="", metavar="НАЗВАНИЕ")
        parser.add_argument("--from", dest="starts_on", metavar="ГГГГ-ММ-ДД")
        parser.add_argument("--to", dest="ends_on", metavar="ГГГГ-ММ-ДД")
        parser.add_argument("--mark-reported-done", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, file, organization, title, starts_on, ends_on, **options):
        owner = Organization.objects.filter(code=organization).first()
        if owner is None:
            raise CommandError(f"Организации с кодом «{organization}» нет.")
        try:
            parsed = parse_upload(content_of(file), file.name)
            suggested = suggest_period(parsed, today=timezone.localdate())
            roadmap = import_roadmap(
                organization=owner,
                parsed=parsed,
                title=title or parsed.title or file.stem,
                starts_on=day(starts_on) or suggested[0],
                ends_on=day(ends_on) or suggested[1],
                source_name=file.name,
                mark_reported_done=options["mark_reported_done"],
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(
            f"Загружена карта «{roadmap.title}», {roadmap.starts_on:%d.%m.%Y} – "
            f"{roadmap.ends_on:%d.%m.%Y}, {owner.short_name}"
        )
        self.report(parsed, as_json=options["json"])

    def report(self, parsed, *, as_json):
        counts = {
            "rows_read": parsed.rows_read,
            "section_rows": len(parsed.section_rows),
            "sections": len(parsed.sections),
            "tasks": len(parsed.tasks),
            "joined": len(parsed.joined),
            "dropped": len(parsed.dropped),
        }
        warnings = [{"row": each.row, "message": each.message} for each in parsed.warnings]
        if as_json:
            self.stdout.write(json.dumps(counts | {"warnings": warnings}, ensure_ascii=False))
            return
        self.stdout.write(
            "Разделов {sections}, мероприятий {tasks}, продолжений {joined}, "
            "отброшено строк {dropped}".format(**counts)
        )
        for warning in warnings:
            self.stdout.write("Строка {row}: {message}".format(**warning))


def day(text: str | None) -> date | None:
    """A day of the command line, ISO or as people write it; read late, for a refusal in words."""
    try:
        return parse_date(text) if text else None
    except ValueError as error:
        raise CommandError(str(error)) from error


def content_of(file: Path) -> bytes:
    """What a reader needs at most; one byte over the limit is enough for the refusal."""
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise CommandError(f"Файл «{file}» не читается: {error.strerror}.") from error
