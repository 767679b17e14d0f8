from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email

from mentorship.accounts.addresses import link_address
from mentorship.accounts.passwords import new_password
from mentorship.accounts.services import issue_password_link
from mentorship.organizations.services import create_coordinator


class Command(BaseCommand):
    help = (
        "First use without demo data: a region, the account of its coordinator, and a one-time"
        " link to a password of their own. Run again, it gives the same account a new link."
    )

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
        where = f"Координатор региона «{member.organization.name}»: {email}"
        self.stdout.write(f"{where}, пароль {password}" if created else f"{where}, пароль прежний")
        token = issue_password_link(user=member.user)
        self.stdout.write("Ссылка, чтобы задать свой пароль (один раз, 24 часа):")
        self.stdout.write(link_address("accounts:password_link_open", token))
