from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "mentorship.surveys"
    verbose_name = "Анкеты"

    def ready(self) -> None:
        from mentorship.surveys import figures  # noqa: PLC0415 -- app ready

        figures.register()
