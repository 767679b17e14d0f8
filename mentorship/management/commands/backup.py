import json
import time
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from mentorship.backup.making import make_backup
from mentorship.core.exceptions import DomainError


class Command(BaseCommand):
    help = "Copies database and stored files into one file while the site goes on."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file, **options):
        started = time.monotonic()
        try:
            manifest = make_backup(file.absolute(), self.stderr.write)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        told = {
            "file": str(file),
            "bytes": file.stat().st_size,
            "documents": manifest.rows["documents_document"],
            "files": len(manifest.files) - 1,
            "seconds": round(time.monotonic() - started, 1),
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False))
