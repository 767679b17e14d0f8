from django.apps import AppConfig


class BankConfig(AppConfig):
    name = "mentorship.bank"
    verbose_name = "Банки наставников и наставляемых"
