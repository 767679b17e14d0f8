from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "mentorship.programs"
    verbose_name = "Персонализированные программы"

    def ready(self) -> None:
        from mentorship.bank.lifecycle import (  # noqa: PLC0415 -- app ready
            ON_MERGE,
            ON_YEAR_TURN,
        )
        from mentorship.bank.subject import SUBJECT_ROWS  # noqa: PLC0415 -- app ready
        from mentorship.organizations.attention import ATTENTION  # noqa: PLC0415 -- app ready
        from mentorship.programs import (  # noqa: PLC0415 -- app ready
            attention,
            figures,
            merging,
            papers,
            report_paper,
            subject,
            year_turn,
        )

        figures.register()
        papers.register_kind()
        report_paper.register_kind()
        ATTENTION.register("programs_await_approval", attention.programs_await_approval)
        SUBJECT_ROWS.register("programs", subject.rows_about)
        ON_MERGE.register("programs", merging.ROOM)
        ON_YEAR_TURN.register("programs", year_turn.ROOM)
