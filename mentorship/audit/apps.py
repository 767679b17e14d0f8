from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "mentorship.audit"
    verbose_name = "Журнал изменений"
