import json
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets import read_workbook
from mentorship.organizations.importing.plans import counts_of
from mentorship.organizations.importing.services import import_organizations, messages_of
from mentorship.organizations.models import Organization


class Command(BaseCommand):
    help = "Loads municipalities and institutions; without --confirm only tells what it would do."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--region", required=True, metavar="CODE")
        parser.add_argument(
            "--confirm", action="store_true", help="Записать, а не только показать."
        )
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args, file, region, confirm, as_json, **options):
        try:
            workbook = read_workbook(content_of(file), Path(file).name)
            preview = import_organizations(
                region=region_of(region), workbook=workbook, confirm=confirm
            )
        except DomainError as refusal:
            if as_json:
                self.stdout.write(json.dumps({"error": str(refusal)}, ensure_ascii=False))
            raise CommandError(str(refusal)) from refusal
        report = counts_of(preview.plans) | {"rows": messages_of(preview)}
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            self.tell(report, confirm)

    def tell(self, report, is_written):
        for line in report["rows"]:
            column = f", столбец «{line['column']}»" if line["column"] else ""
            self.stderr.write(f"Строка {line['row']}{column}: {line['message']}")
        done = "Записано" if is_written else "Будет записано"
        self.stdout.write(
            f"{done}: новых {report['created']}, изменено {report['updated']}, "
            f"без изменений {report['unchanged']}, не принято {report['refused']}"
        )


def region_of(code):
    """DomainError where the code is no region's."""
    try:
        return Organization.objects.get(code=code, level=Organization.Level.REGION)
    except Organization.DoesNotExist:
        raise DomainError(f"Нет региона с кодом «{code}».") from None


def content_of(path):
    """Bytes of the file; DomainError where it cannot be read."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise DomainError(f"Файла «{path}» нет.") from None
    except OSError as error:
        raise DomainError(f"Файл «{path}» не открывается: это папка или нет прав.") from error
