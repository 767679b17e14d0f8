import pytest

from mentorship.bank.banks import Bank
from mentorship.bank.companions import COMPANIONS, Companion, CompanionSource, companions_of
from mentorship.bank.companions import is_paired as paired_filter
from mentorship.bank.models import MenteeEntry, Person
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import MenteeEntryFactory

YEAR = SchoolYear(2022)


@pytest.fixture
def source():
    """Every entry asked for has Корнеев for a companion; the filter knows «paired» ones only."""
    before = dict(COMPANIONS._entries)
    COMPANIONS._entries.clear()
    mentor = Person(last_name="Корнеев", first_name="Лев", patronymic="Ильич")
    COMPANIONS.register(
        "test",
        CompanionSource(
            of_entries=lambda bank, pks, year: {
                pk: [Companion(mentor, "учитель – ученик")] for pk in pks
            },
            paired=lambda bank, year: MenteeEntry.objects.filter(request="paired").values("pk"),
        ),
    )
    yield mentor
    COMPANIONS._entries.clear()
    COMPANIONS._entries.update(before)


def test_companions_come_from_every_source(source):
    found = companions_of(Bank.MENTEES, [1, 2], YEAR)

    assert {pk: [c.text for c in companions] for pk, companions in found.items()} == {
        1: [source.short_name],
        2: [source.short_name],
    }


def test_companion_is_called_by_its_label(source):
    assert Companion(source, "", label="группа «Добрые дела»").text == "группа «Добрые дела»"


@pytest.mark.django_db
def test_paired_filter_asks_the_sources(source):
    paired = MenteeEntryFactory(request="paired")
    alone = MenteeEntryFactory()

    assert list(MenteeEntry.objects.filter(paired_filter(Bank.MENTEES, YEAR))) == [paired]
    assert list(MenteeEntry.objects.exclude(paired_filter(Bank.MENTEES, YEAR))) == [alone]
