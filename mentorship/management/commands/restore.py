import json
import time
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from mentorship.backup.restoring import restore_backup
from mentorship.core.exceptions import DomainError
from mentorship.invariants import breaches


class Command(BaseCommand):
    help = "Fills an empty installation from a copy and checks it as `verify` does."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file, **options):
        started = time.monotonic()
        try:
            manifest = restore_backup(file.absolute(), self.stderr.write)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        told = {
            "made_at": manifest.made_at,
            "rows": sum(manifest.rows.values()),
            "files": len(manifest.files) - 1,
            "seconds": round(time.monotonic() - started, 1),
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False))
        if found := breaches():
            raise CommandError("Нарушения:\n" + "\n".join(f"- {words}" for words in found))
        self.stderr.write("Восстановлено, нарушений нет.")
