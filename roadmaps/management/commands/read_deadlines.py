import json
import sys

from django.core.management import BaseCommand

from roadmaps.deadlines import read

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # Windows editors put it before the first line


class Command(BaseCommand):
    help = (
        "Read deadline phrases from standard input, one a line; one JSON object a line comes out."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        for line in sys.stdin.buffer:
            phrase = line.decode("utf-8", errors="replace").strip("\r\n").lstrip(MARK)
            self.stdout.write(json.dumps(read(phrase).as_json(), ensure_ascii=False))
