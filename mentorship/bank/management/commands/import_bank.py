import json
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from rapidfuzz import fuzz, process

from mentorship.bank.banks import Bank
from mentorship.bank.importing.opening import LARGEST_FILE
from mentorship.bank.importing.report import doubles_of, messages_of
from mentorship.bank.importing.services import import_at_once, preview_bank
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear


class Command(BaseCommand):
    help = "Loads a bank from a table; without --confirm only tells what it would do."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--organization", required=True, metavar="CODE")
        parser.add_argument(
            "--bank", choices=Bank.values, help="Какая это база, если по столбцам не видно."
        )
        parser.add_argument("--year", type=int, help="Первый год учебного года, например 2022.")
        parser.add_argument(
            "--confirm", action="store_true", help="Записать, а не только показать."
        )
        parser.add_argument(
            "--assume-different",
            action="store_true",
            help="Похожих людей считать разными, а не пропускать.",
        )
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args, as_json, **options):
        try:
            preview = self.run_import(**options)
        except DomainError as refusal:
            if as_json:
                self.stdout.write(json.dumps({"error": str(refusal)}, ensure_ascii=False))
            raise CommandError(str(refusal)) from refusal
        report = preview.counts | {
            "rows": list(messages_of(preview)),
            "doubles": list(doubles_of(preview)),
        }
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            self.tell(report, options["confirm"])

    def run_import(self, *, file, organization, year, confirm, bank, assume_different, **options):
        today = timezone.localdate()
        wanted = {
            "institution": institution_of(organization),
            "content": content_of(file),
            "filename": Path(file).name,
            "year": SchoolYear(year) if year else SchoolYear.containing(today),
            "today": today,
            "wanted": Bank(bank) if bank else None,
            "asks": not assume_different,
        }
        return import_at_once(**wanted) if confirm else preview_bank(**wanted)

    def tell(self, report, is_written):
        for line in report["rows"]:
            column = f", столбец «{line['column']}»" if line["column"] else ""
            self.stderr.write(f"Строка {line['row']}{column}: {line['message']}")
        for double in report["doubles"]:
            other = f"карточка {double['person']}" if double["person"] else ""
            other = other or f"строка {double['other_row']}"
            self.stderr.write(
                f"Строка {double['row']}: возможно, это тот же человек, что {other} "
                f"({double['why']}). Ответьте на странице загрузки или добавьте --assume-different."
            )
        done = "Записано" if is_written else "Будет записано"
        self.stdout.write(
            f"{done}: новых {report['created']}, изменено {report['updated']}, "
            f"без изменений {report['unchanged']}, не принято {report['refused']}, "
            f"без ответа {report['asked']}"
        )


def institution_of(code):
    """DomainError where the code is nobody's, with the codes that look or read like it."""
    try:
        return Organization.objects.get(code=code)
    except Organization.DoesNotExist:
        near = "; ".join(f"{one.code} – {one.short_name}" for one in nearest(code))
        hint = f" Похожие: {near}." if near else ""
        raise DomainError(f"Нет организации с кодом «{code}».{hint}") from None


def nearest(code):
    """Institutions whose code or name is most like what was typed."""
    institutions = {one.pk: one for one in Organization.objects.filter(level="institution")}
    words = {pk: f"{one.code} {one.short_name}".lower() for pk, one in institutions.items()}
    found = process.extract(code.lower(), words, scorer=fuzz.WRatio, limit=3, score_cutoff=60)
    return [institutions[pk] for _, _, pk in found]


def content_of(path):
    """Bytes of the file, no more than an import takes; DomainError where it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise DomainError(f"Файла «{path}» нет.") from None
    except OSError as error:
        raise DomainError(f"Файл «{path}» не открывается: это папка или нет прав.") from error
