import json

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from mentorship.region.make import make_region


class Command(BaseCommand):
    help = "Fills an empty data folder with an invented region, the same for the same seed."

    def add_arguments(self, parser):
        parser.add_argument("--municipalities", type=int, default=60)
        parser.add_argument("--schools", type=int, default=800)
        parser.add_argument("--people", type=int, default=300_000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--year", type=int, help="first year of the school year")

    def handle(self, *args, municipalities, schools, people, seed, year, **options):
        current = SchoolYear.containing(timezone.localdate())
        try:
            counts, accounts = make_region(
                municipalities=municipalities,
                schools=schools,
                people=people,
                seed=seed,
                year=SchoolYear(year) if year else current,
                tell=self.stderr.write,
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        for account in accounts:
            self.stderr.write(f"{account.role_title}: {account.email} {account.password}")
        self.stdout.write(json.dumps(counts, ensure_ascii=False))
