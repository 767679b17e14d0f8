from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.demo.load import load_demo


class Command(BaseCommand):
    help = "Fills an empty database with the demo; refuses when there are data."

    def handle(self, *args, **options):
        try:
            accounts = load_demo(timezone.localdate())
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Демонстрационные данные загружены, входов: {len(accounts)}")
