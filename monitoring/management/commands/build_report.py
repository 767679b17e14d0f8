import os
import tempfile
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from monitoring.exports import REPORTS
from monitoring.management.arguments import organization_of, school_year_of


class Command(BaseCommand):
    help = "Writes a report of an organization and a school year as XLSX."

    def add_arguments(self, parser):
        parser.add_argument("form", nargs="?", help="code of the form: targets")
        parser.add_argument("--organization", metavar="CODE")
        parser.add_argument("--year", metavar="2022", help="2022 means 2022/2023")
        parser.add_argument("--out", metavar="FILE.xlsx")

    def handle(self, *args, form, organization, year, out, **options):
        if form not in REPORTS:
            known = ", ".join(REPORTS)
            raise CommandError(f"Формы отчёта «{form or ''}» нет. Есть: {known}.")
        if not out:
            raise CommandError("Укажите файл: --out ФАЙЛ.xlsx")
        place, school_year = organization_of(organization), school_year_of(year)
        content = REPORTS[form].build(place, school_year, timezone.localdate(), None)
        write_whole(Path(out), content)
        self.stderr.write(f"Записан отчёт: {out}")


def write_whole(path, content):
    """The file appears complete or not at all; CommandError in Russian when it cannot."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".report-", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CommandError(f"Файл «{path}» записать нельзя: {error.strerror}.") from None
