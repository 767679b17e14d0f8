"""In which form two people would be a pair: the one of the run, or the best that fits both."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mentorship.bank.models import MentoringForm
from mentorship.pairs.matching.facts import Facts

NO_FORM = -1
NAMED_BY_BOTH, NAMED_BY_NONE, AGAINST_THE_NAMED = 1.0, 0.5, 0.0


@dataclass(frozen=True)
class FormChoice:
    """`places` are places in `Facts.forms`, or NO_FORM; `fits` says how well the form is named."""

    places: np.ndarray
    fits: np.ndarray

    def form_at(self, facts: Facts, row: int, column: int) -> MentoringForm:
        """The form of a place the rules allow: one without a form is forbidden."""
        return facts.forms[self.places[row, column]]


def choose_forms(facts: Facts, *, strict: bool) -> FormChoice:
    """The best named form of those what both sides are allows, of equals the first of the list.

    With `strict` a form is not taken against what the request or the mentor names.
    """
    places = np.full(facts.shape, NO_FORM, dtype=np.int64)
    fits = np.full(facts.shape, -1.0)
    for place, form in enumerate(facts.forms):
        named = _named(facts, form)
        better = _possible(facts, form) & (named > fits)
        if strict:
            better &= named > AGAINST_THE_NAMED
        places[better], fits[better] = place, named[better]
    return FormChoice(places, np.maximum(fits, 0))


def _possible(facts: Facts, form: MentoringForm) -> np.ndarray:
    """What both sides are on the first day fits the form (domain B1)."""
    rows = [not m.categories.isdisjoint(form.mentee_categories) for m in facts.mentees]
    columns = [not m.categories.isdisjoint(form.mentor_categories) for m in facts.mentors]
    return _crossed(rows, columns, np.logical_and)


def _named(facts: Facts, form: MentoringForm) -> np.ndarray:
    rows = [
        NAMED_BY_NONE if m.entry.form_id is None else float(m.entry.form_id == form.pk)
        for m in facts.mentees
    ]
    columns = [NAMED_BY_NONE if not m.forms else float(form.pk in m.forms) for m in facts.mentors]
    return _crossed(rows, columns, np.minimum)


def _crossed(rows: list, columns: list, how: Callable[..., np.ndarray]) -> np.ndarray:
    return how(np.array(rows).reshape(-1, 1), np.array(columns).reshape(1, -1))
