import json
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from mentorship.bank.importing.report import messages_of
from mentorship.bank.importing.services import LARGEST_FILE, import_at_once, preview_bank
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear


class Command(BaseCommand):
    help = "Loads a bank from XLSX; without --confirm only tells what it would do."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.xlsx")
        parser.add_argument("--organization", required=True, metavar="CODE")
        parser.add_argument("--year", type=int, help="Первый год учебного года, например 2022.")
        parser.add_argument(
            "--confirm", action="store_true", help="Записать, а не только показать."
        )
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args, as_json, **options):
        try:
            preview = self.run_import(**options)
        except DomainError as refusal:
            if as_json:
                self.stdout.write(json.dumps({"error": str(refusal)}, ensure_ascii=False))
            raise CommandError(str(refusal)) from refusal
        report = preview.counts | {"rows": list(messages_of(preview))}
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            self.tell(report, options["confirm"])

    def run_import(self, *, file, organization, year, confirm, **options):
        today = timezone.localdate()
        wanted = {
            "institution": institution_of(organization),
            "content": content_of(file),
            "filename": Path(file).name,
            "year": SchoolYear(year) if year else SchoolYear.containing(today),
            "today": today,
        }
        return import_at_once(**wanted) if confirm else preview_bank(wanted=None, **wanted)

    def tell(self, report, is_written):
        for line in report["rows"]:
            column = f", столбец «{line['column']}»" if line["column"] else ""
            self.stderr.write(f"Строка {line['row']}{column}: {line['message']}")
        done = "Записано" if is_written else "Будет записано"
        self.stdout.write(
            f"{done}: новых {report['created']}, изменено {report['updated']}, "
            f"без изменений {report['unchanged']}, не принято {report['refused']}"
        )


def institution_of(code):
    """DomainError where the code is nobody's."""
    try:
        return Organization.objects.get(code=code)
    except Organization.DoesNotExist:
        raise DomainError(f"Нет организации с кодом «{code}».") from None


def content_of(path):
    """Bytes of the file, no more than an import takes; DomainError where it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise DomainError(f"Файла «{path}» нет.") from None
    except OSError as error:
        raise DomainError(f"Файл «{path}» не открывается: это папка или нет прав.") from error
