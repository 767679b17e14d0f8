from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.bank import consents
from mentorship.bank.consents import ConsentRow, Coverage
from mentorship.bank.lifecycle import ON_WITHDRAWAL
from mentorship.bank.models import Consent
from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import (
    ConsentFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    PersonFactory,
)
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 11, 1)
YEAR = SchoolYear(2022)
MOTHER = "Громова Анна Ивановна"


@pytest.fixture
def pupil(curator):
    return PersonFactory(institution=curator.organization, birth_year=2011)


@pytest.fixture
def withdrawn():
    """What the rooms above were told; the registry is put back."""
    told = []
    before = dict(ON_WITHDRAWAL._entries)
    ON_WITHDRAWAL._entries.clear()
    ON_WITHDRAWAL.register("test", lambda person, day: told.append((person, day)))
    yield told
    ON_WITHDRAWAL._entries.clear()
    ON_WITHDRAWAL._entries.update(before)


def record(member, *rows):
    return consents.record_consents(member=member, rows=rows, today=TODAY)


def test_record_consents_of_many_at_once(curator, pupil):
    adult = PersonFactory(institution=curator.organization, birth_year=1990, category="teacher")

    record(curator, ConsentRow(pupil, TODAY, MOTHER), ConsentRow(adult, TODAY))

    signers = Consent.objects.order_by("pk").values_list("person", "signer", "representative_name")
    assert list(signers) == [(pupil.pk, "representative", MOTHER), (adult.pk, "self", "")]


def test_record_consents_remembers_the_representative(curator, pupil):
    record(curator, ConsentRow(pupil, TODAY, MOTHER))

    pupil.refresh_from_db()
    assert pupil.representative_name == MOTHER


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"signed_on": TODAY + timedelta(days=1)}, "ещё не наступила"),
        ({"representative_name": ""}, "впишите его имя"),
        ({"valid_until": TODAY - timedelta(days=1)}, "заканчивается раньше"),
    ],
)
def test_record_consents_refuses_by_name(curator, pupil, changes, words):
    row = ConsentRow(
        **{"person": pupil, "signed_on": TODAY, "representative_name": MOTHER} | changes
    )

    with pytest.raises(DomainError, match=f"^{pupil.full_name}: .*{words}"):
        record(curator, row)


def test_record_consents_writes_all_or_none(curator, pupil):
    adult = PersonFactory(institution=curator.organization, birth_year=1990, category="teacher")

    with pytest.raises(DomainError):
        record(curator, ConsentRow(adult, TODAY), ConsentRow(pupil, TODAY))

    assert not Consent.objects.exists()


def test_record_consents_refuses_a_second_paper_for_the_day(curator, pupil):
    record(curator, ConsentRow(pupil, TODAY, MOTHER))

    with pytest.raises(DomainError, match="уже есть"):
        record(curator, ConsentRow(pupil, TODAY, MOTHER))


def test_record_consents_takes_a_new_paper_after_a_withdrawal(curator, pupil):
    ConsentFactory(person=pupil, signed_on=date(2022, 9, 1), withdrawn_on=TODAY)

    record(curator, ConsentRow(pupil, TODAY, MOTHER))

    assert Consent.objects.for_processing(pupil, TODAY).count() == 1


def test_record_consents_of_a_foreign_person_is_denied(curator):
    with pytest.raises(PermissionDenied):
        record(curator, ConsentRow(PersonFactory(), TODAY, MOTHER))


def test_record_consents_needs_the_right(pupil):
    director = MembershipFactory(role="director", organization=pupil.institution)

    with pytest.raises(PermissionDenied):
        record(director, ConsentRow(pupil, TODAY, MOTHER))


@pytest.mark.parametrize(
    ("birth_year", "category", "needed"),
    [
        (2011, "pupil", True),
        (1990, "teacher", False),
        (None, "pupil", True),
        (None, "teacher", False),
    ],
)
def test_needs_representative_of_minors(birth_year, category, needed):
    person = PersonFactory.build(institution=None, birth_year=birth_year)

    assert consents.needs_representative(person, category, TODAY) == needed


def test_withdraw_consent_hides_from_the_day_and_tells_the_rooms(curator, pupil, withdrawn):
    consent = ConsentFactory(person=pupil)

    consents.withdraw_consent(member=curator, consent=consent, today=TODAY)

    assert not Consent.objects.for_processing(pupil, TODAY).exists()
    assert withdrawn == [(pupil, TODAY)]


@pytest.mark.parametrize("change", [{"purpose": "publication"}, {"signed_on": date(2022, 10, 1)}])
def test_withdraw_consent_is_silent_while_another_allows_processing(
    curator, pupil, withdrawn, change
):
    ConsentFactory(person=pupil)
    consent = ConsentFactory(person=pupil, **change)

    consents.withdraw_consent(member=curator, consent=consent, today=TODAY)

    assert withdrawn == []


def test_withdraw_consent_twice_is_refused(curator, pupil):
    consent = ConsentFactory(person=pupil, withdrawn_on=TODAY)

    with pytest.raises(DomainError, match=r"уже отозвано 01.11.2022"):
        consents.withdraw_consent(member=curator, consent=consent, today=TODAY)


def test_withdraw_consent_of_a_foreign_person_is_denied(curator):
    with pytest.raises(PermissionDenied):
        consents.withdraw_consent(member=curator, consent=ConsentFactory(), today=TODAY)


def test_coverage_counts_people_not_entries(curator):
    mentee = MenteeEntryFactory(institution=curator.organization)
    MentorEntryFactory(institution=curator.organization, person=mentee.person)
    MenteeEntryFactory(institution=curator.organization, person__consented=False)
    MenteeEntryFactory()

    assert consents.coverage(curator, YEAR, TODAY) == Coverage(1, 2)


def test_people_without_consent_speaks_of_the_day_of_the_year(curator):
    late = MenteeEntryFactory(
        institution=curator.organization, person__consented__signed_on=date(2024, 1, 1)
    )

    found = consents.people_without_consent(curator, YEAR, date(2024, 2, 1))

    assert list(found) == [late.person]


def test_coverage_percent_of_nobody_is_nought():
    assert Coverage(0, 0).percent == 0
