import json
from dataclasses import asdict

from django.conf import settings
from django.core.management import BaseCommand

from mentorship.accounts.demo import DemoAccount, demo_accounts

KEYS = ("role", "organization", "organization_code", "email", "password")


def spoken_of(account: DemoAccount) -> dict[str, str]:
    return {key: value for key, value in asdict(account).items() if key in KEYS}


class Command(BaseCommand):
    help = "Prints the demo sign-ins of this data folder."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args, as_json, **options):
        accounts = demo_accounts()
        if as_json:
            self.stdout.write(
                json.dumps([spoken_of(a) for a in accounts], ensure_ascii=False, indent=1)
            )
            return
        if not accounts:
            self.stderr.write(f"В папке данных {settings.DATA_DIR} демонстрационных входов нет.")
        for account in accounts:
            self.stdout.write(
                f"{account.role_title:<27} {account.organization:<26} "
                f"{account.organization_code:<18} {account.email:<38} {account.password}"
            )
