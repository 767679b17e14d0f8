from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "mentorship.surveys"
    verbose_name = "Анкеты"
