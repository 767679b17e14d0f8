from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "mentorship.jobs"
    verbose_name = "Фоновые задания"

    def ready(self) -> None:
        from mentorship.accounts import letters  # noqa: PLC0415 -- app ready
        from mentorship.audit.origins import ORIGINS  # noqa: PLC0415 -- app ready
        from mentorship.jobs.origins import jobs_in_words  # noqa: PLC0415 -- app ready
        from mentorship.jobs.probe import probe  # noqa: PLC0415 -- app ready
        from mentorship.jobs.registry import KINDS  # noqa: PLC0415 -- app ready
        from mentorship.jobs.services import enqueue_for_nobody  # noqa: PLC0415 -- app ready

        KINDS.register(letters.PASSWORD_LETTER, letters.send_password_letter)
        letters.LATER.register("jobs", enqueue_for_nobody)
        KINDS.register("jobs.probe", probe)
        ORIGINS.register("job", jobs_in_words)
