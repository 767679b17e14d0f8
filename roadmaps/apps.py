from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    verbose_name = "Дорожные карты"

    def ready(self) -> None:
        from mentorship.documents.kinds import register  # noqa: PLC0415 -- app ready
        from mentorship.organizations.attention import ATTENTION  # noqa: PLC0415 -- app ready
        from mentorship.organizations.search import SEARCH  # noqa: PLC0415 -- app ready
        from roadmaps import (  # noqa: PLC0415 -- app ready
            attention,
            introduction_order,
            plan_order,
            search,
        )
        from roadmaps.cascade.attention import (  # noqa: PLC0415 -- app ready
            undecided_proposals,
        )
        from roadmaps.cycle import findings  # noqa: PLC0415 -- app ready
        from roadmaps.figures import register as register_figures  # noqa: PLC0415 -- app ready
        from roadmaps.progress import bindings, figures  # noqa: PLC0415 -- app ready
        from roadmaps.review import attention as review  # noqa: PLC0415 -- app ready
        from roadmaps.review import sheet  # noqa: PLC0415 -- app ready

        ATTENTION.register("roadmaps.overdue", attention.overdue_tasks)
        ATTENTION.register("roadmaps.doubtful", attention.doubtful_deadlines)
        ATTENTION.register("roadmaps.mine", attention.tasks_in_charge)
        ATTENTION.register("roadmaps.soon", attention.tasks_due_soon)
        ATTENTION.register("roadmaps.institutions_overdue", attention.institutions_overdue)
        ATTENTION.register("roadmaps.missing", attention.institutions_without_roadmap)
        ATTENTION.register("roadmaps.proposals", undecided_proposals)
        ATTENTION.register("roadmaps.review", review.waiting_reviews)
        ATTENTION.register("roadmaps.returned", review.returned_plans)
        ATTENTION.register("roadmaps.agreed", review.plans_to_approve)
        register_figures()
        figures.register()
        bindings.register()
        findings.register()
        register(introduction_order.KIND)
        register(plan_order.KIND)
        register(sheet.KIND)
        SEARCH.register("tasks", search.TASKS)
