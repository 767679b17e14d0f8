from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError
from django.utils import timezone

from mentorship.documents.models import Dispatch, Document
from tests.factories.letters import DispatchFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db
DAY = date(2022, 10, 20)


@pytest.mark.parametrize("role", ["director", "curator"])
def test_received_are_those_of_exactly_ones_own_organization(role):
    dispatch = DispatchFactory()
    DispatchFactory(document=dispatch.document, organization=InstitutionFactory())
    member = MembershipFactory(role=role, organization=dispatch.organization)

    assert list(Dispatch.objects.received_by(member)) == [dispatch]
    assert list(Dispatch.objects.visible_to(member)) == []
    assert list(Document.objects.visible_to(member)) == []


@pytest.mark.parametrize("role", ["council", "psychologist", "mentor"])
def test_others_of_the_institution_receive_nothing(role):
    dispatch = DispatchFactory()
    member = MembershipFactory(role=role, organization=dispatch.organization)

    assert list(Dispatch.objects.received_by(member)) == []


def test_sender_sees_recipients_within_own_limits():
    dispatch = DispatchFactory()
    kindergarten = InstitutionFactory(
        parent=dispatch.organization.parent, institution_type="kindergarten"
    )
    other = DispatchFactory(document=dispatch.document, organization=kindergarten)
    member = MembershipFactory(
        role="methodist",
        organization=dispatch.document.organization,
        institution_types=["kindergarten"],
    )

    assert list(Dispatch.objects.visible_to(member)) == [other]
    assert set(Dispatch.objects.visible_to(dispatch.sent_by)) == {dispatch, other}


def test_region_does_not_see_what_a_municipality_sends():
    dispatch = DispatchFactory()
    region = dispatch.organization.region
    coordinator = MembershipFactory(role="coordinator", organization=region)

    assert list(Dispatch.objects.visible_to(coordinator)) == []


@pytest.mark.parametrize(
    ("due_on", "acknowledged_on", "days"),
    [
        (DAY - timedelta(days=3), None, 3),
        (DAY, None, 0),
        (DAY - timedelta(days=3), DAY - timedelta(days=1), 2),
        (DAY, DAY - timedelta(days=1), 0),
        (None, None, 0),
    ],
)
def test_days_late_are_counted_from_the_term(due_on, acknowledged_on, days):
    document = Document(state="registered")
    dispatch = Dispatch(document=document, due_on=due_on, acknowledged_on=acknowledged_on)

    assert dispatch.days_late(DAY) == days


def test_read_dispatch_is_not_deleted_by_the_database():
    dispatch = DispatchFactory(opened=True)

    with pytest.raises(InternalError, match="Cannot delete"):
        dispatch.delete()


@pytest.mark.parametrize("field", ["sent_at", "read_at"])
def test_moments_are_not_moved(field):
    dispatch = DispatchFactory(opened=True)

    with pytest.raises(InternalError, match="Cannot update"):
        Dispatch.objects.filter(pk=dispatch.pk).update(**{field: timezone.now()})


def test_acknowledged_stays_acknowledged():
    dispatch = DispatchFactory(opened=True)
    rows = Dispatch.objects.filter(pk=dispatch.pk)
    rows.update(acknowledged_on=DAY, acknowledged_by=dispatch.read_by)

    with pytest.raises(InternalError, match="Cannot update"):
        rows.update(note="позже")


def test_unread_is_not_acknowledged():
    dispatch = DispatchFactory()

    with pytest.raises(IntegrityError, match="by_somebody_who_read"):
        Dispatch.objects.update(acknowledged_on=DAY, acknowledged_by=dispatch.sent_by)


def test_document_is_sent_to_an_organization_once():
    dispatch = DispatchFactory()

    with pytest.raises(IntegrityError, match="dispatch_sent_once"):
        DispatchFactory(document=dispatch.document, organization=dispatch.organization)
