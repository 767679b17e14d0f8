import pytest
from django.http import QueryDict

from mentorship.bank.tables import Heading, Sorting

HEADINGS = [
    Heading("name", "ФИО", ("person__sort_name",)),
    Heading("about", "Запрос"),
    Heading("place", "Класс", ("grade", "place")),
]


def sorting(query=""):
    return Sorting(HEADINGS, QueryDict(query))


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["person__sort_name", "pk"]),
        ("sort=-name", ["-person__sort_name", "pk"]),
        ("sort=place", ["grade", "place", "person__sort_name", "pk"]),
        ("sort=-place", ["-grade", "-place", "person__sort_name", "pk"]),
        ("sort=about", ["person__sort_name", "pk"]),
        ("sort=password", ["person__sort_name", "pk"]),
    ],
)
def test_sorting_knows_its_headings_only(query, order):
    assert sorting(query).order == order


def test_sorting_links_turn_the_current_heading_round():
    links = sorting("sort=place&page=3&consent=no").links

    assert [(link.title, link.url, link.direction) for link in links] == [
        ("ФИО", "?sort=name&consent=no", ""),
        ("Запрос", "", ""),
        ("Класс", "?sort=-place&consent=no", "ascending"),
    ]


def test_sorting_arrow_shows_the_direction():
    assert [link.arrow for link in sorting("sort=-name").links] == ["▼", "", ""]
