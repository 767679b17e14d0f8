from django.core.management import BaseCommand

from mentorship.reference import load_reference


class Command(BaseCommand):
    help = (
        "Loads reference data (forms, questionnaires, indicators, plan values); may be run again."
    )

    def handle(self, *args, **options):
        for title, count in load_reference().items():
            self.stdout.write(f"{title}: {count}")
