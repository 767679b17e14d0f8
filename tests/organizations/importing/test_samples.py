from datetime import date

import pytest

from mentorship.organizations.importing.samples import headcount_rows
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def test_sample_of_headcounts_lists_own_places_by_what_they_owe():
    member = MembershipFactory(role="methodist")
    for code, kind in (("sad", "kindergarten"), ("sosh", "school")):
        InstitutionFactory(
            parent=member.organization, code=code, institution_type=kind, name=f"Имя {code}"
        )
    InstitutionFactory(code="chuzhaya")

    rows = list(headcount_rows(member, TODAY))

    found = {(row["code"], row["category"]) for row in rows}
    assert found == {
        ("sad", "педагоги"),
        ("sosh", "педагоги"),
        ("sosh", "обучающиеся"),
        ("sosh", "предприятия"),
    }
    assert {row["as_of"] for row in rows} == {date(2026, 9, 1)}
