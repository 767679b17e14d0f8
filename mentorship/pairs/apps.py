from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "mentorship.pairs"
    verbose_name = "Пары и группы"
