from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "mentorship.pairs"
    verbose_name = "Пары и группы"

    def ready(self) -> None:
        from mentorship.pairs import figures  # noqa: PLC0415 -- app ready

        figures.register()
