from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "mentorship.accounts"
    verbose_name = "Учётные записи"
