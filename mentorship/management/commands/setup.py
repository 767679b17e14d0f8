from django.conf import settings
from django.core.management import BaseCommand, call_command

from mentorship.organizations.models import Organization
from mentorship.schema import bring_forward


class Command(BaseCommand):
    help = "Migrates, grants rights, loads reference data, and the demo into an empty database."

    def handle(self, *args, **options):
        bring_forward(self.stderr.write)
        if not Organization.objects.exists():
            self.begin()

    def begin(self):
        """An empty database gets the demo, or the folder remembers that it began without one."""
        if settings.DEMO:
            self.stderr.write("Загружаю демонстрационные данные…", ending="\n")
            call_command("load_demo", stdout=self.stderr)
        elif not settings.PRODUCTION:
            settings.WITHOUT_DEMO.touch()
