from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Мониторинг"

    def ready(self) -> None:
        from mentorship.organizations.attention import ATTENTION  # noqa: PLC0415 -- app ready
        from monitoring import figures  # noqa: PLC0415 -- app ready
        from monitoring.attention import missing_headcounts_line  # noqa: PLC0415 -- app ready

        figures.register()
        ATTENTION.register("monitoring.missing_headcounts", missing_headcounts_line)
