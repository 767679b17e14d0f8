from django.apps import AppConfig


class BankConfig(AppConfig):
    name = "mentorship.bank"
    verbose_name = "Банки наставников и наставляемых"

    def ready(self) -> None:
        from mentorship.audit.people import PEOPLE  # noqa: PLC0415 -- app ready
        from mentorship.bank import figures, gathering_attention, roll  # noqa: PLC0415 -- app ready
        from mentorship.bank.attention import people_lack_consent  # noqa: PLC0415 -- app ready
        from mentorship.bank.jobs import WORK  # noqa: PLC0415 -- app ready
        from mentorship.bank.mentor_accounts import MENTOR_CARDS  # noqa: PLC0415 -- app ready
        from mentorship.bank.search import SOURCES  # noqa: PLC0415 -- app ready
        from mentorship.bank.shown import shown_people  # noqa: PLC0415 -- app ready
        from mentorship.jobs.registry import KINDS  # noqa: PLC0415 -- app ready
        from mentorship.organizations.attention import ATTENTION  # noqa: PLC0415 -- app ready
        from mentorship.organizations.cards import CARDS  # noqa: PLC0415 -- app ready
        from mentorship.organizations.roles import Role  # noqa: PLC0415 -- app ready
        from mentorship.organizations.search import SEARCH  # noqa: PLC0415 -- app ready

        figures.register()
        roll.register()
        gathering_attention.register()
        ATTENTION.register("people_lack_consent", people_lack_consent)
        for code, source in SOURCES.items():
            SEARCH.register(code, source)
        CARDS.register(Role.MENTOR, MENTOR_CARDS)
        PEOPLE.register("bank", shown_people)
        for kind, work in WORK.items():
            KINDS.register(kind, work)
