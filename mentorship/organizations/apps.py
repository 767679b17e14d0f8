from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "mentorship.organizations"
    verbose_name = "Организации"
