"""The search key of names, asked of any text in the database."""

from typing import Any

from django.db.models import BooleanField, CharField, F, Func, Value
from django.db.models.functions import Lower

# The same as `names.search_key`, which the stored keys of people are made by; a test compares them.
_FROM = "ёabcehkmoptxyë-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}"
_TO = "еавсенкмортхуе      "


class Folded(Func):
    """Lower case, ё as е, Latin look-alikes as Cyrillic, hyphens as spaces."""

    function = "translate"
    output_field = CharField()

    def __init__(self, expression: Any) -> None:
        source = F(expression) if isinstance(expression, str) else expression
        super().__init__(Lower(source), Value(_FROM), Value(_TO))


class Holds(Func):
    """Whether the folded text holds a word that is a search key already.

    `strpos` knows no wildcards: whatever was typed is looked for as it is.
    """

    function = "strpos"
    template = "(%(function)s(%(expressions)s) > 0)"
    output_field = BooleanField()

    def __init__(self, field: str, word: str) -> None:
        super().__init__(Folded(field), Value(word))
