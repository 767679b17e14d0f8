from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "mentorship.documents"
    verbose_name = "Документы"
