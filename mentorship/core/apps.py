from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "mentorship.core"
    verbose_name = "Основа"

    def ready(self) -> None:
        from mentorship.core.migrating import (  # noqa: PLC0415 -- app ready
            leave_other_models_alone,
        )

        leave_other_models_alone()
