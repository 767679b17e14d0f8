from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from mentorship.organizations.importing import services
from mentorship.organizations.models import ListImport, Organization
from mentorship.organizations.roles import Role
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.organizations.importing.sheets import book

pytestmark = pytest.mark.django_db
ORGANIZATIONS = ListImport.Kind.ORGANIZATIONS
NEW = ("Заозёрный округ", "школа", "Средняя школа № 5", "СОШ № 5")


def kept(member, *rows):
    preview = services.preview_list(
        member=member,
        kind=ORGANIZATIONS,
        workbook=book(*rows),
        name="школы.xlsx",
        today=date(2026, 9, 1),
    )
    return services.keep_preview(
        member=member, kind=ORGANIZATIONS, preview=preview, content=b"x", name="школы.xlsx"
    )


@pytest.fixture
def coordinator():
    return MembershipFactory(role="coordinator")


@pytest.mark.parametrize("role", Role)
def test_who_loads_which_list(role):
    member = MembershipFactory(role=role)

    can = {kind: services.can_import(member, kind) for kind in ListImport.Kind}

    above = role in {Role.COORDINATOR, Role.METHODIST}
    assert can == {
        "organizations": above,
        "headcounts": above or role in {Role.CURATOR, Role.DIRECTOR},
    }


def test_look_is_kept_and_written_once(coordinator):
    run = kept(coordinator, NEW, (None, "завод", "Завод"))
    assert Organization.objects.institutions().count() == 0

    for _ in range(2):
        run = services.confirm_list(member=coordinator, run=run)

    assert [row["outcome"] for row in run.rows] == ["created", "refused"]
    assert {name: run.counts[name] for name in ("good", "warned", "refused", "created")} == {
        "good": 0,
        "warned": 1,
        "refused": 1,
        "created": 1,
    }
    assert run.rows[0]["target"] == Organization.objects.institutions().get().pk


def test_institution_added_meanwhile_is_not_added_twice(coordinator):
    run = kept(coordinator, NEW)
    InstitutionFactory(
        parent__parent=coordinator.organization,
        parent__name=NEW[0],
        name=NEW[2],
        short_name=NEW[3],
    )

    confirmed = services.confirm_list(member=coordinator, run=run)

    assert confirmed.rows[0]["outcome"] == "unchanged"
    assert Organization.objects.institutions().count() == 1


def test_upload_of_a_colleague_is_not_confirmed(coordinator):
    colleague = MembershipFactory(role="coordinator", organization=coordinator.organization)

    with pytest.raises(PermissionDenied):
        services.confirm_list(member=colleague, run=kept(coordinator, NEW))


def test_right_lost_meanwhile_refuses_the_confirmation():
    member = MembershipFactory(role="methodist")
    run = kept(member, (None, *NEW[1:]))
    member.institutions.add(InstitutionFactory(parent=member.organization))

    with pytest.raises(PermissionDenied):
        services.confirm_list(member=member, run=run)


def test_curator_keeps_no_list_of_organizations(coordinator):
    preview = services.preview_list(
        member=coordinator, kind=ORGANIZATIONS, workbook=book(NEW), name="", today=date(2026, 9, 1)
    )

    with pytest.raises(PermissionDenied):
        services.keep_preview(
            member=MembershipFactory(), kind=ORGANIZATIONS, preview=preview, content=b"", name=""
        )


def test_confirmed_upload_has_its_moment_and_its_person(coordinator):
    run = kept(coordinator, NEW)
    run.state = run.State.CONFIRMED

    with pytest.raises(IntegrityError):
        run.save()


def test_messages_name_row_and_column(coordinator):
    preview = services.import_organizations(
        region=coordinator.organization,
        workbook=book((*NEW, "код", None)),
        confirm=False,
    )

    assert services.messages_of(preview) == [
        {
            "row": 2,
            "column": "Код",
            "message": "Код «код»: только латинские буквы, цифры и дефис.",
        }
    ]
