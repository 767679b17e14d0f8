from typing import Any

from django.db.models import Func, Value
from django.db.models.functions import Lower


def letters_of(place: Any) -> Lower:
    """A class or position by its letters and digits alone, for the search: «7 «А»» is «7а».

    The index `affiliation_place_search` stands on this very expression.
    """
    pattern, everywhere = Value("[^[:alnum:]]"), Value("g")
    return Lower(Func(place, pattern, Value(""), everywhere, function="regexp_replace"))
