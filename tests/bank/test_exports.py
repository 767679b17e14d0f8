from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from mentorship.bank.banks import MENTEES, MENTORS, Bank
from mentorship.bank.companions import COMPANIONS, Companion, CompanionSource
from mentorship.bank.exports import export_bank, export_name, sample
from mentorship.bank.importing.columns import official_columns
from mentorship.bank.importing.services import import_at_once
from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, form

pytestmark = pytest.mark.django_db
YEAR, TODAY = SchoolYear(2022), date(2022, 11, 1)
# Anything a person may have typed: signs of formulas, invisible signs, lines, quotes.
TEXTS = st.text(st.sampled_from("абвгёЁЯ09 =+-@;:,/№«»\"'\n\t\u00a0\u200b.–—XA"), max_size=25)


def export(member, bank):
    return export_bank(member=member, bank=bank, year=YEAR, today=TODAY)


def rows_of(content):
    return list(load_workbook(BytesIO(content)).active.values)


def import_again(member, content):
    preview = import_at_once(
        institution=member.organization, content=content, filename="a.xlsx", year=YEAR, today=TODAY
    )
    return preview.counts


@pytest.fixture
def paired():
    """Every entry is in a pair «учитель – учитель» with the companion given later."""
    before = dict(COMPANIONS._entries)
    COMPANIONS._entries.clear()
    companions = []
    COMPANIONS.register(
        "test",
        CompanionSource(
            of_entries=lambda bank, pks, year: {pk: list(companions) for pk in pks},
            paired=lambda bank, year: MenteeEntry.objects.values("pk"),
        ),
    )
    yield companions
    COMPANIONS._entries.clear()
    COMPANIONS._entries.update(before)


def test_export_has_the_official_columns_and_the_people_of_the_year(curator):
    entry = MenteeEntryFactory(
        institution=curator.organization,
        form=form(),
        person__contacts="+7 912",
        person__representative_name="Громова Анна Ивановна",
    )
    MenteeEntryFactory(institution=curator.organization, entered_on=date(2023, 9, 1))
    MenteeEntryFactory()

    headings, *rows = rows_of(export(curator, MENTEES))

    assert list(headings) == [column.heading for column in official_columns(Bank.MENTEES)]
    assert [row[:8] for row in rows] == [
        (
            1,
            entry.person.full_name,
            "+7 912; представитель: Громова Анна Ивановна",
            2008,
            "подготовка к олимпиаде по физике",
            rows[0][5],
            None,
            "ученик – ученик",
        )
    ]


@pytest.mark.parametrize(
    ("bank", "factory"), [(MENTORS, MentorEntryFactory), (MENTEES, MenteeEntryFactory)]
)
def test_export_leaves_out_who_has_no_consent(curator, bank, factory):
    factory(institution=curator.organization, person__consented=False)

    assert len(rows_of(export(curator, bank))) == 1


def test_export_names_companions_with_a_consent_only(curator, paired):
    mentor = MentorEntryFactory(institution=curator.organization).person
    silent = MentorEntryFactory(institution=curator.organization, person__consented=False).person
    paired += [Companion(mentor, "учитель – учитель", "учитель"), Companion(silent, "", "учитель")]
    MenteeEntryFactory(institution=curator.organization)

    (_, row) = rows_of(export(curator, MENTEES))

    assert row[6:9] == (mentor.full_name, "учитель – учитель", "учитель")


@pytest.mark.parametrize(
    ("bank", "factory"), [(MENTORS, MentorEntryFactory), (MENTEES, MenteeEntryFactory)]
)
def test_export_then_import_changes_nothing(curator, paired, bank, factory):
    for _ in range(3):
        factory(institution=curator.organization, left_on=date(2023, 5, 31), outcome="=1+1")
    paired.append(Companion(factory(institution=curator.organization).person, "учитель – учитель"))
    before = list(bank.model.objects.order_by("pk").values())

    counts = import_again(curator, export(curator, bank))

    assert (counts["unchanged"], counts["refused"], counts["created"]) == (4, 0, 0)
    assert list(bank.model.objects.order_by("pk").values()) == before


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    texts=st.lists(TEXTS, min_size=6, max_size=6), contacts=st.lists(TEXTS, min_size=3, max_size=3)
)
def test_export_then_import_changes_nothing_whatever_was_typed(curator, texts, contacts):
    MentorEntry.objects.all().delete()
    fields = ("competences", "achievements", "interests", "desired_age", "time_resource", "outcome")
    MentorEntryFactory(
        institution=curator.organization,
        person__contacts=contacts[0],
        person__representative_name=contacts[1],
        person__category__place=contacts[2],
        **dict(zip(fields, texts, strict=True)),
    )

    counts = import_again(curator, export(curator, MENTORS))

    assert (counts["unchanged"], counts["refused"]) == (1, 0)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(request_text=TEXTS, contacts=st.lists(TEXTS, min_size=3, max_size=3))
def test_mentees_come_back_whatever_was_typed(curator, request_text, contacts):
    MenteeEntry.objects.all().delete()
    MenteeEntryFactory(
        institution=curator.organization,
        request=request_text,
        person__contacts=contacts[0],
        person__representative_name=contacts[1],
        person__representative_contacts=contacts[2],
    )

    counts = import_again(curator, export(curator, MENTEES))

    assert (counts["unchanged"], counts["refused"]) == (1, 0)


@pytest.mark.parametrize("bank", Bank)
def test_sample_is_loaded_without_a_warning(curator, bank):
    counts = import_again(curator, sample(bank, SchoolYear(2022)))

    assert (counts["good"], counts["created"]) == (1, 1)


def test_export_name_tells_bank_school_and_year(curator):
    curator.organization.short_name = "Школа № 1"

    assert export_name(MENTORS, curator, YEAR) == "База_наставников_Школа № 1_2022-2023.xlsx"
