"""The pages of «Подбор» in the order of the work; each is shown to whoever may open it."""

from typing import NamedTuple

from django.urls import reverse

from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right


class Tab(NamedTuple):
    title: str
    url: str
    is_current: bool


PAGES = {
    "supply_list": ("Спрос и предложение", Right.BANK_VIEW),
    "preference_list": ("Пожелания", Right.PREFERENCES_VIEW),
    "run_list": ("Подбор", Right.PAIRS_EDIT),
    "ruling_list": ("Решения", Right.PAIRS_EDIT),
    "waiting_list": ("Лист ожидания", Right.BANK_VIEW),
}


def tabs_of(member: Membership, current: str) -> list[Tab]:
    return [
        Tab(title, reverse(f"pairs:{name}"), name == current)
        for name, (title, right) in PAGES.items()
        if member.may(right)
    ]
