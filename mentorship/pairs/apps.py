from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "mentorship.pairs"
    verbose_name = "Пары и группы"

    def ready(self) -> None:
        from mentorship.pairs import registration  # noqa: PLC0415 -- app ready
        from mentorship.pairs.feedback import registration as feedback  # noqa: PLC0415 -- app ready
        from mentorship.pairs.meetings import registration as meetings  # noqa: PLC0415 -- app ready
        from mentorship.pairs.waiting import registration as waiting  # noqa: PLC0415 -- app ready

        for room in (feedback, registration, waiting, meetings):
            room.register()
