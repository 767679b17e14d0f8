import json

from django.core.management import BaseCommand
from django.utils import timezone

from monitoring.management.arguments import organization_of, school_year_of
from monitoring.summaries import indicator_values


class Command(BaseCommand):
    help = "Prints the target indicators of an organization and a school year."

    def add_arguments(self, parser):
        parser.add_argument("--organization", metavar="CODE")
        parser.add_argument("--year", metavar="2022", help="2022 means 2022/2023")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args, organization, year, as_json, **options):
        place, school_year = organization_of(organization), school_year_of(year)
        values = indicator_values(place, school_year, timezone.localdate())
        if as_json:
            rows = [row_of(value) for value in values]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for value in values:
            self.stdout.write(f"{value.indicator.code:<4} {value.text:<22} {value.indicator}")
            for note in filter(None, [value.left_out_text, str(value.coverage or "")]):
                self.stderr.write(f"     {note}")


def row_of(value):
    return {
        "code": value.indicator.code,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "percent": value.percent,
        "reason": value.reason or None,
    }
