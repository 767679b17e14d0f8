import json
import sys
from dataclasses import asdict

from django.core.management import BaseCommand

from mentorship.core.names import decline


class Command(BaseCommand):
    help = "Reads full names, one a line, and prints their cases, one JSON object a line."

    def handle(self, *args, **options):
        for line in sys.stdin:
            if name := line.strip().removeprefix("\ufeff"):
                self.stdout.write(json.dumps(asdict(decline(name)), ensure_ascii=False))
