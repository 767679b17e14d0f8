"""What pairs give to the rooms below; each room inside has a `registration` of its own."""

from mentorship.audit.stories import STORIES
from mentorship.bank.companions import COMPANIONS, LENT_PLACES, PLACES
from mentorship.bank.lifecycle import ON_MERGE, ON_WITHDRAWAL, ON_YEAR_TURN
from mentorship.bank.subject import SUBJECT_ROWS
from mentorship.bank.trails import PERSON_TRAILS
from mentorship.jobs.registry import KINDS
from mentorship.organizations.attention import ATTENTION
from mentorship.organizations.search import SEARCH
from mentorship.pairs import (
    attention,
    batches,
    companions,
    figures,
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
from mentorship.pairs.matching import jobs, withdrawal
from mentorship.surveys.takers import TAKERS


def register() -> None:
    work_figures.register()
    figures.register()
    orders.register_kind()
    papers.register_kinds()
    batches.register_offers()
    _register_people()
    _register_matching()
    STORIES.register("pair", trails.PAIR)
    SEARCH.register("pairs", search.PAIRS)
    ATTENTION.register("pairs_lack_consent", attention.pairs_lack_consent)
    ATTENTION.register("pairs_await_order", attention.pairs_await_order)
    ATTENTION.register("pairs_are_silent", attention.pairs_are_silent)


def _register_people() -> None:
    """What becomes of a person, and what is told of one."""
    COMPANIONS.register("pairs", companions.SOURCE)
    PLACES.register("pairs", companions.places)
    LENT_PLACES.register("pairs", companions.lent_places)
    ON_MERGE.register("pairs", merging.ROOM)
    ON_WITHDRAWAL.register("pairs.trials", trials.end_links_of)
    ON_YEAR_TURN.register("pairs", year_turn.ROOM)
    PERSON_TRAILS.register("pairs", trails.pairs_of)
    SUBJECT_ROWS.register("pairs", subject.rows_about)


def _register_matching() -> None:
    KINDS.register(jobs.MATCHING, jobs.match)
    TAKERS.register(preference_survey.PURPOSE, preference_survey.TAKER)
    ON_WITHDRAWAL.register("pairs.matching", withdrawal.close_matching)
