from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email

from mentorship.accounts.passwords import new_password
from mentorship.bank.topics import take_ready_catalogue
from mentorship.organizations.services import create_coordinator


class Command(BaseCommand):
    help = "First use without demo data: a region and the account of its coordinator."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--region", required=True, metavar="НАЗВАНИЕ")
        parser.add_argument("--name", default="", metavar="ФИО")

    def handle(self, *args, email, region, name, **options):
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"«{email}» – это не адрес электронной почты.") from error
        password = new_password()
        member, created = create_coordinator(
            email=email, full_name=name or email, region_name=region, password=password
        )
        take_ready_catalogue(member.organization)
        where = f"Координатор региона «{member.organization.name}»: {email}"
        self.stdout.write(f"{where}, пароль {password}" if created else f"{where}, пароль прежний")
