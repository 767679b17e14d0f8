from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from monitoring.exports import REPORTS
from monitoring.management.arguments import organization_of, school_year_of
from monitoring.management.writing import write_whole


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
