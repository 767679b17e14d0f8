from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "mentorship.programs"
    verbose_name = "Персонализированные программы"

    def ready(self) -> None:
        from mentorship.bank.subject import SUBJECT_ROWS  # noqa: PLC0415 -- app ready
        from mentorship.programs import papers  # noqa: PLC0415 -- app ready
        from mentorship.programs.subject import rows_about  # noqa: PLC0415 -- app ready

        papers.register_kind()
        SUBJECT_ROWS.register("programs", rows_about)
