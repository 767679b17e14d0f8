import json

from django.core.management import BaseCommand

from monitoring.management.arguments import add_day, day_of, organization_of, school_year_of
from monitoring.summaries import indicator_values


class Command(BaseCommand):
    help = "Prints the target indicators of an organization and a school year."

    def add_arguments(self, parser):
        parser.add_argument("--organization", metavar="CODE")
        parser.add_argument("--year", metavar="2022", help="2022 means 2022/2023")
        parser.add_argument("--json", action="store_true", dest="as_json")
        add_day(parser)

    def handle(self, *args, organization, year, as_json, on, **options):
        place, school_year = organization_of(organization), school_year_of(year)
        values = indicator_values(place, school_year, day_of(on))
        if as_json:
            rows = [row_of(value) for value in values]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for value in values:
            self.stdout.write(f"{value.indicator.code:<4} {value.text:<22} {value.indicator}")
            for note in filter(None, [value.left_out_text, str(value.coverage or "")]):
                self.stderr.write(f"     {note}")


def row_of(value):
    """Everything the page shows of an indicator; what is not known is null."""
    return {
        "code": value.indicator.code,
        "title": value.indicator.title,
        "version": value.indicator.version,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "percent": value.percent,
        "reason": value.reason or None,
        "plan": value.plan.value if value.plan else None,
        "difference": value.difference,
        "stated": value.stated.percent if value.stated else None,
        "left_out": value.left_out,
        "coverage": str(value.coverage) if value.coverage else None,
    }
