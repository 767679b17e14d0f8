from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "mentorship.surveys"
    verbose_name = "Анкеты"

    def ready(self) -> None:
        from mentorship.bank.lifecycle import ON_WITHDRAWAL  # noqa: PLC0415 -- app ready
        from mentorship.jobs.registry import KINDS  # noqa: PLC0415 -- app ready
        from mentorship.organizations.attention import ATTENTION  # noqa: PLC0415 -- app ready
        from mentorship.surveys import attention, figures, jobs  # noqa: PLC0415 -- app ready
        from mentorship.surveys.withdrawal import stop  # noqa: PLC0415 -- app ready

        figures.register()
        KINDS.register(jobs.SHEET, jobs.print_sheet)
        ATTENTION.register("replies_await_review", attention.replies_await_review)
        ON_WITHDRAWAL.register("surveys", stop)
