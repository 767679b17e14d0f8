from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "mentorship.documents"
    verbose_name = "Документы"

    def ready(self) -> None:
        from mentorship.audit.stories import STORIES  # noqa: PLC0415 -- app ready
        from mentorship.documents import attention, search, trails  # noqa: PLC0415 -- app ready
        from mentorship.organizations.attention import ATTENTION  # noqa: PLC0415 -- app ready
        from mentorship.organizations.search import SEARCH  # noqa: PLC0415 -- app ready

        SEARCH.register("documents", search.DOCUMENTS)
        STORIES.register("document", trails.DOCUMENT)
        ATTENTION.register("drafts_await_registration", attention.drafts_await_registration)
