from mentorship.bank.banks import Bank
from mentorship.bank.companions import companions_of, is_paired
from mentorship.bank.models import MenteeEntry, MentorEntry
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory
from tests.factories.organizations import InstitutionFactory


def test_mentee_has_a_mentor_with_form_and_place(make_pair, school, year):
    neighbour = InstitutionFactory(parent=school.parent)
    pair = make_pair(mentor_institution=neighbour)
    entry = pair.members.get().mentee_entry

    (found,) = companions_of(Bank.MENTEES, [entry.pk], year)[entry.pk]

    assert (found.person, found.form, found.place, found.url) == (
        pair.mentor_entry.person,
        "учитель – ученик",
        f"{neighbour.short_name}, учитель физики",
        pair.get_absolute_url(),
    )


def test_mentor_has_all_mentees_of_the_year(make_pair, school, year, django_assert_num_queries):
    mentees = [MenteeEntryFactory(institution=school) for _ in range(3)]
    pair = make_pair(mentees=mentees)

    with django_assert_num_queries(1):
        found = companions_of(Bank.MENTORS, [pair.mentor_entry.pk], year)

    assert {c.person for c in found[pair.mentor_entry.pk]} == {e.person for e in mentees}


def test_other_year_is_not_shown(make_pair, year):
    pair = make_pair(school_year=2021)

    assert companions_of(Bank.MENTORS, [pair.mentor_entry.pk], year) == {}


def test_paired_entries_are_told_from_waiting_ones(make_pair, school, year):
    pair = make_pair()
    MenteeEntryFactory(institution=school)
    MentorEntryFactory(institution=school)

    assert list(MenteeEntry.objects.filter(is_paired(Bank.MENTEES, year))) == [
        pair.members.get().mentee_entry
    ]
    assert list(MentorEntry.objects.filter(is_paired(Bank.MENTORS, year))) == [pair.mentor_entry]
