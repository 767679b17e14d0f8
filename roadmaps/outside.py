"""Dates outside the period of a plan are kept, and said to whoever wrote them."""

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest

from roadmaps.wording import outside_in_words


def tell_outside(
    request: HttpRequest, days: Iterable[date | None], period: tuple[date, date]
) -> None:
    if words := outside_in_words(days, period):
        messages.warning(request, words, "warn")
