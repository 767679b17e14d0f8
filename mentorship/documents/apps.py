from django.apps import AppConfig
from django.core import checks


class DocumentsConfig(AppConfig):
    name = "mentorship.documents"
    verbose_name = "Документы"

    def ready(self) -> None:
        from mentorship.audit.stories import STORIES  # noqa: PLC0415 -- app ready
        from mentorship.documents import (  # noqa: PLC0415 -- app ready
            approval_sheet,
            attention,
            corrections,
            curator_order,
            figures,
            letters,
            long_documents,
            pango,
            regulation,
            search,
            team_order,
            trails,
        )
        from mentorship.documents.batches import making, services  # noqa: PLC0415 -- app ready
        from mentorship.documents.checks import register_ways  # noqa: PLC0415 -- app ready
        from mentorship.documents.dispatching import (  # noqa: PLC0415 -- app ready
            attention as dispatching,
        )
        from mentorship.documents.dispatching import (  # noqa: PLC0415 -- app ready
            notices,
        )
        from mentorship.documents.dispatching import (  # noqa: PLC0415 -- app ready
            search as received,
        )
        from mentorship.documents.kinds import register  # noqa: PLC0415 -- app ready
        from mentorship.jobs.registry import KINDS as JOBS  # noqa: PLC0415 -- app ready
        from mentorship.organizations.attention import ATTENTION  # noqa: PLC0415 -- app ready
        from mentorship.organizations.search import SEARCH  # noqa: PLC0415 -- app ready

        JOBS.register(services.BATCH, making.make_batch)
        JOBS.register(long_documents.REGISTER, long_documents.register_document)
        JOBS.register(notices.NOTICES, notices.send_notices)
        figures.register()
        checks.register(pango.check_pango)
        ATTENTION.register("pdf_is_missing", pango.pdf_is_missing)
        for module in (curator_order, team_order, regulation, approval_sheet, letters):
            register(module.KIND)
        SEARCH.register("documents", search.DOCUMENTS)
        SEARCH.register("incoming", received.RECEIVED)
        ATTENTION.register("unread_letters", dispatching.unread_letters)
        ATTENTION.register("own_acknowledgements_overdue", dispatching.own_overdue)
        ATTENTION.register("acknowledgements_overdue", dispatching.overdue_below)
        STORIES.register("document", trails.DOCUMENT)
        ATTENTION.register("drafts_await_registration", attention.drafts_await_registration)
        ATTENTION.register("orders_not_signed", attention.orders_not_signed)
        ATTENTION.register("not_acquainted", attention.not_acquainted)
        ATTENTION.register("own_acquaintance", attention.own_acquaintance)
        corrections.register_kinds()
        register_ways()
