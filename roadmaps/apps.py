from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    verbose_name = "Дорожные карты"

    def ready(self) -> None:
        from mentorship.organizations.attention import ATTENTION  # noqa: PLC0415 -- app ready
        from mentorship.organizations.search import SEARCH  # noqa: PLC0415 -- app ready
        from roadmaps import attention, search  # noqa: PLC0415 -- app ready

        ATTENTION.register("roadmaps.overdue", attention.overdue_tasks)
        ATTENTION.register("roadmaps.institutions_overdue", attention.institutions_overdue)
        ATTENTION.register("roadmaps.missing", attention.institutions_without_roadmap)
        SEARCH.register("tasks", search.TASKS)
