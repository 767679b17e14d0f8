from django.apps import AppConfig


class BankConfig(AppConfig):
    name = "mentorship.bank"
    verbose_name = "Банки наставников и наставляемых"

    def ready(self) -> None:
        from mentorship.audit.people import PEOPLE  # noqa: PLC0415 -- app ready
        from mentorship.audit.stories import STORIES  # noqa: PLC0415 -- app ready
        from mentorship.bank import (  # noqa: PLC0415 -- app ready
            consent_attention,
            dimensions,
            entry_figures,
            figures,
            gathering_attention,
            merging_rows,
            offers,
            roll,
            trails,
        )
        from mentorship.bank.attention import people_lack_consent  # noqa: PLC0415 -- app ready
        from mentorship.bank.consent_jobs import SHEETS, print_sheets  # noqa: PLC0415 -- app ready
        from mentorship.bank.export_jobs import EXPORT, make_export  # noqa: PLC0415 -- app ready
        from mentorship.bank.jobs import WORK  # noqa: PLC0415 -- app ready
        from mentorship.bank.lifecycle import (  # noqa: PLC0415 -- app ready
            ON_MERGE,
            ON_WITHDRAWAL,
            ON_YEAR_TURN,
        )
        from mentorship.bank.mentor_accounts import MENTOR_CARDS  # noqa: PLC0415 -- app ready
        from mentorship.bank.papers import batches, registration  # noqa: PLC0415 -- app ready
        from mentorship.bank.papers.people import posts_in  # noqa: PLC0415 -- app ready
        from mentorship.bank.search import SOURCES  # noqa: PLC0415 -- app ready
        from mentorship.bank.shown import shown_people  # noqa: PLC0415 -- app ready
        from mentorship.bank.year_turn import attention as turning  # noqa: PLC0415 -- app ready
        from mentorship.bank.year_turn import classes  # noqa: PLC0415 -- app ready
        from mentorship.bank.year_turn.services import TURN, turn_year  # noqa: PLC0415 -- app ready
        from mentorship.documents.posts import POSTS  # noqa: PLC0415 -- app ready
        from mentorship.jobs.registry import KINDS  # noqa: PLC0415 -- app ready
        from mentorship.organizations.attention import ATTENTION  # noqa: PLC0415 -- app ready
        from mentorship.organizations.cards import CARDS  # noqa: PLC0415 -- app ready
        from mentorship.organizations.roles import Role  # noqa: PLC0415 -- app ready
        from mentorship.organizations.search import SEARCH  # noqa: PLC0415 -- app ready

        ON_MERGE.register("bank", merging_rows.ROOM)
        ON_WITHDRAWAL.register("bank.offers", offers.end_offers_of)
        POSTS.register("bank", posts_in)
        registration.register_kinds()
        batches.register_offers()
        dimensions.register()
        figures.register()
        entry_figures.register()
        roll.register()
        gathering_attention.register()
        ATTENTION.register("people_lack_consent", people_lack_consent)
        ATTENTION.register("consents_end_soon", consent_attention.consents_end_soon)
        ATTENTION.register("consents_to_renew", consent_attention.consents_to_renew)
        ATTENTION.register("data_to_destroy", consent_attention.data_to_destroy)
        KINDS.register(SHEETS, print_sheets)
        KINDS.register(EXPORT, make_export)
        KINDS.register(TURN, turn_year)
        ON_YEAR_TURN.register("bank", classes.ROOM)
        ATTENTION.register("year_to_turn", turning.year_to_turn)
        for code, source in SOURCES.items():
            SEARCH.register(code, source)
        CARDS.register(Role.MENTOR, MENTOR_CARDS)
        PEOPLE.register("bank", shown_people)
        STORIES.register("partner", trails.PARTNER)
        STORIES.register("event", trails.EVENT)
        for kind, work in WORK.items():
            KINDS.register(kind, work)
