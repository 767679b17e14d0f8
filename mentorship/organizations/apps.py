from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "mentorship.organizations"
    verbose_name = "Организации"

    def ready(self) -> None:
        from mentorship.organizations import (  # noqa: PLC0415 -- app ready
            dimensions,
            own_figures,
        )
        from mentorship.organizations.attention import ATTENTION  # noqa: PLC0415 -- app ready
        from mentorship.organizations.search import SEARCH  # noqa: PLC0415 -- app ready
        from mentorship.organizations.staffing_attention import (  # noqa: PLC0415 -- app ready
            nobody_answers,
        )
        from mentorship.organizations.tree_search import (  # noqa: PLC0415 -- app ready
            ORGANIZATIONS,
        )

        dimensions.register()
        own_figures.register()
        ATTENTION.register("nobody_answers", nobody_answers)
        SEARCH.register("organizations", ORGANIZATIONS)
