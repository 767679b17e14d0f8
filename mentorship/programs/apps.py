from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "mentorship.programs"
    verbose_name = "Персонализированные программы"
