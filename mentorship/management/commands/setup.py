from django.conf import settings
from django.core.management import BaseCommand, call_command

from mentorship.audit.grants import grant_application_role
from mentorship.organizations.models import Organization


class Command(BaseCommand):
    help = "Migrates, grants rights, loads reference data, and the demo into an empty database."

    def handle(self, *args, **options):
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stderr)
        grant_application_role(settings.APPLICATION_ROLE)
        call_command("load_reference", stdout=self.stderr)
        if not Organization.objects.exists():
            self.begin()

    def begin(self):
        """An empty database gets the demo, or the folder remembers that it began without one."""
        if settings.DEMO:
            self.stderr.write("Загружаю демонстрационные данные…", ending="\n")
            call_command("load_demo", stdout=self.stderr)
        elif not settings.PRODUCTION:
            settings.WITHOUT_DEMO.touch()
