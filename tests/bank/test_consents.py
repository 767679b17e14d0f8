from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from mentorship.bank import consents
from mentorship.bank.consents import ConsentRow, Coverage
from mentorship.bank.models import Consent, ConsentText, Withdrawal
from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import (
    ConsentFactory,
    MenteeEntryFactory,
    PersonFactory,
)
from tests.factories.consents import ConsentSheetFactory, WithdrawalFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 11, 1)
YEAR = SchoolYear(2022)
MOTHER = "Громова Анна Ивановна"


@pytest.fixture
def pupil(curator):
    return PersonFactory(institution=curator.organization, birth_year=2011)


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

    assert person.needs_representative(TODAY, category) == needed


@pytest.mark.parametrize(
    ("agreed", "everyone", "percent"), [(0, 0, 0), (2, 3, 66), (199, 200, 99), (200, 200, 100)]
)
def test_coverage_of_a_hundred_leaves_nobody_out(agreed, everyone, percent):
    assert Coverage(agreed, everyone).percent == percent


def test_people_without_consent_speaks_of_the_day_of_the_year(curator):
    late = MenteeEntryFactory(
        institution=curator.organization, person__consented__signed_on=date(2024, 1, 1)
    )

    found = consents.people_without_consent(curator, YEAR, date(2024, 2, 1))

    assert list(found) == [late.person]


def reference(code):
    return ConsentText.objects.get(organization=None, code=code)


def test_record_consents_keeps_the_text_and_its_hash(curator, pupil):
    [consent] = record(curator, ConsentRow(pupil, TODAY, MOTHER))

    consent.refresh_from_db()
    assert (consent.text, len(consent.text_sha256)) == (reference("processing-representative"), 64)


def test_record_consents_takes_the_text_of_the_sheet_given_out(curator, pupil):
    current = reference("processing-representative")
    older = ConsentText.objects.create(
        organization=curator.organization,
        code=current.code,
        purpose="processing",
        audience="representative",
        version=7,
        title="старая",
        parts=current.parts,
        source="школа",
        checked_on=TODAY,
    )
    ConsentSheetFactory(person=pupil, text=older, printed_on=date(2022, 10, 20))

    [consent] = record(curator, ConsentRow(pupil, TODAY, MOTHER))

    assert consent.text == older


def test_record_consents_of_an_own_form_names_no_text(curator, pupil):
    [consent] = record(curator, ConsentRow(pupil, TODAY, MOTHER, is_own_form=True))

    assert (consent.text, consent.text_sha256) == (None, "")


def test_record_consents_of_both_is_joint(curator, pupil):
    [consent] = record(curator, ConsentRow(pupil, TODAY, MOTHER, signed_by_both=True))

    assert (consent.signer, consent.text.audience) == ("joint", "joint")


def test_record_consents_takes_a_renewal_beside_the_one_in_force(curator, pupil):
    ConsentFactory(person=pupil, signed_on=date(2022, 9, 1))

    record(curator, ConsentRow(pupil, TODAY, MOTHER, replaces=True))

    assert Consent.objects.for_processing(pupil, TODAY).count() == 2


def test_record_consents_ends_a_withdrawal(curator, pupil):
    withdrawal = WithdrawalFactory(person=pupil, received_on=date(2022, 10, 20))

    record(curator, ConsentRow(pupil, TODAY, MOTHER))

    withdrawal.refresh_from_db()
    assert withdrawal.cancelled_on == TODAY
    assert withdrawal.cancel_reason == "получено новое согласие от 01.11.2022"
    assert list(Withdrawal.objects.open()) == []


def test_record_consents_refuses_a_paper_older_than_the_withdrawal(curator, pupil):
    WithdrawalFactory(person=pupil, received_on=date(2022, 10, 20))

    with pytest.raises(DomainError, match=r"отозвано 20.10.2022"):
        record(curator, ConsentRow(pupil, date(2022, 10, 19), MOTHER))


def test_attach_scan_deletes_the_file_before_it(
    curator, pupil, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    consent = ConsentFactory(person=pupil)
    for content in (b"%PDF-first", b"%PDF-second"):
        with django_capture_on_commit_callbacks(execute=True):
            scan = ContentFile(content, name="scan.pdf")
            consents.attach_scan(member=curator, consent=consent, scan=scan)

    kept = [path.read_bytes() for path in tmp_path.rglob("*.pdf")]
    assert kept == [b"%PDF-second"]


@pytest.mark.parametrize(
    ("signer", "birth", "signed_on", "valid_until", "ends_on"),
    [
        ("representative", date(2008, 3, 10), TODAY, None, date(2026, 3, 9)),
        ("joint", date(2008, 3, 10), TODAY, None, date(2026, 3, 9)),
        ("representative", date(2008, 3, 10), TODAY, date(2023, 5, 31), date(2023, 5, 31)),
        ("representative", date(2008, 3, 10), TODAY, date(2030, 5, 31), date(2026, 3, 9)),
        ("representative", None, TODAY, None, None),
        ("representative", None, TODAY, date(2023, 5, 31), date(2023, 5, 31)),
        # A guardian of an adult signs for longer.
        ("representative", date(1980, 3, 10), TODAY, None, None),
        ("representative", 1980, TODAY, None, None),
        # By the year alone one is a minor until it is over.
        ("representative", 2008, TODAY, None, date(2026, 12, 31)),
        ("representative", 2008, date(2026, 12, 31), None, date(2026, 12, 31)),
        ("representative", 2008, date(2027, 1, 1), None, None),
        ("self", date(2008, 3, 10), TODAY, None, None),
        ("self", date(2008, 3, 10), TODAY, date(2023, 5, 31), date(2023, 5, 31)),
    ],
)
def test_paper_of_a_representative_ends_before_the_coming_of_age(
    signer, birth, signed_on, valid_until, ends_on
):
    born_on = birth if isinstance(birth, date) else None
    consent = ConsentFactory(
        person=PersonFactory(born_on=born_on, birth_year=None if born_on else birth),
        signer=signer,
        signed_on=signed_on,
        valid_until=valid_until,
    )

    consent.refresh_from_db()
    assert consent.ends_on == ends_on


def test_end_of_a_paper_follows_a_birthday_put_right(pupil):
    consent = ConsentFactory(person=pupil)
    pupil.born_on, pupil.birth_year = date(2010, 5, 4), 2010

    pupil.save()

    consent.refresh_from_db()
    assert consent.ends_on == date(2028, 5, 3)


def test_end_of_a_paper_follows_a_year_of_birth_put_right(pupil):
    consent = ConsentFactory(person=pupil)
    pupil.birth_year = 2010

    pupil.save()

    consent.refresh_from_db()
    assert consent.ends_on == date(2028, 12, 31)


@pytest.mark.parametrize(
    ("born_on", "is_hinted"), [(None, True), (date(2011, 3, 1), False)], ids=["year", "day"]
)
def test_problem_of_a_minor_hints_at_the_full_date(pupil, born_on, is_hinted):
    pupil.born_on = born_on

    problem = consents.problems_of([ConsentRow(pupil, TODAY)], TODAY)[pupil.pk]

    assert problem.text.endswith("укажите в карточке полную дату рождения.") == is_hinted
