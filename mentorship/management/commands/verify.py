from django.core.management import BaseCommand, CommandError

from mentorship.invariants import breaches


class Command(BaseCommand):
    help = "Checks the invariants of the data; exit status 1 and words on a breach."

    def handle(self, *args, **options):
        if found := breaches():
            raise CommandError("Нарушения:\n" + "\n".join(f"- {words}" for words in found))
        self.stdout.write("Нарушений нет.")
