"""Regions' yearly lists of participants, with invented orders; one region has not made its own."""

from collections.abc import Mapping

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.participation import record_participation
from mentorship.organizations.school_year import SchoolYear

ORDERS = {
    "koordinator.kurgan": "приказ № 1135 от 30.08.{year}",
    "koordinator.volgograd": "приказ № 704 от 25.08.{year}",
    "koordinator.stavropol": "приказ № 1402-пр от 29.08.{year}",
    "koordinator.hmao": "приказ № 10-П-1841 от 26.08.{year}",
}


def yearly_lists(members: Mapping[str, Membership], *years: SchoolYear) -> None:
    """Every institution of the region takes part in each of the years."""
    for login, order in ORDERS.items():
        schools = list(Organization.objects.visible_to(members[login]).institutions())
        for year in years:
            record_participation(
                member=members[login],
                year=year,
                shown=schools,
                chosen={school.pk for school in schools},
                order=order.format(year=year.first),
            )
