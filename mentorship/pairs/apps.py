from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "mentorship.pairs"
    verbose_name = "Пары и группы"

    def ready(self) -> None:
        from mentorship.audit.stories import STORIES  # noqa: PLC0415 -- app ready
        from mentorship.bank.companions import COMPANIONS, LENT_PLACES, PLACES  # noqa: PLC0415 -- app ready
        from mentorship.bank.lifecycle import (  # noqa: PLC0415 -- app ready
            ON_MERGE,
            ON_WITHDRAWAL,
            ON_YEAR_TURN,
        )
        from mentorship.bank.subject import SUBJECT_ROWS  # noqa: PLC0415 -- app ready
        from mentorship.bank.trails import PERSON_TRAILS  # noqa: PLC0415 -- app ready
        from mentorship.jobs.registry import KINDS  # noqa: PLC0415 -- app ready
        from mentorship.organizations.attention import ATTENTION  # noqa: PLC0415 -- app ready
        from mentorship.organizations.search import SEARCH  # noqa: PLC0415 -- app ready
        from mentorship.pairs import (  # noqa: PLC0415 -- app ready
            attention,
            batches,
            companions,
            figures,
            matching_jobs,
            meeting_confirming,
            merging,
            orders,
            papers,
            preference_survey,
            search,
            subject,
            trails,
            trials,
            work_figures,
            year_turn,
        )
        from mentorship.pairs.feedback import attention as asking  # noqa: PLC0415 -- app ready
        from mentorship.pairs.feedback import merging as of_feedback  # noqa: PLC0415 -- app ready
        from mentorship.pairs.feedback.services import stop_asking  # noqa: PLC0415 -- app ready
        from mentorship.pairs.matching import withdrawal  # noqa: PLC0415 -- app ready
        from mentorship.surveys.takers import TAKERS  # noqa: PLC0415 -- app ready

        work_figures.register()
        figures.register()
        orders.register_kind()
        papers.register_kinds()
        batches.register_offers()
        KINDS.register(matching_jobs.MATCHING, matching_jobs.match)
        TAKERS.register(preference_survey.PURPOSE, preference_survey.TAKER)
        COMPANIONS.register("pairs", companions.SOURCE)
        PLACES.register("pairs", companions.places)
        LENT_PLACES.register("pairs", companions.lent_places)
        ON_MERGE.register("pairs", merging.ROOM)
        ON_MERGE.register("pairs.feedback", of_feedback.ROOM)
        ON_WITHDRAWAL.register("pairs.feedback", stop_asking)
        ATTENTION.register("concerns_wait", asking.concerns_wait)
        ATTENTION.register("concerns_unread", asking.concerns_unread)
        ATTENTION.register("sides_call_for_help", asking.sides_call_for_help)
        ATTENTION.register("feedback_missing", asking.feedback_missing)
        ON_WITHDRAWAL.register("pairs.matching", withdrawal.close_matching)
        ON_YEAR_TURN.register("pairs", year_turn.ROOM)
        PERSON_TRAILS.register("pairs", trails.pairs_of)
        STORIES.register("pair", trails.PAIR)
        SUBJECT_ROWS.register("pairs", subject.rows_about)
        SEARCH.register("pairs", search.PAIRS)
        ATTENTION.register("pairs_lack_consent", attention.pairs_lack_consent)
        ATTENTION.register("pairs_await_order", attention.pairs_await_order)
        ATTENTION.register("pairs_are_silent", attention.pairs_are_silent)
        ATTENTION.register("waiting_actions_overdue", attention.waiting_actions_overdue)
        ATTENTION.register("meetings_lack_an_entry", attention.meetings_lack_an_entry)
        ON_WITHDRAWAL.register("pairs.meetings", meeting_confirming.consent_withdrawn)
        ON_WITHDRAWAL.register("pairs.trials", trials.end_links_of)
