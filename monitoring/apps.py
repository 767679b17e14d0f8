from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Мониторинг"

    def ready(self) -> None:
        from mentorship.documents.kinds import register  # noqa: PLC0415 -- app ready
        from mentorship.jobs.registry import KINDS  # noqa: PLC0415 -- app ready
        from mentorship.organizations.attention import ATTENTION  # noqa: PLC0415 -- app ready
        from mentorship.organizations.headcounts import NEEDED  # noqa: PLC0415 -- app ready
        from monitoring import (  # noqa: PLC0415 -- app ready
            execution_report,
            figures,
            findings,
        )
        from monitoring.attention import missing_headcounts_line  # noqa: PLC0415 -- app ready
        from monitoring.insights import learning  # noqa: PLC0415 -- app ready
        from monitoring.notes import attention as notes  # noqa: PLC0415 -- app ready
        from monitoring.notes import issue_jobs  # noqa: PLC0415 -- app ready
        from monitoring.rounds import attention as rounds  # noqa: PLC0415 -- app ready
        from monitoring.summaries import denominators  # noqa: PLC0415 -- app ready
        from monitoring.workbooks import fill_jobs  # noqa: PLC0415 -- app ready

        figures.register()
        findings.register()
        register(execution_report.KIND)
        NEEDED.register("monitoring", denominators)
        KINDS.register(fill_jobs.FILL, fill_jobs.make_workbook)
        KINDS.register(learning.INSIGHTS, learning.learn)
        KINDS.register(issue_jobs.ISSUE, issue_jobs.issue)
        ATTENTION.register("monitoring.missing_headcounts", missing_headcounts_line)
        ATTENTION.register("monitoring.reports_to_send", rounds.to_send_line)
        ATTENTION.register("monitoring.recommendations", notes.recommendations_line)
        ATTENTION.register("monitoring.reports_to_review", rounds.to_review_line)
