from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "mentorship.surveys"
    verbose_name = "Анкеты"

    def ready(self) -> None:
        from mentorship.bank.card_sections import CARD_SECTIONS  # noqa: PLC0415 -- app ready
        from mentorship.bank.lifecycle import (  # noqa: PLC0415 -- app ready
            ON_MERGE,
            ON_WITHDRAWAL,
            ON_YEAR_TURN,
        )
        from mentorship.bank.subject import SUBJECT_WORDS  # noqa: PLC0415 -- app ready
        from mentorship.jobs.registry import KINDS  # noqa: PLC0415 -- app ready
        from mentorship.organizations.attention import ATTENTION  # noqa: PLC0415 -- app ready
        from mentorship.surveys import (  # noqa: PLC0415 -- app ready
            attention,
            card_changes,
            figures,
            jobs,
            merging,
            subject,
            year_turn,
        )
        from mentorship.surveys.recommendations import recommendations  # noqa: PLC0415 -- app ready
        from mentorship.surveys.withdrawal import stop  # noqa: PLC0415 -- app ready

        figures.register()
        KINDS.register(jobs.SHEET, jobs.print_sheet)
        ATTENTION.register("replies_await_review", attention.replies_await_review)
        ATTENTION.register("exit_sets_are_due", attention.exit_sets_are_due)
        ON_MERGE.register("surveys", merging.ROOM)
        SUBJECT_WORDS.register("surveys.Reply.answers", subject.answers_in_words)
        SUBJECT_WORDS.register("surveys.Response.answers", subject.answers_in_words)
        ON_WITHDRAWAL.register("surveys", stop)
        ON_YEAR_TURN.register("surveys", year_turn.ROOM)
        CARD_SECTIONS.register("recommendations", recommendations)
        CARD_SECTIONS.register("changes", card_changes.section)
