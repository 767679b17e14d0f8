import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, transaction

from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import FormVersion, ReportForm
from monitoring.workbooks import services
from tests.factories.monitoring import FormVersionFactory
from tests.monitoring.workbooks.conftest import YEAR, drawn

GOOD = drawn({"A1": "{{ organization.name }}"})
WRONG = drawn({"A1": "{{ organisation.name }}"})


@pytest.fixture
def created(coordinator):
    def make(content=GOOD, title="Форма министерства"):
        return services.create_form(
            member=coordinator,
            title=title,
            source="письмо № 1",
            year=YEAR,
            content=content,
            filename="форма.xlsx",
        )

    return make


def test_new_form_waits_until_it_is_accepted(created, coordinator, curator):
    version = created()

    assert (version.number, version.accepted_at) == (1, None)
    assert version.form.version_for(YEAR) is None
    assert version.form not in ReportForm.objects.shared_with(curator)

    services.accept_version(member=coordinator, version=version)

    assert version.form.version_for(YEAR) == version
    assert version.form in ReportForm.objects.shared_with(curator)


def test_form_with_an_unknown_name_is_kept_but_not_accepted(created, coordinator):
    version = created(WRONG)

    with pytest.raises(DomainError) as refusal:
        services.accept_version(member=coordinator, version=version)

    assert str(refusal.value) == (
        "Форма не принята. Лист!A1: Имени organisation.name нет. Может быть, organization.name?"
    )


def test_refused_workbook_leaves_nothing(created):
    before = ReportForm.objects.count()

    with pytest.raises(DomainError):
        created(b"not a workbook")

    assert ReportForm.objects.count() == before


def test_new_version_copies_and_earlier_years_keep_theirs(created, coordinator):
    first = services.accept_version(member=coordinator, version=created())
    second = services.add_version(member=coordinator, form=first.form, year=SchoolYear(2024))
    services.accept_version(member=coordinator, version=second)

    assert (bytes(second.content), second.number) == (GOOD, 2)
    assert [first.form.version_for(SchoolYear(year)) for year in (2021, 2023, 2025)] == [
        None,
        first,
        second,
    ]


def test_accepted_workbook_never_changes(created, coordinator):
    version = services.accept_version(member=coordinator, version=created())

    with pytest.raises(InternalError), transaction.atomic():
        FormVersion.objects.filter(pk=version.pk).update(content=b"other")


def test_pending_version_goes_with_its_form_when_it_was_the_only_one(created, coordinator):
    version = created()

    assert services.discard_version(member=coordinator, version=version) is None
    assert not ReportForm.objects.filter(pk=version.form_id).exists()


def test_accepted_version_is_not_discarded(created, coordinator):
    version = services.accept_version(member=coordinator, version=created())

    with pytest.raises(DomainError, match="Принятая редакция не удаляется"):
        services.discard_version(member=coordinator, version=version)


def test_archived_form_takes_no_version_and_comes_back(created, coordinator):
    form = services.accept_version(member=coordinator, version=created()).form
    services.archive_form(member=coordinator, form=form)

    with pytest.raises(DomainError, match="Форма в архиве"):
        services.add_version(member=coordinator, form=form, year=YEAR)

    assert services.restore_form(member=coordinator, form=form).archived_at is None


def test_titles_alike_take_different_codes(created):
    assert [created(title="2022").form.code, created(title="2022").form.code] == [
        "2022-1",
        "2022-2",
    ]


def test_only_those_above_the_school_keep_forms(created, curator, methodist):
    version = created()

    for member in (curator, methodist):
        with pytest.raises(PermissionDenied):
            services.accept_version(member=member, version=version)


def test_shipped_forms_stay_as_they_were_loaded(db):
    row = {
        "code": "targets",
        "title": "Другое название",
        "source": "источник",
        "checked_on": "2026-01-01",
        "version": 1,
        "first_year": 2015,
        "content": lambda: WRONG,
    }
    version = FormVersion.objects.filter(form__code="targets").latest("number")

    services.load_shipped([row])

    version.refresh_from_db()
    assert (version.form.title, bytes(version.content) != WRONG) == ("Другое название", True)


def test_pending_version_of_another_is_not_shared(curator):
    version = FormVersionFactory(form__organization=curator.organization.parent)

    assert version not in FormVersion.objects.shared_with(curator)
