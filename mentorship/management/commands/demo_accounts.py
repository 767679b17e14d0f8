import json
from dataclasses import asdict

from django.core.management import BaseCommand

from mentorship.accounts.demo import demo_accounts


class Command(BaseCommand):
    help = "Prints the demo sign-ins of this data folder."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args, as_json, **options):
        accounts = demo_accounts()
        if as_json:
            self.stdout.write(
                json.dumps([asdict(a) for a in accounts], ensure_ascii=False, indent=1)
            )
            return
        for account in accounts:
            self.stdout.write(
                f"{account.role:<13} {account.organization:<32} "
                f"{account.email:<36} {account.password}"
            )
