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
        if not settings.DEMO:
            settings.WITHOUT_DEMO.touch()
        elif not Organization.objects.exists():
            self.stderr.write("Загружаю демонстрационные данные…", ending="\n")
            call_command("load_demo", stdout=self.stderr)
