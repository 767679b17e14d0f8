from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "mentorship.jobs"
    verbose_name = "Фоновые задания"
